import type { CapturedStatement, CapturedTraffic } from './protocol.ts';

/** Bounds of one recording, so that a busy database cannot fill the memory. */
const mostStatements = 100_000;
const mostBytes = 64 * 1024 * 1024;

/** Keeps the statements of all connections while it is on. */
export class Recorder {
  connections = 0;
  unreadable = 0;
  #isOn = false;
  #statements: CapturedStatement[] = [];
  #bytes = 0;
  #missed = 0;

  get isOn(): boolean {
    return this.#isOn;
  }

  start(): void {
    this.#isOn = true;
    this.#statements = [];
    this.#bytes = 0;
    this.#missed = 0;
  }

  stop(): CapturedTraffic {
    const { connections, unreadable } = this;
    const traffic = { statements: this.#statements, missed: this.#missed, connections, unreadable };
    this.#isOn = false;
    this.#statements = [];
    return traffic;
  }

  keep(statement: CapturedStatement): void {
    if (!this.#isOn) return;
    this.#bytes += sizeOf(statement);
    if (this.#statements.length < mostStatements && this.#bytes < mostBytes) this.#statements.push(statement);
    else this.#missed += 1;
  }

  miss(): void {
    if (this.#isOn) this.#missed += 1;
  }
}

const sizeOf = ({ text, parameters }: CapturedStatement): number =>
  (parameters ?? []).reduce((bytes, value) => bytes + (value?.bytes.length ?? 0), text.length);
