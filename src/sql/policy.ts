import { parseStatements, type SyntaxNode, walk, wordsOf } from './parser.ts';

/** What the database still has to be asked about before a statement may run again. */
export interface References {
  /** Called by name; each has to exist and to be harmless. */
  functions: string[];
  /** `row.name` can be a call too. Most are columns, so only those that are volatile functions matter. */
  columns: string[];
  operators: string[];
  /** Quoted: `"public"."orders"`. */
  relations: string[];
}

export type Decision =
  /** May be executed in a read-only transaction, if the database knows nothing bad about `references`. */
  | { kind: 'execute'; references: References }
  | { kind: 'estimate'; reason: string }
  | { kind: 'refuse'; reason: string };

const writes: Record<string, string> = {
  InsertStmt: 'INSERT',
  UpdateStmt: 'UPDATE',
  DeleteStmt: 'DELETE',
  MergeStmt: 'MERGE',
};

/**
 * Decides from the text alone. A read-only transaction does not stop dblink, advisory locks, pg_terminate_backend or
 * file access, so only a plain SELECT may run, and only with functions that promise to change nothing.
 */
export function decide(sql: string): Decision {
  const statements = parseStatements(sql);
  if (!statements) return { kind: 'refuse', reason: 'PostgreSQL’s parser does not understand it.' };
  const [statement] = statements;
  if (!statement || statements.length > 1) {
    return { kind: 'refuse', reason: `The text holds ${statements.length} statements; only one can be explained.` };
  }
  const kind = Object.keys(statement)[0] ?? '';
  if (kind in writes) return { kind: 'estimate', reason: `${writes[kind]} changes data, so it was not run again.` };
  if (kind !== 'SelectStmt')
    return { kind: 'refuse', reason: `${commandName(kind)} has no plan that can be read safely.` };
  return hindrance(statement) ?? { kind: 'execute', references: referencesOf(statement) };
}

/** `VariableSetStmt` → `VARIABLE SET`. */
const commandName = (kind: string): string =>
  kind
    .replace(/Stmt$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();

function hindrance(select: SyntaxNode): Decision | null {
  let found: Decision | null = null;
  walk(select, (name, fields) => {
    if (name in writes)
      found ??= { kind: 'estimate', reason: `Its WITH clause holds ${writes[name]}, so it was not run again.` };
    if (Array.isArray(fields.lockingClause))
      found ??= { kind: 'estimate', reason: 'It locks rows, so it was not run again.' };
    if (name === 'intoClause') found = { kind: 'refuse', reason: 'SELECT INTO creates a table.' };
  });
  return found;
}

export function referencesOf(tree: unknown): References {
  const functions = new Set<string>();
  const columns = new Set<string>();
  const operators = new Set<string>();
  const relations = new Set<string>();
  const addLast = (set: Set<string>, name: unknown) => {
    const last = wordsOf(name).at(-1);
    if (last !== undefined) set.add(last);
  };
  walk(tree, (name, fields) => {
    if (name === 'FuncCall') addLast(functions, fields.funcname);
    if (name === 'ColumnRef') addLast(columns, fields.fields);
    if (name === 'A_Indirection') addLast(columns, fields.indirection);
    if (name === 'A_Expr' || name === 'SubLink') addLast(operators, fields.name ?? fields.operName);
    if (name === 'RangeVar') relations.add([fields.schemaname, fields.relname].filter(Boolean).map(quoted).join('.'));
  });
  return { functions: [...functions], columns: [...columns], operators: [...operators], relations: [...relations] };
}

const quoted = (name: unknown): string => `"${String(name).replaceAll('"', '""')}"`;
