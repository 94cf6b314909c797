import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A client of PostgreSQL that uses its connection in ways of its own. */
export interface Driver {
  name: string;
  /** Why it cannot take part on this machine; `null` where it can. */
  missing(): Promise<string | null>;
  /** One session that begins with `SELECT 'session …'` and takes `turns` random turns of one or more statements. */
  run(task: Task): Promise<void>;
}

export interface Task {
  url: string;
  session: string;
  turns: number;
  seed: number;
}

/** Marks the session in all that is recorded of it. */
export const sessionText = (session: string): string => `SELECT 'session ${session}'`;

export const strings = ['plain', "O'Neil", 'back\\slash', 'new\nline', 'żółw 🐢', '$1', "'; DROP TABLE item; --", ''];

const run = promisify(execFile);

/** Whether the program starts at all, with these arguments. */
export const starts = (program: string, ...parameters: string[]): Promise<boolean> =>
  run(program, parameters).then(
    () => true,
    () => false,
  );

/** Rejects with what it wrote to stderr; ends it when it takes five minutes. */
export async function runProgram(program: string, parameters: string[], env: Record<string, string>): Promise<void> {
  await run(program, parameters, { env: { ...process.env, ...env }, maxBuffer: 256 * 1024 * 1024, timeout: 300_000 });
}
