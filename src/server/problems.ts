/** What is said when the API under test cannot be used. */

import { isLoopback, UserError } from '../model.ts';
import { howItEnded, lastLines, type ServerEnd } from './ends.ts';
import { portOwner } from './port-owner.ts';
import { portOf, readyUrl } from './ready.ts';
import type { ServerSettings } from './session.ts';

export function endedEarly({ command }: ServerSettings, end: ServerEnd): UserError {
  return new UserError({
    message: `The server's command ended before the server was ready: ${howItEnded(end)} (${command}).`,
    nextStep:
      end.code === 0
        ? 'It has to run until it is ended: if it puts the server into the background, keep that in the foreground instead.'
        : 'Its last lines say why; mend that, or correct "server" in .endpoint-profiler/config.json.',
    detail: lastLines(end.lines) || '(the command printed nothing)',
  });
}

export function noFolder(cwd: string): UserError {
  return new UserError({
    message: `There is no folder ${cwd} to start the server in.`,
    nextStep: 'Correct "cwd" of "server" in .endpoint-profiler/config.json: it is relative to the workspace folder.',
  });
}

export function notReady(settings: ServerSettings, tries: number, last: string, lines: string[]): UserError {
  return new UserError({
    message: `The server was not ready within ${settings.readyTimeoutMs / 1000} s: GET ${readyUrl(settings)} was tried ${tries} times, the last answer was ${last}.`,
    nextStep:
      'Check "url" and "ready" of "server" in .endpoint-profiler/config.json, or give it more time with "readyTimeoutMs".',
    detail: lastLines(lines) || '(the command printed nothing)',
  });
}

export function nothingAnswers(settings: ServerSettings, what: string): UserError {
  return new UserError({
    message: `Nothing answers at ${readyUrl(settings)} (${what}).`,
    nextStep: 'Start the API, or let it be started: set "server.command" in .endpoint-profiler/config.json.',
  });
}

export function notTrusted(settings: ServerSettings, what: string): UserError {
  return new UserError({
    message: `The certificate at ${readyUrl(settings)} is not trusted (${what}).`,
    nextStep:
      'In .endpoint-profiler/config.json, name the file of the certificate, or of who issued it, as "ca" of "server"; or set "acceptAnyCertificate" to true there, if the API runs on this machine.',
  });
}

export async function answersOtherwise(settings: ServerSettings, what: string): Promise<UserError> {
  const { hostname } = new URL(settings.url);
  const port = portOf(settings.url);
  const isHere = isLoopback(settings.url);
  const owner = (isHere && (await portOwner(port))) || 'another process';
  const couldBeUsed = settings.ready !== undefined && what.startsWith('status');
  const asItIs = ' To profile it as it is, take "ready" out of "server" in .endpoint-profiler/config.json.';
  return new UserError({
    message: `Port ${port}${isHere ? '' : ` of ${hostname}`} is in use by ${owner}, which does not answer GET ${readyUrl(settings)} as a ready API does (${what}).`,
    nextStep: `End that process, or use another port.${couldBeUsed ? asItIs : ''}`,
    ...(couldBeUsed ? { offer: 'use-what-answers' as const } : {}),
  });
}

export const notLaunchedHere = (): UserError =>
  new UserError({
    message: 'The server was running already, so that it cannot be restarted to measure its start.',
    nextStep:
      'End it, and let it be started: set "server.command" in .endpoint-profiler/config.json to how that is done.',
  });
