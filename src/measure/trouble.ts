/** Recognises requests that say nothing about speed, because none got a usable answer. */

import type { Failure, PhaseKind, Problem, Recording } from '../model.ts';
import { rowsOfKind } from './steady.ts';

/** Of the phases of one kind. Null as soon as one answer in them has a status below 400. */
export function troubleOf(
  recording: Recording,
  kind: PhaseKind,
  request: { method: string; url: string },
): Problem | null {
  const { samples, failures } = recording;
  let answered = 0;
  for (const row of rowsOfKind(recording, kind)) {
    if (samples.failed[row] !== 0) continue;
    if (samples.status[row]! < 400) return null;
    answered++;
  }
  const what = `${request.method} ${request.url}`;
  if (answered > 0) return refusedByServer(what, recording);
  const first = failures[0];
  return first ? noAnswer(what, first) : null;
}

function refusedByServer(what: string, { errorHeads }: Recording): Problem {
  const head = errorHeads[0]!;
  const status = head.status;
  return {
    message: `Every request was answered with status ${status}: ${what}`,
    nextStep: nextStepByStatus(status),
    detail: Object.entries(head.headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  };
}

function nextStepByStatus(status: number): string {
  const place = 'under "requests" in .endpoint-profiler/config.json';
  if (status === 401 || status === 403) return `Give the request its "headers" (authorization, cookie) ${place}.`;
  if (status === 404) {
    return `Check that this API answers at "url" of "server", and give path parameters values that exist, as "path" ${place}.`;
  }
  if (status === 429) return 'The server limits the rate of requests: switch that off while profiling.';
  if (status < 500) return `Give the request what the server expects, as "query", "headers" or "body" ${place}.`;
  return "The server's log says why it failed.";
}

function noAnswer(what: string, failure: Failure): Problem {
  const nextSteps: Record<Failure['kind'], string> = {
    refused: 'Nothing listens there: check that the server still runs, and "server.url".',
    reset: 'The server closed the connection: its log says why. One that speaks HTTPS wants https:// in its address.',
    timeout: 'The server did not answer in time: call the endpoint once by hand to see whether it hangs.',
    dns: 'The host name is not known: check "server.url".',
    tls: tlsNextStep(failure.message),
    'body-cut-short': 'The server ended its answer too early: its log says why.',
    protocol: 'What answers there does not speak HTTP as expected: check "server.url".',
    other: 'Call the endpoint once by hand to see what it answers.',
  };
  return {
    message: `No request was answered: ${what}`,
    nextStep: nextSteps[failure.kind],
    detail: failure.message,
  };
}

/** By OpenSSL's words: the one kind has several causes, and each another way out. */
function tlsNextStep(message: string): string {
  const place = 'of "server" in .endpoint-profiler/config.json';
  if (message.includes('application protocol')) {
    return `The server speaks HTTP/2 alone, it seems: set "http2" ${place} to true.`;
  }
  if (message.includes('wrong version number') || message.includes('packet length')) {
    return `The server does not speak TLS there: use http:// as "url" ${place}.`;
  }
  return `Name the file of its certificate, or of who issued it, as "ca" ${place}; or set "acceptAnyCertificate" to true there, if the API runs on this machine.`;
}
