/**
 * Source code as the linker and the adapters see it, whatever language it was written in: a small tree of plain
 * objects that keeps what decides routes (values, calls, functions, classes, imports) and drops the rest.
 */

export type Expression =
  /** `line` is 1-based. */
  | { kind: 'literal'; value: string | number | boolean | null; line: number }
  | { kind: 'regex'; source: string }
  /** A template string or `a + b`. */
  | { kind: 'concatenation'; parts: Expression[] }
  | { kind: 'name'; name: string }
  | { kind: 'self' }
  | { kind: 'parent' }
  | MemberExpression
  | { kind: 'index'; object: Expression; index: Expression }
  | CallExpression
  | { kind: 'array'; items: Expression[] }
  | { kind: 'object'; entries: ObjectEntry[] }
  | { kind: 'spread'; value: Expression }
  /** The last argument of a call that has arguments with names: `run(app, port=80, **options)`. */
  | { kind: 'keywords'; entries: ObjectEntry[] }
  | FunctionExpression
  | ClassExpression
  /** What the decorators of a function or class do is done when it is declared. */
  | { kind: 'decorated'; value: FunctionExpression | ClassExpression }
  | ImportedExpression
  | InstanceExpression
  /** `a || b`: the first that is known. */
  | { kind: 'fallback'; options: Expression[] }
  /** `c ? a : b`: any of them. */
  | { kind: 'choice'; options: Expression[]; condition?: Condition }
  | { kind: 'assignment'; target: Pattern; value: Expression }
  /** Something without a value worth knowing; its parts may still declare routes. */
  | { kind: 'other'; parts: Expression[] };

export interface MemberExpression {
  kind: 'member';
  object: Expression;
  name: string;
  /** 1-based line of the member's name. */
  line: number;
}

export interface CallExpression {
  kind: 'call';
  callee: Expression;
  args: Expression[];
  constructs: boolean;
  line: number;
  endLine: number;
}

/** An instance of a class, written as the values of its fields: by name, or by position (`0`, `1` …). */
export interface InstanceExpression {
  kind: 'instance';
  /** The class; for lists, an array with what its items are. Null where the list around it says that. */
  of: Expression | null;
  entries: ObjectEntry[];
  /** 1-based. */
  line: number;
  endLine: number;
}

export type ObjectEntry =
  | { kind: 'entry'; key: string; value: Expression }
  | { kind: 'computed'; key: Expression; value: Expression }
  | { kind: 'spread'; value: Expression };

export interface FunctionExpression {
  kind: 'function';
  name: string | null;
  /** From the outermost in. */
  decorators: Expression[];
  parameters: FunctionParameter[];
  /** What a method calls the instance it belongs to, where that is no fixed word. */
  receiver?: Pattern;
  body: Statement[];
  /** Offsets into the module's text. */
  start: number;
  end: number;
  /** 1-based. */
  line: number;
  endLine: number;
}

export interface FunctionParameter {
  pattern: Pattern;
  rest: boolean;
  /** Takes the keyword arguments that no other parameter takes. */
  keywords: boolean;
  /** The constructor keeps the argument in a field of the same name. */
  field: boolean;
  /** Only of parameters that have some. */
  decorated?: Decorated;
}

/** A parameter or a field that decorators say something about. */
export interface Decorated {
  decorators: Expression[];
  /** The declared type's text. */
  type: string | null;
  /** Marked as one that may be left out, or with a value for that case. */
  optional: boolean;
}

export interface ClassExpression {
  kind: 'class';
  name: string | null;
  parent: Expression | null;
  /** Further parents, in the order in which members are looked up. */
  mixins: Expression[];
  decorators: Expression[];
  /** 1-based line of the name. */
  line: number;
  /** 1-based. */
  endLine: number;
  /** An interface: its methods have no bodies. */
  abstract?: boolean;
  fields: ClassField[];
  methods: ClassMethod[];
  /** Runs once, when the class is made. */
  setup: Statement[];
}

export interface ClassField {
  name: string;
  value: Expression | null;
  type: string | null;
  static: boolean;
  /** `name?: string` */
  optional?: boolean;
  /** Its members count as the instance's own. */
  embedded?: boolean;
  /** 1-based, where another file may have something to say about it. */
  line?: number;
  /** A text that a configuration file or the environment may set: empty unless one does. */
  setting?: boolean;
  /** Only of fields that have some. */
  decorators?: Expression[];
}

export interface ClassMethod {
  name: string;
  body: FunctionExpression;
  role: 'method' | 'getter' | 'constructor';
  static: boolean;
  decorators: Expression[];
}

/** What another module exports under a name; `*` is the module as a whole. */
export interface ImportedExpression {
  kind: 'imported';
  specifier: Expression;
  name: string;
}

export type Pattern =
  | { kind: 'name'; name: string; type: string | null; fallback: Expression | null }
  | { kind: 'object'; entries: { key: string; target: Pattern }[]; rest: Pattern | null }
  | { kind: 'array'; items: (Pattern | null)[] }
  | { kind: 'place'; place: MemberExpression };

export type Statement =
  | { kind: 'expression'; value: Expression }
  | { kind: 'declaration'; target: Pattern; value: Expression | null }
  /** `when`: what has to hold, where the return stands in a branch that is walked anyway. */
  | { kind: 'return'; value: Expression; when?: Guard[] }
  | { kind: 'loop'; target: Pattern; items: Expression; body: Statement[] }
  | { kind: 'block'; body: Statement[] }
  | { kind: 'if'; condition: Condition; body: Statement[]; otherwise: Statement[] }
  /** `value` null: the default case. An empty body goes on with that of the next case. */
  | { kind: 'switch'; value: Expression; cases: { value: Expression | null; body: Statement[] }[] }
  /** Lines are 1-based. */
  | { kind: 'export'; name: string; value: Expression; line: number; endLine: number }
  | { kind: 'export-all'; specifier: string; line: number };

export interface Guard {
  condition: Condition;
  /** Whether the condition has to hold, or must not. */
  holds: boolean;
}

/** What has to hold, as far as it says that something equals something. */
export type Condition =
  | { kind: 'equal'; left: Expression; right: Expression; negated?: boolean }
  | { kind: 'all' | 'any'; parts: Condition[] }
  | { kind: 'other'; value: Expression; negated?: boolean };

export interface ModuleSyntax {
  /** Relative to the scanned root, with `/`. */
  file: string;
  text: string;
  body: Statement[];
  /** Names that only this file sees, where the files of a folder share the others. */
  imports?: Statement[];
  /** 1-based line of the first code that could not be parsed. */
  errorLine: number | null;
}
