/**
 * The messages between a session and its tap process. They travel over Node's IPC channel with structured clone
 * (`serialization: 'advanced'`), so that bytes stay bytes.
 */

/** Where the tap connects to. Credentials are not part of it: the client's own authentication passes through. */
export interface Upstream {
  address: { host: string; port: number } | { path: string };
  /** `prefer`: encrypted where that can be had, else without; `verify-ca`: whatever name is in the certificate. */
  tls: 'off' | 'prefer' | 'encrypt' | 'verify-ca' | 'verify';
  files?: TlsFiles;
}

/** Paths of PEM files. */
export interface TlsFiles {
  /** Trusted instead of the usual authorities. */
  ca?: string;
  /** Of the client. */
  cert?: string;
  key?: string;
}

export interface ParameterValue {
  format: 'text' | 'binary';
  bytes: Uint8Array;
}

/** As auto_explain told it. */
export interface LoggedPlan {
  /** Of the whole message that the statement came in. */
  queryText: string;
  /** Without planning. */
  durationMs: number;
  /** Without the text and its parameters; conditions in it may quote them. */
  json: string;
}

/** One execution of one statement. Times are `process.hrtime` in milliseconds. */
export interface CapturedStatement {
  /** Number of the connection since the tap began. */
  connection: number;
  /** `simple`: constants stand in the text, several statements may stand in one text. */
  protocol: 'simple' | 'extended';
  text: string;
  /** OIDs as the client's Parse named them; 0, or a missing one, leaves the type to the server. */
  parameterTypes: number[];
  /** `null`: not kept, because the message was too large or was sent while nothing was recorded. */
  parameters: (ParameterValue | null)[] | null;
  /** When the server could begin: the statement was sent, and the one before it on this connection was answered. */
  startMs: number;
  endMs: number;
  /** `endMs - startMs` without the time that an open cursor waited for its client. */
  busyMs: number;
  rows: number;
  /** SQLSTATE. The message is left out, for it may quote parameter values. */
  error: string | null;
  /** Of the connection when the statement began. */
  transaction: 'none' | 'open' | 'failed';
  /** What the server (PostgreSQL 18) or the startup message said; `null`: the role's own. */
  searchPath: string | null;
  /** Of a recording with plans, where the database told it. */
  plan?: LoggedPlan;
}

export interface CapturedTraffic {
  statements: CapturedStatement[];
  /** Statements that ran but were not kept: too many of them, or prepared where the tap could not see it. */
  missed: number;
  /** Database connections that were opened through the tap since it began. */
  connections: number;
  /** Those among them that could not be followed, and went on as plain pipes. */
  unreadable: number;
  /** Why nothing is known of what passed. */
  lost?: string;
}

export type TapRequest =
  /** Port 0: a free one. */
  | { kind: 'open'; id: number; upstream: Upstream; port: number }
  | { kind: 'start-recording'; id: number; plans: boolean }
  | { kind: 'stop-recording'; id: number };

export type TapReply =
  | { kind: 'opened'; id: number; port: number }
  | { kind: 'recording'; id: number }
  | { kind: 'recorded'; id: number; traffic: CapturedTraffic }
  | { kind: 'failed'; id: number; message: string }
  | { kind: 'log'; line: string };
