import type { Endpoint } from '../../model.ts';
import { byPathMethodFile } from '../link/endpoints.ts';
import type { ModuleSyntax } from '../syntax.ts';

interface Good {
  lines: string[];
  endpoints: Endpoint[];
}

/** What files said before an edit broke their code: routes that are lost for that reason alone stay until it is mended. */
export class LastGood {
  readonly #files = new Map<string, Good>();

  /** Before an edit. */
  note({ file, text, errorLine }: ModuleSyntax, endpoints: Endpoint[]): void {
    if (errorLine !== null) return;
    this.#files.set(file, { lines: text.split('\n'), endpoints: endpoints.filter((one) => one.file === file) });
  }

  /** `incomplete` gives the syntax of files that do not parse as a whole. With the routes that these lost, each where its line stands now. */
  fillIn(endpoints: Endpoint[], incomplete: (file: string) => ModuleSyntax | null): Endpoint[] {
    const lost: Endpoint[] = [];
    for (const [file, good] of this.#files) {
      const syntax = incomplete(file);
      if (!syntax) continue;
      const found = new Set(endpoints.filter((one) => one.file === file).map(nameOf));
      const lineNow = linesNow(good.lines, syntax.text.split('\n'));
      for (const endpoint of good.endpoints) if (!found.has(nameOf(endpoint))) lost.push(...moved(endpoint, lineNow));
    }
    return lost.length === 0 ? endpoints : [...endpoints, ...lost].sort(byPathMethodFile);
  }
}

const nameOf = ({ framework, method, path }: Endpoint): string => `${framework} ${method} ${path}`;

/** Where a line stands after an edit, 1-based; null for one that is not there any more. */
function linesNow(before: string[], after: string[]): (line: number) => number | null {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return (line) => {
    if (line <= start) return line;
    if (line > before.length - end) return line + after.length - before.length;
    // Within the edit, a line is only known by its number while none came or went.
    return before.length === after.length ? line : null;
  };
}

function moved(endpoint: Endpoint, lineNow: (line: number) => number | null): Endpoint[] {
  const line = lineNow(endpoint.line);
  if (line === null) return [];
  const why = endpoint.why.map((step) =>
    step.file === endpoint.file ? { ...step, line: lineNow(step.line) ?? line } : step,
  );
  return [{ ...endpoint, line, endLine: Math.max(line, lineNow(endpoint.endLine) ?? line), why }];
}
