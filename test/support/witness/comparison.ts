import type { CapturedStatement, ParameterValue } from '../../../src/sql/tap/protocol.ts';
import { type LoggedStatement, missingPrepared } from '../logged-database.ts';

/** What the tap recorded of one connection, in the words of the server's log, as far as the log knows it. */
export function inLogWords(statement: CapturedStatement, logged: LoggedStatement | undefined): LoggedStatement {
  const { protocol, text, parameters, error } = statement;
  const rows = logged?.rows === null ? null : statement.rows;
  const isUnnamed = logged?.text === '' && error === missingPrepared;
  if (logged?.ran === false) return { ran: false, text: isUnnamed ? '' : text, rows: null, error };
  const literals = parameters?.map((value, index) => literalOf(value, typeOf(statement, index))) ?? ['not kept'];
  return { ran: true, protocol, text, parameters: literals, rows, error };
}

/**
 * The log writes a value as its type prints it, which need not be as the client wrote it. What the executor does not
 * count (COPY, FETCH) says itself how many rows it is about: `rows=7`.
 */
export function canonical({ text, ...logged }: LoggedStatement): LoggedStatement {
  const said = logged.error === null && /\brows=(\d+)/.exec(text)?.[1];
  const parameters = logged.parameters?.map((literal, index) =>
    literal.startsWith("'") ? quoted(printed(unquoted(literal), castOf(text, index))) : literal,
  );
  const rows = said ? Number(said) : logged.rows;
  return { ...logged, text, rows, ...(parameters && { parameters }) };
}

const literalOf = (value: ParameterValue | null, type: string): string => {
  if (!value) return 'NULL';
  const bytes = Buffer.from(value.bytes);
  return quoted(printed(value.format === 'binary' ? decoded(bytes, type) : bytes.toString(), type));
};

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const unquoted = (literal: string): string => literal.slice(1, -1).replaceAll("''", "'");

/** By their OIDs, which are the same in every database. */
const typeNames: Record<number, string> = {
  ...{ 16: 'bool', 17: 'bytea', 20: 'bigint', 21: 'smallint', 23: 'int', 114: 'json' },
  ...{ 701: 'float8', 1184: 'timestamptz', 1700: 'numeric', 2950: 'uuid', 3802: 'jsonb' },
};

/** Named by the client's Parse, or else by the cast that each parameter of the generated statements has. */
const typeOf = ({ text, parameterTypes }: CapturedStatement, index: number): string =>
  typeNames[parameterTypes[index] ?? 0] ?? castOf(text, index);

const castOf = (text: string, index: number): string => {
  const [, name = 'text'] = new RegExp(`\\$${index + 1}::(?:"pg_catalog"\\.)?"?(\\w+(?:\\[\\])?)`).exec(text) ?? [];
  return name === 'int4' ? 'int' : name;
};

function printed(text: string, type: string): string {
  if (type === 'timestamptz') return new Date(text.replace(/([+-]\d\d)$/, '$1:00')).toISOString();
  if (type === 'json' || type === 'jsonb') return JSON.stringify(sorted(JSON.parse(text)));
  if (type === 'bool') return text.startsWith('t') ? 'true' : 'false';
  if (type === 'float8') return String(Number(text));
  if (['smallint', 'int', 'bigint'].includes(type)) return String(BigInt(text));
  return text;
}

/** `jsonb` has an order of its own. */
const sorted = (value: unknown): unknown =>
  value?.constructor === Object ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;

/** https://www.postgresql.org/docs/current/protocol-overview.html#PROTOCOL-FORMAT-CODES: as each type's `send` writes. */
function decoded(bytes: Buffer, type: string): string {
  switch (type) {
    case 'smallint':
    case 'int':
    case 'bigint':
      return bytes.length === 8 ? String(bytes.readBigInt64BE()) : String(bytes.readIntBE(0, bytes.length));
    case 'bool':
      return bytes[0] === 1 ? 'true' : 'false';
    case 'float8':
      return String(bytes.readDoubleBE());
    case 'timestamptz':
      return new Date(Date.UTC(2000, 0, 1) + Number(bytes.readBigInt64BE() / 1000n)).toISOString();
    case 'uuid':
      return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    case 'jsonb':
      return bytes.toString('utf8', 1);
    case 'numeric':
      return decodedNumeric(bytes);
    case 'bytea':
      return `\\x${bytes.toString('hex')}`;
    default:
      return bytes.toString();
  }
}

/** Digits of base 10,000; `weight` is the first one's exponent, `scale` the number of decimals shown. */
function decodedNumeric(bytes: Buffer): string {
  const [count = 0, weight = 0, sign = 0, scale = 0] = [0, 2, 4, 6].map((at) => bytes.readInt16BE(at));
  let units = 0n;
  for (let index = 0; index < count; index++) units = units * 10_000n + BigInt(bytes.readInt16BE(8 + 2 * index));
  const exponent = 4 * (weight - count + 1) + scale;
  const scaled = exponent >= 0 ? units * 10n ** BigInt(exponent) : units / 10n ** BigInt(-exponent);
  const digits = String(scaled).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${sign === 0 ? '' : '-'}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
}
