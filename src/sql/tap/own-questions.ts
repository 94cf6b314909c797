/**
 * Questions of the tap's own, asked in a pause of the client's. In the extended protocol and under a name: the simple
 * one would take the client's unnamed prepared statement away.
 */

const name = 'endpoint_profiler';

/** A ReadyForQuery answers each Sync, whatever becomes of the question before it. */
export function questions(texts: string[]): { bytes: Buffer; syncs: number } {
  const asked = texts.flatMap((text) => [
    ...close,
    message('P', `${name}\0${text}\0`, int16(0)),
    message('B', `${name}\0${name}\0`, int16(0), int16(0), int16(0)),
    message('E', `${name}\0`, int32(0)),
    sync,
  ]);
  return { bytes: Buffer.concat([...asked, ...close, sync]), syncs: texts.length + 1 };
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function message(type: string, ...fields: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(fields.map((field) => Buffer.from(field)));
  return Buffer.concat([Buffer.from(type), int32(4 + body.length), body]);
}

const sync = message('S');
/** Of the statement, and with it of its portals; there may be none, which is no error. */
const close = [message('C', `S${name}\0`)];
