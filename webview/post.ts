import type { FromPage } from '../src/protocol.ts';

/** Tells the editor something. Null in a report: nobody listens, and what needs the editor is not shown. */
export type Post = ((message: FromPage) => void) | null;
