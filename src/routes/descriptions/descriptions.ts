import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint, Parameter, ScanWarning } from '../../model.ts';
import { type ApiDescription, describedMethods, readDescription, shapeOf } from './openapi.ts';

/** By its name alone, relative to the root: cheap, and wrong at times, which reading finds out. */
export const mayDescribeApi = (file: string): boolean =>
  /(?:openapi|swagger|(?:^|[/._-])api)[^/]*\.(?:json|ya?ml)$/i.test(file);

/** Reading a larger one would take longer than the rest of the scan. */
const maxFileBytes = 4_000_000;

interface DescriptionFile {
  /** Modification time and size. */
  stamp: string;
  description: ApiDescription | null;
  warning: ScanWarning | null;
}

/** The OpenAPI documents of one project: each is read as often as it changes, and no more. */
export class Descriptions {
  readonly #root: string;
  readonly #readText: (path: string) => string;
  #files = new Map<string, DescriptionFile>();

  constructor(root: string, readText: (path: string) => string) {
    this.#root = root;
    this.#readText = readText;
  }

  /** `files` are relative to the root; what is not among them is forgotten. */
  refresh(files: string[]): void {
    this.#files = new Map(files.map((file) => [file, this.#look(file)]));
  }

  get warnings(): ScanWarning[] {
    return [...this.#files.values()].flatMap(({ warning }) => warning ?? []);
  }

  fillIn(endpoints: Endpoint[]): Endpoint[] {
    return fillIn(
      endpoints,
      [...this.#files.values()].flatMap(({ description }) => description ?? []),
    );
  }

  #look(file: string): DescriptionFile {
    const path = join(this.#root, file);
    let stamp = '';
    try {
      const { mtimeMs, size } = statSync(path);
      stamp = `${mtimeMs} ${size}`;
      const known = this.#files.get(file);
      if (known?.stamp === stamp) return known;
      const description = size > maxFileBytes ? null : readDescription(this.#readText(path));
      return { stamp, description, warning: null };
    } catch (error) {
      const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      const message = `Its examples are not used: ${reason}`;
      return { stamp, description: null, warning: { kind: 'unreadable-file', file, message } };
    }
  }
}

/**
 * The endpoints with what the descriptions add: parameters that the code does not name, and examples. They never add an
 * endpoint, because a documented path may not be there.
 */
function fillIn(endpoints: Endpoint[], descriptions: ApiDescription[]): Endpoint[] {
  if (descriptions.length === 0) return endpoints;
  return endpoints.map((endpoint) => {
    const described = descriptions.flatMap(({ operations }) => describedIn(operations, endpoint) ?? []);
    return described.length === 0 ? endpoint : { ...endpoint, parameters: merged(endpoint, described) };
  });
}

function describedIn(operations: ApiDescription['operations'], { method, path }: Endpoint): Parameter[] | undefined {
  const candidates = method === 'ANY' ? describedMethods.map((name) => name.toUpperCase()) : [method];
  for (const candidate of candidates) {
    const found = operations.get(`${candidate} ${shapeOf(path)}`);
    if (found) return found;
  }
  return undefined;
}

function merged({ parameters }: Endpoint, described: Parameter[]): Parameter[] {
  // The names of path parameters may differ; their order cannot.
  const ofPath = described.filter((parameter) => parameter.in === 'path');
  let pathIndex = 0;
  const known = parameters.map((parameter) => {
    const same =
      parameter.in === 'path'
        ? ofPath[pathIndex++]
        : described.find(({ name, in: place }) => name === parameter.name && place === parameter.in);
    if (!same) return parameter;
    const required = parameter.required || same.required;
    return { ...(same.example === undefined ? {} : { example: same.example }), ...parameter, required };
  });
  const isNew = (parameter: Parameter) =>
    parameter.in !== 'path' && !known.some(({ name, in: place }) => name === parameter.name && place === parameter.in);
  return [...known, ...described.filter(isNew)];
}
