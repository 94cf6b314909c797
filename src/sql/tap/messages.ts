import type { TextDecoder } from 'node:util';
import { BodyReader, type WireMessage } from './framer.ts';
import type { ParameterValue } from './protocol.ts';

/**
 * The messages that a conversation is followed by, with only the fields that matter to it.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */

/** Longer messages are followed by their first bytes: names stand at the front. */
export const longestKeptBytes = 1024 * 1024;

const oidBytes = 4;

/** Rows and COPY data are counted, not kept. */
export const keptClientBytes = (type: string): number => {
  if (type === 'F') return oidBytes;
  return 'QPBECD'.includes(type) ? longestKeptBytes : 0;
};
export const keptServerBytes = (type: string): number => ('CEZSK'.includes(type) ? longestKeptBytes : 0);

/** `complete: false`: the text is cut short, or the values are missing. */
export interface Parse {
  name: string;
  text: string;
  types: number[];
  complete: boolean;
}

export function readParse({ body, complete }: WireMessage, decoder?: TextDecoder): Parse {
  const reader = new BodyReader(body, decoder);
  const name = reader.string();
  if (!complete) return { name, text: reader.cutString(), types: [], complete };
  const text = reader.string();
  const types = Array.from({ length: reader.int16() }, () => reader.uint32());
  return { name, text, types, complete };
}

export function readQuery({ body }: WireMessage, decoder?: TextDecoder): string {
  return new BodyReader(body, decoder).cutString();
}

export interface BindNames {
  portal: string;
  statement: string;
}

export function readBindNames({ body }: WireMessage): BindNames {
  const reader = new BodyReader(body);
  return { portal: reader.string(), statement: reader.string() };
}

/** Text is handed on as UTF-8, whatever the client writes. */
export function readBindValues({ body }: WireMessage, decoder?: TextDecoder): (ParameterValue | null)[] {
  const reader = new BodyReader(body);
  reader.string();
  reader.string();
  const formats = Array.from({ length: reader.int16() }, () => reader.int16());
  return Array.from({ length: reader.int16() }, (_, index) => {
    const length = reader.int32();
    if (length < 0) return null;
    // One format stands for all values, none means text.
    const format = formats.length === 1 ? formats[0] : formats[index];
    const bytes = reader.bytes(length);
    if (format === 1) return { format: 'binary', bytes };
    return { format: 'text', bytes: decoder ? Buffer.from(decoder.decode(bytes)) : bytes };
  });
}

export const readExecutePortal = ({ body }: WireMessage): string => new BodyReader(body).string();

/** Of Close and Describe: a prepared statement or a portal. */
export function readTarget({ body }: WireMessage): { of: 'statement' | 'portal'; name: string } {
  const reader = new BodyReader(body);
  return { of: reader.char() === 'S' ? 'statement' : 'portal', name: reader.string() };
}

/** The OID of the one that a FunctionCall calls. */
export const readFunction = ({ body }: WireMessage): number => new BodyReader(body).uint32();

/** The tag of CommandComplete, `INSERT 0 25`. */
export const readTag = ({ body }: WireMessage): string => new BodyReader(body).string();

export const rowsOfTag = (tag: string): number => Number(/ (\d+)$/.exec(tag)?.[1] ?? 0);

/** Of an ErrorResponse; after a fatal one nothing follows, not even the server's readiness. */
export function readError({ body }: WireMessage): { sqlState: string; isFatal: boolean } {
  const { C: sqlState = 'XX000', V: severity = '' } = readFields(body);
  return { sqlState, isFatal: ['FATAL', 'PANIC'].includes(severity) };
}

/** Of an ErrorResponse or a NoticeResponse, by their letters. */
export const readFields = (body: Buffer): Record<string, string | undefined> =>
  Object.fromEntries(
    body
      .toString()
      .split('\0')
      .map((field) => [field.slice(0, 1), field.slice(1)]),
  );

/** An ErrorResponse that ends the session. */
export function errorResponse(sqlState: string, message: string): Buffer {
  const body = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${message}\0\0`);
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

export function readParameterStatus({ body }: WireMessage): { name: string; value: string } {
  const reader = new BodyReader(body);
  return { name: reader.string(), value: reader.string() };
}

/** Of BackendKeyData: the process that serves this session, unless a pooler stands before it. */
export const readProcessId = ({ body }: WireMessage): number => new BodyReader(body).int32();

export const readTransactionStatus = ({ body }: WireMessage): string => new BodyReader(body).char();
