import type { Dispatcher } from 'undici';
import { beforeEach, describe, expect, it } from 'vitest';
import { Connection } from '../../../src/burst/connection.ts';
import { RequestTimeout } from '../../../src/burst/failures.ts';
import type { PreparedRequest } from '../../../src/burst/mix.ts';
import type { Exchange } from '../../../src/burst/recorder.ts';

const request: PreparedRequest = {
  options: { origin: '', path: '/', method: 'GET', headers: [], body: null, reset: false },
  target: 2,
};

let nowMs: number;
let sockets: number;
let handler: Dispatcher.DispatchHandler;
let onConnect: () => void;
let dispatched: number;
let resent: number;
let destroyed: (Error | null)[];
let done: { exchange: Exchange; error: Error | null }[];
let connection: Connection;

beforeEach(() => {
  nowMs = 100;
  sockets = 0;
  dispatched = 0;
  resent = 0;
  destroyed = [];
  done = [];
  connection = new Connection(0, {
    nowMs: () => nowMs,
    nextSocket: () => sockets++,
    onHead: () => 0,
    onResend: () => resent++,
    onDone: ({ exchange }, error) => done.push({ exchange: { ...exchange }, error }),
    openClient(connected) {
      onConnect = connected;
      return {
        dispatch: (_, given) => {
          handler = given;
          dispatched++;
          return true;
        },
        destroy: async (error) => void destroyed.push(error),
      };
    },
  });
});

const at = (ms: number, event: () => void) => {
  nowMs = ms;
  event();
};
const controller = null as never;

describe('a connection', () => {
  it('times from writing the request: neither waiting for a socket nor opening one is part of it', () => {
    at(100, () => connection.send(request, null));
    at(140, () => onConnect());
    at(141, () => handler.onRequestStart!(controller, null));
    at(150, () => handler.onResponseStart!(controller, 103, {}));
    at(160, () => handler.onResponseStart!(controller, 200, { etag: 'a' }));
    at(165, () => handler.onResponseData!(controller, Buffer.from('body')));
    at(170, () => handler.onResponseEnd!(controller, {}));
    const exchange = { startMs: 141, lagMs: 0, firstByteMs: 160, endMs: 170, status: 200, bodyBytes: 4 };
    const headers = { etag: 'a' };
    expect(done).toEqual([{ exchange: { ...exchange, headers, socket: 0, target: 2, cache: 0 }, error: null }]);
  });

  it('times from when a request was due, where it was: what kept it from being written is part of it', () => {
    at(100, () => connection.send(request, 90));
    at(130, () => onConnect());
    at(131, () => handler.onRequestStart!(controller, null));
    at(160, () => handler.onResponseStart!(controller, 200, {}));
    at(170, () => handler.onResponseEnd!(controller, {}));
    expect(done[0]!.exchange).toMatchObject({ startMs: 90, lagMs: 41, firstByteMs: 160, endMs: 170 });
  });

  it('gives a late request its whole time before it expires', () => {
    at(1000, () => connection.send(request, 0));
    at(1010, () => handler.onRequestStart!(controller, null));
    at(1109, () => connection.expire(nowMs, 100));
    expect(destroyed).toEqual([]);
    at(1110, () => connection.expire(nowMs, 100));
    expect(destroyed).toHaveLength(1);
  });

  it('starts each request with a clean exchange', () => {
    connection.send(request, null);
    onConnect();
    handler.onRequestStart!(controller, null);
    handler.onResponseStart!(controller, 200, {});
    handler.onResponseData!(controller, Buffer.from('body'));
    handler.onResponseEnd!(controller, {});
    at(200, () => connection.send(request, null));
    at(210, () => handler.onRequestStart!(controller, null));
    at(220, () => handler.onResponseError!(controller, new Error('reset')));
    expect(done[1]!.exchange).toMatchObject({ startMs: 210, endMs: 220, status: 0, bodyBytes: 0, socket: 0 });
  });

  it('gives an attempt that never got a socket a number of its own', () => {
    connection.send(request, null);
    handler.onResponseError!(controller, new Error('refused'));
    connection.send(request, null);
    handler.onResponseError!(controller, new Error('refused'));
    expect(done.map(({ exchange }) => exchange.socket)).toEqual([0, 1]);
  });

  it('expires a request once, by its time since writing, and goes on with another client', () => {
    at(100, () => connection.send(request, null));
    at(150, () => handler.onRequestStart!(controller, null));
    at(249, () => connection.expire(nowMs, 100));
    expect(destroyed).toEqual([]);
    at(250, () => connection.expire(nowMs, 100));
    at(400, () => connection.expire(nowMs, 100));
    expect(destroyed.map((error) => error?.message)).toEqual(['no complete answer within 100 ms']);
    handler.onResponseError!(controller, destroyed[0]!);
    expect(done).toHaveLength(1);
    connection.expire(9999, 100);
    expect(destroyed).toHaveLength(1);
  });

  it('reports nothing after it was closed', () => {
    connection.send(request, null);
    void connection.close();
    handler.onResponseError!(controller, new Error('destroyed'));
    expect(done).toEqual([]);
    expect(destroyed).toHaveLength(1);
  });
});

describe('a connection that the server closes just as it is used again', () => {
  const reset = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  const answerAt = (ms: number) => {
    at(ms, () => handler.onRequestStart!(controller, null));
    handler.onResponseStart!(controller, 200, {});
    handler.onResponseEnd!(controller, {});
  };
  const send = (ms: number, method = 'GET') =>
    at(ms, () => connection.send({ ...request, options: { ...request.options, method } }, null));

  /** One answer at 100, and the next request closed upon at 101 after the idle time. */
  function closedUponAfter(idleMs: number, { method = 'GET', error = reset as Error } = {}): void {
    send(100);
    onConnect();
    answerAt(100);
    send(100 + idleMs, method);
    handler.onRequestStart!(controller, null);
    at(101 + idleMs, () => handler.onResponseError!(controller, error));
  }

  it('sends the request again over another, and counts it once, from the second time', () => {
    closedUponAfter(2000);
    expect({ dispatched, resent, done: done.length }).toEqual({ dispatched: 3, resent: 1, done: 1 });
    at(2105, () => onConnect());
    answerAt(2110);
    expect(done[1]).toMatchObject({ exchange: { startMs: 2110, endMs: 2110, status: 200, socket: 1 }, error: null });
  });

  it('tries once only', () => {
    closedUponAfter(2000);
    onConnect();
    handler.onRequestStart!(controller, null);
    handler.onResponseError!(controller, reset);
    expect({ dispatched, resent, error: done[1]!.error }).toEqual({ dispatched: 3, resent: 1, error: reset });
  });

  it.each([
    ['had not been idle for long', 900, {}],
    ['was to carry what must not be sent twice', 2000, { method: 'POST' }],
    ['was lost to something else', 2000, { error: new RequestTimeout(500) }],
  ])('fails where it %s', (_, idleMs, rest) => {
    closedUponAfter(idleMs, rest);
    expect({ dispatched, resent, done: done.length }).toEqual({ dispatched: 2, resent: 0, done: 2 });
  });

  it('fails where it had never answered, or the answer had begun', () => {
    send(100);
    onConnect();
    at(5000, () => handler.onRequestStart!(controller, null));
    handler.onResponseError!(controller, reset);
    expect({ resent, done: done.length }).toEqual({ resent: 0, done: 1 });
    send(5000);
    answerAt(5000);
    send(9000);
    handler.onRequestStart!(controller, null);
    handler.onResponseStart!(controller, 200, {});
    handler.onResponseError!(controller, reset);
    expect({ resent, done: done.length }).toEqual({ resent: 0, done: 3 });
  });
});
