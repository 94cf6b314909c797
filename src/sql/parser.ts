import type * as PgQuery from 'libpg-query';

/** A node of libpg_query's tree: `{ SelectStmt: { targetList: [ … ] } }`. */
export type SyntaxNode = Record<string, unknown>;

let loaded: typeof PgQuery | undefined;

/** Loads PostgreSQL's own parser (1.7 MB of WebAssembly) on first use. Everything else here needs it loaded. */
export async function loadParser(): Promise<void> {
  if (loaded) return;
  const parser = await import('libpg-query');
  await parser.loadModule();
  loaded = parser;
}

function parser(): typeof PgQuery {
  if (!loaded) throw new Error('The SQL parser is not loaded.');
  return loaded;
}

/** The statements of a text, each as `{ SelectStmt: … }`; `null` when it cannot be parsed. */
export function parseStatements(sql: string): SyntaxNode[] | null {
  try {
    const { stmts = [] } = parser().parseSync(sql);
    return stmts.flatMap(({ stmt }) => (stmt ? [stmt as SyntaxNode] : []));
  } catch {
    return null;
  }
}

/** libpg_query's fingerprint, the same for texts that differ only in constants; the text without them when unparsable. */
export function fingerprintOf(sql: string): string {
  try {
    const fingerprint = parser().fingerprintSync(sql);
    // In its place stands the message of an error of the lexer.
    if (/^[0-9a-f]{16}$/.test(fingerprint)) return fingerprint;
  } catch {}
  return withoutConstants(sql).trim();
}

/** Their constants are no business of libpg_query's. */
const unnormalized = ['ExecuteStmt', 'PrepareStmt', 'CreateTableAsStmt'];

/**
 * The text with `$1`, `$2` … in the place of its constants, `'…'` where the grammar has no parameters. Numbers such as
 * those of `numeric(10,2)` and `GROUP BY 1` stay.
 */
export function withoutConstants(sql: string): string {
  if (sql.trim() === '') return sql;
  const kinds = parseStatements(sql)?.flatMap(Object.keys);
  if (!kinds || kinds.some((kind) => unnormalized.includes(kind))) return replaceConstants(sql, () => masked);
  return replaceConstants(parser().normalizeSync(sql), ({ isNumber }) => (isNumber ? null : masked));
}

/** In the place of a constant that may not be seen. */
export const masked = "'…'";

export interface Constant {
  /** Without quotes. */
  value: string;
  isNumber: boolean;
  /** Offsets in the UTF-8 bytes of the text. */
  start: number;
  end: number;
}

/** The string and number constants in a text, by PostgreSQL's own lexer: the text need not be a whole statement. */
export function constantsIn(text: string): Constant[] {
  const { tokens } = parser().scanSync(text);
  return tokens.flatMap(({ start, end, text: token, tokenName }, index) => {
    // EXPLAIN numbers its parts: `hashed SubPlan 1`, `(InitPlan 1).col1`.
    if (['SubPlan', 'InitPlan'].includes(tokens[index - 1]?.text ?? '')) return [];
    const isNumber = ['ICONST', 'FCONST'].includes(tokenName);
    const isConstant = isNumber || ['SCONST', 'USCONST'].includes(tokenName) || /^[bx]'/i.test(token);
    return isConstant ? [{ value: unquoted(token), isNumber, start, end }] : [];
  });
}

const unquoted = (token: string): string => /^[a-z&]*'(.*)'$/is.exec(token)?.[1]?.replaceAll("''", "'") ?? token;

/** `replacement`: null leaves a constant where it is. What the lexer cannot read is taken for one constant. */
export function replaceConstants(text: string, replacement: (constant: Constant) => string | null): string {
  let bytes = Buffer.from(text);
  for (const constant of constantsOrAll(text).reverse()) {
    const replaced = replacement(constant);
    if (replaced === null) continue;
    bytes = Buffer.concat([bytes.subarray(0, constant.start), Buffer.from(replaced), bytes.subarray(constant.end)]);
  }
  return bytes.toString();
}

function constantsOrAll(text: string): Constant[] {
  try {
    return constantsIn(text);
  } catch {
    return [{ value: text, isNumber: false, start: 0, end: Buffer.byteLength(text) }];
  }
}

/** Calls `visit` with each node's name and fields, outermost first. */
export function walk(node: unknown, visit: (name: string, fields: SyntaxNode) => void): void {
  if (Array.isArray(node)) {
    for (const part of node) walk(part, visit);
  } else if (typeof node === 'object' && node !== null) {
    for (const [name, fields] of Object.entries(node)) {
      if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) visit(name, fields as SyntaxNode);
      walk(fields, visit);
    }
  }
}

/** The words of a name as the tree holds it: `[{ String: { sval } }]`. Stars and indirections are left out. */
export const wordsOf = (name: unknown): string[] =>
  (Array.isArray(name) ? name : []).flatMap((part: { String?: { sval?: string } }) => part.String?.sval ?? []);
