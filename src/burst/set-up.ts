/** The request that is sent once before a load, and what is taken out of its answer. */

import { type Json, type SetUp, type Transport, UserError } from '../model.ts';
import type { HttpClient } from './connection.ts';
import { type DispatchOptions, dispatchOptions } from './dispatch-options.ts';
import { classifyFailure, RequestTimeout } from './failures.ts';
import { clientOpener } from './transport.ts';

const timeoutMs = 30_000;
/** A token is a few kilobytes; what is larger is not read to its end. */
const mostBytes = 1_000_000;

interface Answer {
  status: number;
  body: string;
}

/**
 * Name → value, for `${setUp:name}`. Throws a `UserError` with what came back when the answer has no status from 200 to
 * 299, is no JSON, or lacks a value: with names of its fields, never their values, since those are secrets. Rejects
 * with the signal's reason when that is aborted.
 */
export async function runSetUp(
  setUp: SetUp,
  baseUrl: string,
  transport: Transport,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const { method, path, headers, body, take } = setUp;
  const what = `The set-up request ${method} ${path}`;
  const options = dispatchOptions({ method, url: `${baseUrl.replace(/\/$/, '')}${path}`, headers, body });
  const { status, body: text } = await answerTo(options, transport, what, signal);
  if (status < 200 || status > 299) throw unusable(`${what} was answered with status ${status}.`);
  const answer = parsed(text);
  if (answer === undefined) throw unusable(`${what} was answered with status ${status} and a body that is no JSON.`);
  return Object.fromEntries(
    Object.entries(take).map(([name, where]) => [name, valueAt(answer, where, `The answer to ${method} ${path}`)]),
  );
}

async function answerTo(
  options: DispatchOptions,
  transport: Transport,
  what: string,
  signal: AbortSignal,
): Promise<Answer> {
  signal.throwIfAborted();
  const client = clientOpener(transport)(options.origin, () => {});
  const cancel = () => void client.destroy(signal.reason);
  const timeout = setTimeout(() => void client.destroy(new RequestTimeout(timeoutMs)), timeoutMs);
  signal.addEventListener('abort', cancel);
  try {
    return await dispatched(client, options, what);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UserError) throw error;
    throw unusable(`${what} failed: ${classifyFailure(error as Error, false).message}.`);
  } finally {
    clearTimeout(timeout);
    signal.removeEventListener('abort', cancel);
    await client.destroy(null);
  }
}

function dispatched(client: HttpClient, options: DispatchOptions, what: string): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const chunks: Buffer[] = [];
  let status = 0;
  let bytes = 0;
  client.dispatch(options, {
    onRequestStart() {},
    onResponseStart(_, given) {
      status = given;
    },
    onResponseData(_, chunk) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > mostBytes) reject(unusable(`${what} was answered with more than ${mostBytes / 1e6} MB.`));
    },
    onResponseEnd: () => resolve({ status, body: Buffer.concat(chunks).toString() }),
    onResponseError: (_, error) => reject(error),
  });
  return promise;
}

/** Follows a dotted path: `data.token`, `users.0.id`. */
function valueAt(answer: Json, where: string, what: string): string {
  let value = answer;
  const passed: string[] = [];
  for (const key of where.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) {
      const place = passed.length > 0 ? `its "${passed.join('.')}"` : 'it';
      throw unusable(`${what} has no "${where}": ${place} is ${described(value)}.`);
    }
    value = (value as Record<string, Json>)[key]!;
    passed.push(key);
  }
  if (value === null || typeof value === 'object') {
    throw unusable(`${what} has no text or number at "${where}": that is ${described(value)}.`);
  }
  return String(value);
}

function described(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  const names = Object.keys(value);
  return names.length > 0 ? `an object of ${names.slice(0, 10).join(', ')}` : 'an empty object';
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const unusable = (message: string): UserError =>
  new UserError({
    message,
    nextStep: 'Correct "setUp" of the load in .endpoint-profiler/config.json; the server\'s log may say more.',
  });
