import type { CapturedStatement, CapturedTraffic, LoggedPlan } from './protocol.ts';

/** Bounds of one recording, so that a busy database cannot fill the memory. */
const mostStatements = 50_000;
const mostBytes = 64 * 1024 * 1024;
/** Of the process, beside the bytes of what was recorded: about what V8 takes for the objects of each. */
const statementBytes = 300;
const parameterBytes = 150;

/** Keeps the statements of all connections while it is on. */
export class Recorder {
  connections = 0;
  unreadable = 0;
  /** Called when recording begins or ends: a session may have to ask its database for plans, or for none. */
  readonly onChange = new Set<() => void>();
  #isOn = false;
  #wantsPlans = false;
  #statements: CapturedStatement[] = [];
  /** Each text once, however often its client sends it. */
  readonly #texts = new Map<string, string>();
  #bytes = 0;
  #missed = 0;

  get isOn(): boolean {
    return this.#isOn;
  }

  get wantsPlans(): boolean {
    return this.#wantsPlans;
  }

  start({ plans }: { plans: boolean }): void {
    this.#isOn = true;
    this.#wantsPlans = plans;
    this.#statements = [];
    this.#texts.clear();
    this.#bytes = 0;
    this.#missed = 0;
    for (const change of this.onChange) change();
  }

  stop(): CapturedTraffic {
    const { connections, unreadable } = this;
    const traffic = { statements: this.#statements, missed: this.#missed, connections, unreadable };
    this.#isOn = false;
    this.#wantsPlans = false;
    this.#statements = [];
    this.#texts.clear();
    for (const change of this.onChange) change();
    return traffic;
  }

  keep(statement: CapturedStatement): void {
    if (!this.#isOn) return;
    const text = this.#texts.get(statement.text);
    const bytes = sizeOf(statement) + (text === undefined ? statement.text.length : 0);
    if (this.#statements.length >= mostStatements || this.#bytes + bytes > mostBytes) {
      this.#missed += 1;
      return;
    }
    if (text === undefined) this.#texts.set(statement.text, statement.text);
    else statement.text = text;
    this.#bytes += bytes;
    this.#statements.push(statement);
  }

  /** Its statement may have come before this recording. */
  keepPlan(statement: { plan?: LoggedPlan }, plan: LoggedPlan): void {
    if (!this.#isOn) return;
    this.#bytes += plan.json.length;
    if (this.#bytes < mostBytes) statement.plan = plan;
  }

  miss(): void {
    if (this.#isOn) this.#missed += 1;
  }
}

const sizeOf = ({ parameters }: CapturedStatement): number =>
  (parameters ?? []).reduce((bytes, value) => bytes + parameterBytes + (value?.bytes.length ?? 0), statementBytes);
