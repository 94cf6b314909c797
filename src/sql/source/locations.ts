import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceLine } from '../../model.ts';
import { statementKey } from './key.ts';
import { type Place, placesVariable } from './place.ts';

export interface LocateOptions {
  /** The bundled preload, `dist/source-preload.js`. */
  preloadPath: string;
  /** Only what is in it is the API's own source. */
  root: string;
  /** What the server's NODE_OPTIONS are without it. */
  nodeOptions: string | undefined;
}

export interface Locations {
  /** For the launched server. */
  env: Record<string, string>;
  /** Resolves with the place in the source that all of the texts come from; null where there is none, or several. */
  read(): Promise<SourceOf>;
  dispose(): Promise<void>;
}

export type SourceOf = (texts: string[]) => SourceLine | null;

/** Lets the launched server tell where in its source it sends which statement, in a folder that is removed again. */
export async function openLocations({ preloadPath, root, nodeOptions }: LocateOptions): Promise<Locations> {
  const folder = await mkdtemp(join(tmpdir(), 'endpoint-profiler-'));
  const told = join(folder, 'places.jsonl');
  // In NODE_OPTIONS a quoted word is escaped as in JSON.
  const preload = `--require ${JSON.stringify(preloadPath)}`;
  return {
    env: { NODE_OPTIONS: nodeOptions ? `${nodeOptions} ${preload}` : preload, [placesVariable]: told },
    async read() {
      const lines = (await readFile(told, 'utf8').catch(() => '')).split('\n');
      const places = Map.groupBy(lines.flatMap(parsePlace), ({ key }) => key);
      return (texts) => {
        const keys = new Set(texts.map(statementKey));
        const sent = [...keys].flatMap((key) => places.get(key) ?? []);
        const [source, ...others] = sent.flatMap((place) => sourceIn(root, place) ?? []);
        const isOne = others.every(({ file, line }) => file === source?.file && line === source.line);
        return source && isOne ? source : null;
      };
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A line that its process could not finish is left out. */
function parsePlace(text: string): Place[] {
  try {
    const place = JSON.parse(text) as Place;
    return [{ ...place, file: place.file.startsWith('file:') ? fileURLToPath(place.file) : place.file }];
  } catch {
    return [];
  }
}

function sourceIn(root: string, { file, line }: Place): SourceLine | null {
  const within = relative(root, file);
  return within.startsWith('..') || isAbsolute(within) ? null : { file: within.split(sep).join('/'), line };
}
