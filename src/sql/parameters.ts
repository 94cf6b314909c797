import type { MaskedParameter } from '../model.ts';
import type { CapturedStatement } from './tap/protocol.ts';

/** By OID. From PostgreSQL's pg_type.dat: those of built-in types never change. */
const typeNames: Record<number, string> = {
  ...{ 16: 'bool', 17: 'bytea', 18: 'char', 20: 'int8', 21: 'int2', 23: 'int4', 25: 'text', 26: 'oid', 114: 'json' },
  ...{ 700: 'float4', 701: 'float8', 1042: 'bpchar', 1043: 'varchar', 1700: 'numeric', 2950: 'uuid', 3802: 'jsonb' },
  ...{ 1082: 'date', 1083: 'time', 1114: 'timestamp', 1184: 'timestamptz', 1186: 'interval' },
  ...{ 1000: 'bool[]', 1005: 'int2[]', 1007: 'int4[]', 1009: 'text[]', 1015: 'varchar[]', 1016: 'int8[]' },
  ...{ 1115: 'timestamp[]', 1185: 'timestamptz[]', 2951: 'uuid[]' },
};

/** What may be known of a call's parameters outside of this stage: never a value. Null where they were not kept. */
export function maskedParameters({ parameters, parameterTypes }: CapturedStatement): MaskedParameter[] | null {
  if (parameters === null) return null;
  return parameters.map((parameter, index) => ({
    type: typeNames[parameterTypes[index] ?? 0] ?? null,
    bytes: parameter === null ? null : parameter.bytes.byteLength,
  }));
}
