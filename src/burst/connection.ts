/** One keep-alive connection of a burst: at most one request in flight, opened again by undici when the server closes. */

import type { Dispatcher } from 'undici';
import { type CacheReading, cacheReading, type Headers } from './cache-reading.ts';
import type { DispatchOptions } from './dispatch-options.ts';
import { RequestTimeout } from './failures.ts';
import { isIdleClose } from './idle-close.ts';
import type { PreparedRequest } from './mix.ts';
import type { Exchange } from './recorder.ts';

/** The part of undici's `Client` that a connection needs. */
export interface HttpClient {
  dispatch(options: DispatchOptions, handler: Dispatcher.DispatchHandler): boolean;
  destroy(error: Error | null): Promise<void>;
}

export interface ConnectionHooks {
  nowMs(): number;
  openClient(onConnect: () => void): HttpClient;
  /** Numbers the sockets of a burst in order of opening, attempts that failed included. */
  nextSocket(): number;
  onHead(status: number, headers: Headers): CacheReading;
  /** The request in flight is sent once more, since its idle connection was closed just then. */
  onResend(): void;
  /** The connection is free again; `connection.exchange` holds what happened until the next `send`. */
  onDone(connection: Connection, error: Error | null): void;
}

/**
 * Is its own handler for undici, and reuses one exchange object: nothing is allocated here for a request.
 * Latency starts when undici writes the request, so that opening a socket is not part of it; or, in an open loop, when
 * the request was due, so that whatever kept it from being written is.
 */
export class Connection implements Dispatcher.DispatchHandler {
  /** Among the burst's connections. */
  readonly index: number;
  readonly exchange: Exchange = {
    startMs: 0,
    lagMs: 0,
    firstByteMs: 0,
    endMs: 0,
    status: 0,
    headers: {},
    bodyBytes: 0,
    socket: 0,
    target: 0,
    cache: cacheReading.none,
  };
  readonly #hooks: ConnectionHooks;
  #client: HttpClient;
  #options: DispatchOptions | null = null;
  #socket = 0;
  /** When the present socket gave its last answer; null while it has given none. */
  #answeredMs: number | null = null;
  #idleMs = 0;
  #isResent = false;
  #isDue = false;
  #timedFromMs = 0;
  #state: 'idle' | 'waiting' | 'written' | 'expired' | 'closed' = 'idle';

  constructor(index: number, hooks: ConnectionHooks) {
    this.index = index;
    this.#hooks = hooks;
    this.#client = this.#openClient();
  }

  /** `dueMs`: when the request should have been sent; null: now. */
  send({ options, target }: PreparedRequest, dueMs: number | null): void {
    const { exchange } = this;
    this.#options = options;
    this.#isResent = false;
    this.#isDue = dueMs !== null;
    if (dueMs !== null) exchange.startMs = dueMs;
    exchange.lagMs = 0;
    this.#startAt(this.#hooks.nowMs());
    exchange.status = 0;
    exchange.bodyBytes = 0;
    exchange.target = target;
    exchange.cache = cacheReading.none;
    this.#state = 'waiting';
    this.#client.dispatch(options, this);
  }

  /** Fails the request in flight if it was sent more than `timeoutMs` ago. Its socket cannot be used any more. */
  expire(nowMs: number, timeoutMs: number): void {
    const inFlight = this.#state === 'waiting' || this.#state === 'written';
    if (!inFlight || nowMs - this.#timedFromMs < timeoutMs) return;
    if (this.#state === 'waiting') this.#socket = this.#hooks.nextSocket();
    this.#state = 'expired';
    const expired = this.#client;
    this.#client = this.#openClient();
    void expired.destroy(new RequestTimeout(timeoutMs));
  }

  /** Closes the socket at once; a request in flight is forgotten. */
  close(): Promise<void> {
    this.#state = 'closed';
    return this.#client.destroy(null);
  }

  onRequestStart(): void {
    const nowMs = this.#hooks.nowMs();
    this.#state = 'written';
    this.#idleMs = this.#answeredMs === null ? 0 : nowMs - this.#answeredMs;
    this.#startAt(nowMs);
  }

  onResponseStart(_: unknown, status: number, headers: Headers): void {
    if (status < 200) return;
    this.exchange.firstByteMs = this.#hooks.nowMs();
    this.exchange.status = status;
    this.exchange.headers = headers;
    this.exchange.cache = this.#hooks.onHead(status, headers);
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.exchange.bodyBytes += chunk.length;
  }

  onResponseEnd(): void {
    this.#done(null);
  }

  onResponseError(_: unknown, error: Error): void {
    // Never written: there was no socket to write it to.
    if (this.#state === 'waiting') this.#socket = this.#hooks.nextSocket();
    if (this.#mayResend(error)) this.#resend();
    else this.#done(error);
  }

  #mayResend(error: Error): boolean {
    const isUnanswered = this.#state === 'written' && this.exchange.status === 0;
    return isUnanswered && !this.#isResent && isIdleClose(error, this.#options!.method, this.#idleMs);
  }

  /** Over another socket. It is timed from then on, so that the first try is no part of its latency in a closed loop. */
  #resend(): void {
    this.#isResent = true;
    this.#state = 'waiting';
    this.#hooks.onResend();
    this.#client.dispatch(this.#options!, this);
  }

  #startAt(nowMs: number): void {
    this.#timedFromMs = nowMs;
    if (this.#isDue) this.exchange.lagMs = nowMs - this.exchange.startMs;
    else this.exchange.startMs = nowMs;
  }

  #done(error: Error | null): void {
    if (this.#state === 'closed') return;
    this.#state = 'idle';
    this.exchange.endMs = this.#hooks.nowMs();
    if (error === null) this.#answeredMs = this.exchange.endMs;
    this.exchange.socket = this.#socket;
    this.#hooks.onDone(this, error);
  }

  #openClient(): HttpClient {
    return this.#hooks.openClient(() => {
      this.#socket = this.#hooks.nextSocket();
      this.#answeredMs = null;
    });
  }
}
