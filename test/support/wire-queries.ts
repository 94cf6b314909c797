import type { Writable } from 'node:stream';
import type { Connection, Submittable } from 'pg';

/** Queries for `pg` that use the wire protocol in ways its own API does not offer. */

interface Wire {
  parse(query: { text: string; name?: string; types?: number[] }): void;
  bind(config: { portal?: string; statement?: string; values?: (string | Buffer | null)[] }): void;
  describe(target: { type: 'S' | 'P'; name: string }): void;
  execute(config: { portal?: string; rows?: number }): void;
  close(target: { type: 'S' | 'P'; name: string }): void;
  query(text: string): void;
  sync(): void;
  flush(): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
  stream: Writable;
}

export interface WireQuery extends Submittable {
  done: Promise<void>;
}

/** `send` writes whatever it likes, up to one Sync. After an error `pg` itself waits for the ReadyForQuery. */
export function wireQuery(send: (wire: Wire) => void, onCopyIn: (wire: Wire) => void = () => {}): WireQuery {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    done: promise,
    submit: (connection: Connection) => send(connection as unknown as Wire),
    handleRowDescription() {},
    handleDataRow() {},
    handleCommandComplete() {},
    handleEmptyQuery() {},
    handlePortalSuspended() {},
    handleCopyInResponse: (connection: Connection) => onCopyIn(connection as unknown as Wire),
    handleCopyData() {},
    handleError: () => resolve(),
    handleReadyForQuery: () => resolve(),
  } as WireQuery;
}

/** Several statements in one go, with one Sync at the end. */
export const pipeline = (
  statements: { text: string; types?: number[]; values: (string | Buffer | null)[] }[],
): WireQuery =>
  wireQuery((wire) => {
    for (const { text, types = [], values } of statements) {
      wire.parse({ text, types });
      wire.bind({ values });
      wire.describe({ type: 'P', name: '' });
      wire.execute({});
    }
    wire.sync();
  });

/** COPY FROM STDIN over the extended protocol, as libpq sends it: with a Sync that the server passes over. */
export const extendedCopy = (text: string, rows: string[]): WireQuery =>
  wireQuery(
    (wire) => {
      wire.parse({ text });
      wire.bind({});
      wire.execute({});
      wire.sync();
    },
    (wire) => {
      for (const row of rows) wire.sendCopyFromChunk(Buffer.from(`${row}\n`));
      wire.endCopyFrom();
      wire.sync();
    },
  );

export const simpleCopy = (text: string, rows: string[]): WireQuery =>
  wireQuery(
    (wire) => wire.query(text),
    (wire) => {
      for (const row of rows) wire.sendCopyFromChunk(Buffer.from(`${row}\n`));
      wire.endCopyFrom();
    },
  );

/** A cursor that is read `rows` at a time, `times` times, and then closed. */
export const cursor = (text: string, values: string[], rows: number, times: number): WireQuery =>
  wireQuery((wire) => {
    wire.parse({ text, name: '' });
    wire.bind({ portal: 'cursor', values });
    for (let time = 0; time < times; time++) wire.execute({ portal: 'cursor', rows });
    wire.close({ type: 'P', name: 'cursor' });
    wire.sync();
  });

/** Calls a function of one integer without SQL, as libpq does for large objects. */
export const fastpathCall = (oid: number, argument: number): WireQuery =>
  wireQuery((wire) => {
    // Type, length; function; arguments: one format, binary; one value of 4 bytes; the result's format.
    const message = Buffer.alloc(25);
    message.write('F');
    message.writeInt32BE(24, 1);
    message.writeInt32BE(oid, 5);
    for (const [at, value] of [1, 1, 1].entries()) message.writeInt16BE(value, 9 + 2 * at);
    message.writeInt32BE(4, 15);
    message.writeInt32BE(argument, 19);
    message.writeInt16BE(1, 23);
    wire.stream.write(message);
  });
