/** What a person is asked before a run can begin, and where the answers are kept. Knows the editor only as `Dialog`. */

import type { ConfigFile } from '../config/file.ts';
import { type Endpoint, endpointId, type Parameter, type Profile } from '../model.ts';
import { plural } from '../report/format.ts';
import { mayChangeData } from '../request/consent.ts';
import type { ServerProposal } from '../server/propose.ts';

export interface Choice<T> {
  label: string;
  /** Beside the label. */
  description?: string;
  /** Below it. */
  detail?: string;
  value: T;
}

export interface InputQuestion {
  title: string;
  prompt: string;
  value: string;
  /** What is wrong with the answer, or null. */
  check(value: string): string | null;
}

/** Each resolves with `undefined` where the person turns away. */
export interface Dialog {
  pick<T>(title: string, choices: Choice<T>[]): Promise<T | undefined>;
  /** All are ticked at first. */
  pickMany<T>(title: string, choices: Choice<T>[]): Promise<T[] | undefined>;
  input(question: InputQuestion): Promise<string | undefined>;
  /** A modal question; resolves with the label of the button. */
  confirm<Button extends string>(message: string, detail: string, buttons: Button[]): Promise<Button | undefined>;
}

/** True where a server is configured now. */
export async function askServer(
  dialog: Dialog,
  config: ConfigFile,
  proposals: ServerProposal[],
  dotEnv: string,
): Promise<boolean> {
  const title = 'How does the API start?';
  const choice = await dialog.pick<{ kind: 'command'; command: string } | { kind: 'running' | 'enter' }>(title, [
    ...proposals.map(({ command, detail }) => ({
      label: command,
      detail,
      value: { kind: 'command' as const, command },
    })),
    {
      label: 'It is already running',
      detail: 'Nothing is started; SQL is not recorded then',
      value: { kind: 'running' },
    },
    { label: 'Enter a command…', value: { kind: 'enter' } },
  ]);
  if (!choice) return false;
  const command =
    choice.kind === 'command' ? choice.command : choice.kind === 'enter' ? await askCommand(dialog) : null;
  if (command === undefined) return false;
  const script = proposals.find((proposal) => proposal.command === command)?.detail ?? command ?? '';
  const url = await dialog.input({
    title: 'Where does the API answer?',
    prompt: 'Its address, saved in .endpoint-profiler/config.json',
    value: proposeUrl(script, dotEnv),
    check: checkUrl,
  });
  if (url === undefined) return false;
  await config.set(['server'], command === null ? { url: url.trim() } : { url: url.trim(), command });
  return true;
}

const askCommand = (dialog: Dialog): Promise<string | undefined> =>
  dialog.input({
    title: 'Which command starts the API?',
    prompt: 'Run by a shell in the workspace folder, saved in .endpoint-profiler/config.json',
    value: '',
    check: (value) => (value.trim() ? null : 'Enter a command, such as node server.js'),
  });

/** The port that the command or the `.env` file names, else 3000. */
export function proposeUrl(command: string, dotEnv: string): string {
  const port =
    /\bPORT=["']?(\d{2,5})/.exec(command)?.[1] ??
    /(?:^|\s)(?:--port|-p)[= ](\d{2,5})\b/.exec(command)?.[1] ??
    /^\s*(?:export\s+)?PORT\s*=\s*["']?(\d{2,5})/m.exec(dotEnv)?.[1] ??
    '3000';
  return `http://127.0.0.1:${port}`;
}

export function checkUrl(value: string): string | null {
  const url = URL.parse(value.trim());
  return url && /^https?:$/.test(url.protocol) ? null : 'Enter an address that begins with http:// or https://';
}

/** True where every missing value has been given; they are kept under `requests`. The body is asked for as a whole. */
export async function askSample(
  dialog: Dialog,
  config: ConfigFile,
  endpoint: Endpoint,
  missing: Parameter[],
): Promise<boolean> {
  const id = endpointId(endpoint);
  const single = missing.filter((parameter) => parameter.in !== 'body');
  const questions = single.map((parameter) => ({
    what: `${parameter.name} (${parameter.in})`,
    proposal: proposeValue(parameter),
    save: (value: string) => config.set(['requests', id, groupOf[parameter.in], parameter.name], value),
  }));
  if (single.length < missing.length)
    questions.push({
      what: 'the body',
      proposal: proposeBody(endpoint.parameters),
      save: (value: string) => config.set(['requests', id, 'body'], parseBody(value)),
    });
  const answers: (() => Promise<void>)[] = [];
  for (const [index, { what, proposal, save }] of questions.entries()) {
    const value = await dialog.input({
      title: questions.length > 1 ? `${id} (${index + 1} of ${questions.length})` : id,
      prompt: `A sample value of ${what}, kept in .endpoint-profiler/config.json`,
      value: proposal,
      check: (text) => (text.trim() ? null : 'Enter a value'),
    });
    if (value === undefined) return false;
    answers.push(() => save(value));
  }
  for (const save of answers) await save();
  return true;
}

const groupOf = { path: 'path', query: 'query', header: 'headers', body: 'body' } as const;

export function proposeValue({ name, example }: Parameter): string {
  if (example !== undefined) return typeof example === 'string' ? example : JSON.stringify(example);
  return /id$/i.test(name) ? '1' : '';
}

/** All fields that the code or a description of the API names, so that the person sees what there is to fill in. */
function proposeBody(parameters: Parameter[]): string {
  const fields = parameters.filter((parameter) => parameter.in === 'body');
  return JSON.stringify(Object.fromEntries(fields.map(({ name, example }) => [name, example ?? ''])));
}

/** JSON where it is JSON, else the text itself. */
function parseBody(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export type Consent = 'no' | 'once' | 'always';
export type ConsentQuestion = Extract<Profile, { state: 'needs-consent' }>;

/** `always` has been written into the config; it is offered only where the request stays on this machine. */
export async function askConsent(dialog: Dialog, config: ConfigFile, question: ConsentQuestion): Promise<Consent> {
  const id = endpointId(question.endpoint);
  const changing = mayChangeData(question.method);
  if (question.reason === 'other-host') {
    const detail = `${question.method} ${question.url}\n\nIt would be sent thousands of times${changing ? ' and can change data there' : ''}. Do this only with a server that is yours.`;
    const answer = await dialog.confirm(`Profile ${hostOf(question)}, which is not this machine?`, detail, ['Profile']);
    return answer ? 'once' : 'no';
  }
  const detail = `${question.method} ${question.url}\n\nIt would be sent thousands of times, each time for real. Allow it only if nobody needs the data that is there now.`;
  const answer = await dialog.confirm(`${id} can change data. Profile it?`, detail, [
    'Profile Once',
    'Always for This Endpoint',
  ]);
  if (answer !== 'Always for This Endpoint') return answer ? 'once' : 'no';
  await config.set(['requests', id, 'allow'], true);
  return 'always';
}

export const hostOf = ({ url }: ConsentQuestion): string => URL.parse(url)?.host ?? url;

/** Of a route that answers every method, the one that only reads is sent. */
const sentMethod = (method: string): string => (method === 'ANY' ? 'GET' : method);

const manyEndpoints = 20;

/** Before several endpoints are profiled at one go: how many, how long, and what of those that can change data. */
export async function askMany(dialog: Dialog, endpoints: readonly Endpoint[], eachMs: number): Promise<boolean> {
  const changing = endpoints.filter(({ method }) => mayChangeData(sentMethod(method))).length;
  if (endpoints.length <= manyEndpoints && changing === 0) return true;
  const minutes = Math.max(1, Math.round((endpoints.length * eachMs) / 60_000));
  const detail = [
    `One after the other, about ${plural(minutes, 'minute')} in all. It can be cancelled at any time.`,
    changing > 0 && `${changing} of them can change data: only what the config allows of these is measured.`,
  ].filter((line) => line !== false);
  const message = `Profile ${plural(endpoints.length, 'endpoint')}?`;
  return (await dialog.confirm(message, detail.join('\n\n'), ['Profile'])) !== undefined;
}
