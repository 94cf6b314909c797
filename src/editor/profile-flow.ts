/** From a click to a profile: trust, config, questions, the run. */

import { readFile } from 'node:fs/promises';
import type { ConfigFile } from '../config/file.ts';
import { type Endpoint, type EndpointId, endpointId, type Profile, type SqlOutcome, UserError } from '../model.ts';
import type { LoadChoice } from '../profile/load-choice.ts';
import { mayChangeData } from '../request/consent.ts';
import { proposeServer } from '../server/propose.ts';
import { commands } from './ids.ts';
import { askIndexProof, type IndexProposal } from './index-question.ts';
import { askConsent, askSample, askServer, type ConsentQuestion, type Dialog, hostOf } from './questions.ts';
import type { Remedy } from './reporter.ts';
import type { RunController, RunTarget } from './run-controller.ts';

/** The part of a project that this needs. */
export interface FlowTarget extends RunTarget {
  readonly root: string;
  config(): Promise<ConfigFile>;
  absolute(file: string): string;
}

export interface FlowServices<Target extends FlowTarget> {
  runs: RunController<Target>;
  dialog: Dialog;
  load(): LoadChoice;
  /** False after the person was told that this needs a trusted workspace. */
  isTrusted(): boolean;
  error(error: unknown, remedies: Remedy[]): void;
  /** The run begins: what is to come is shown there. */
  show(project: Target, endpoints: Endpoint[]): void;
  /** The person sees the result without being told. */
  isShowing(project: Target, id: EndpointId): boolean;
}

export class ProfileFlow<Target extends FlowTarget> {
  readonly #services: FlowServices<Target>;
  /** Hosts besides this machine that the person has agreed to in this session. */
  readonly #agreedHosts = new Set<string>();
  /** How many flows are on the way to a run: they look at the config, or wait for an answer. */
  #preparing = 0;

  constructor(services: FlowServices<Target>) {
    this.#services = services;
  }

  /**
   * One endpoint is asked about until it can run; of several, those that need an answer are left unmeasured. Does
   * nothing while another is being prepared: that is a second click, or a question that is still open. With the name of a
   * load several endpoints are its mix; without one it is the default burst.
   */
  async profile(
    project: Target,
    endpoints: Endpoint[],
    loadName: string | null = null,
    provesIndexes = false,
  ): Promise<void> {
    if (endpoints.length === 0 || this.#preparing > 0 || !this.#services.isTrusted()) return;
    if (!(await this.#prepare(async () => (await this.#isFree()) && (await this.#hasServer(project))))) return;
    this.#services.show(project, endpoints);
    const agreed = new Set<EndpointId>();
    // Its endpoints run together or not at all.
    const isMix = loadName !== null && endpoints.length > 1;
    try {
      let waiting = endpoints;
      while (waiting.length > 0) {
        const profiles = await this.#services.runs.run({
          target: project,
          endpoints: waiting,
          agreed,
          load: { ...this.#services.load(), name: loadName },
          provesIndexes,
        });
        waiting = await this.#prepare(async () => {
          if (!isMix) return this.#askAbout(project, profiles, agreed);
          return (await this.#answersAll(project, profiles, agreed)) ? endpoints : [];
        });
        if (profiles.length === 1) this.#tellFailure(project, profiles[0]!);
      }
    } catch (error) {
      this.#services.error(error, [commands.showServerLog, commands.openConfig]);
    }
  }

  /** What was asked of the endpoint last, once more: after an answer, a repair, or a change of the code. */
  async again(project: Target, endpoint: Endpoint, provesIndexes = false): Promise<void> {
    const asked = project.results.askedFor(endpointId(endpoint));
    if (asked === null || asked.loadName === null) return this.profile(project, [endpoint], null, provesIndexes);
    await this.profile(project, asked.endpoints, asked.loadName, provesIndexes);
  }

  /** Once more, with the indexes that were proposed for its statements built and measured, if the person agrees. */
  async proveIndexes(project: Target, endpoint: Endpoint): Promise<void> {
    const profile = project.results.get(endpointId(endpoint))?.profile;
    const proposals = profile?.state === 'measured' ? proposalsIn(profile.sql) : [];
    if (proposals.length === 0 || this.#preparing > 0) return;
    try {
      const agrees = await this.#prepare(async () =>
        askIndexProof(this.#services.dialog, await project.config(), proposals),
      );
      if (agrees) await this.again(project, endpoint, true);
    } catch (error) {
      this.#services.error(error, [commands.openConfig]);
    }
  }

  async #prepare<T>(work: () => Promise<T>): Promise<T> {
    this.#preparing++;
    try {
      return await work();
    } finally {
      this.#preparing--;
    }
  }

  /** The endpoints that can be run after the answers. */
  async #askAbout(project: Target, profiles: Profile[], agreed: Set<EndpointId>): Promise<Endpoint[]> {
    const ready: Endpoint[] = [];
    for (const profile of profiles) {
      if (profiles.length > 1 && !concernsAll(profile)) continue;
      if (await this.#ask(project, profile, agreed)) ready.push(profile.endpoint);
    }
    return ready;
  }

  /** True where every question has been answered, and there was one. */
  async #answersAll(project: Target, profiles: Profile[], agreed: Set<EndpointId>): Promise<boolean> {
    const open = profiles.filter(({ state }) => state === 'needs-sample' || state === 'needs-consent');
    for (const profile of open) if (!(await this.#ask(project, profile, agreed))) return false;
    return open.length > 0;
  }

  async #ask(project: Target, profile: Profile, agreed: Set<EndpointId>): Promise<boolean> {
    const { dialog } = this.#services;
    if (profile.state === 'needs-sample') {
      return askSample(dialog, await project.config(), profile.endpoint, profile.missing);
    }
    if (profile.state !== 'needs-consent' || !(await this.#consents(project, profile))) return false;
    agreed.add(endpointId(profile.endpoint));
    return true;
  }

  async #consents(project: Target, question: ConsentQuestion): Promise<boolean> {
    if (concernsAll(question) && this.#agreedHosts.has(hostOf(question))) return true;
    if ((await askConsent(this.#services.dialog, await project.config(), question)) === 'no') return false;
    if (question.reason === 'other-host') this.#agreedHosts.add(hostOf(question));
    return true;
  }

  #tellFailure(project: Target, profile: Profile): void {
    if (profile.state !== 'failed' || this.#services.isShowing(project, endpointId(profile.endpoint))) return;
    this.#services.error(new UserError(profile.problem), [commands.showServerLog, commands.openConfig]);
  }

  async #isFree(): Promise<boolean> {
    const { runs, dialog } = this.#services;
    if (!runs.active) return true;
    const message = `${endpointId(runs.active.current)} is being profiled`;
    const detail = 'One run at a time: two side by side would measure each other.';
    if (!(await dialog.confirm(message, detail, ['Stop It and Profile This']))) return false;
    await runs.cancel();
    return true;
  }

  async #hasServer(project: Target): Promise<boolean> {
    try {
      const file = await project.config();
      if ((await file.load()).server) return true;
      const dotEnv = await readFile(project.absolute('.env'), 'utf8').catch(() => '');
      return await askServer(this.#services.dialog, file, await proposeServer(project.root), dotEnv);
    } catch (error) {
      this.#services.error(error, [commands.openConfig]);
      return false;
    }
  }
}

const proposalsIn = (sql: SqlOutcome): IndexProposal[] =>
  (sql.state === 'recorded' ? sql.queries : [])
    .flatMap(({ proofs }) => proofs)
    .filter((proof): proof is IndexProposal => proof.state === 'proposed');

/** A question about the host is the same for every endpoint that only reads; all others are about one endpoint. */
const concernsAll = (profile: Profile): boolean =>
  profile.state === 'needs-consent' && profile.reason === 'other-host' && !mayChangeData(profile.method);
