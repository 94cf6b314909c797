import { extname } from 'node:path';
import type { ScanWarning } from '../../model.ts';
import type { FrameworkAdapter } from '../adapter.ts';
import type { Language, Later } from '../language.ts';
import type { Grammars } from '../languages/tree-sitter.ts';
import type { Outline } from '../link/packages.ts';
import type { ModuleSyntax } from '../syntax.ts';
import { FrameworksInUse } from './frameworks-in-use.ts';
import type { PhaseTimes } from './phases.ts';
import { stampOf } from './stamps.ts';
import { withLineEnds } from './text.ts';

const maxLength = 2_000_000;
/** So much of a file that is not read shows whether it would have mattered. */
const sampleLength = 100_000;
/** Beyond this, code was written by a machine for a machine. */
const maxAverageLineLength = 400;
const alwaysReadable = 20_000;

/** A source file as it stood when it was last read. */
interface Source {
  /** Modification time and size, or the number of an edit. */
  stamp: string;
  /** The version of the frameworks in use when it was looked at. */
  frameworks: number;
  concerns: boolean;
  warning: ScanWarning | null;
  /** From the look at it until it is parsed, where that is going to happen. */
  text?: string;
  /** Undefined: not parsed yet. Null: cannot be. */
  syntax?: ModuleSyntax | null;
  outline?: Outline;
}

/** `stamp` as of the last look at the file. */
export interface KnownSource {
  stamp: string;
  concerns: boolean;
}

export interface Content {
  concerns: boolean;
  /** Null when nobody wanted it read, or it could not be. */
  syntax: ModuleSyntax | null;
}

/** The source files of one project: reads, looks at and parses each as often as it changes, and no more. */
export class Sources {
  readonly #root: string;
  readonly frameworks: FrameworksInUse;
  readonly #grammars: Grammars;
  readonly #times: PhaseTimes;
  readonly #readText: (path: string) => string;
  readonly #languages: Map<string, Language>;
  readonly #sources = new Map<string, Source>();
  /** Texts of unsaved editors. */
  readonly #edits = new Map<string, { text: string; stamp: string }>();
  #editCount = 0;

  constructor(
    root: string,
    adapters: FrameworkAdapter[],
    grammars: Grammars,
    readText: (path: string) => string,
    times: PhaseTimes,
  ) {
    this.#times = times;
    this.#root = root;
    this.frameworks = new FrameworksInUse(adapters);
    this.#grammars = grammars;
    this.#readText = readText;
    const languages = adapters.map((adapter) => adapter.language);
    this.#languages = new Map(
      languages.flatMap((language) =>
        language.extensions.map((extension): [string, Language] => [extension, language]),
      ),
    );
  }

  /** Node takes `/` everywhere; normalising each of thousands of paths would cost as much as looking at the files. */
  #pathOf(file: string): string {
    return `${this.#root}/${file}`;
  }

  languageOf(file: string): Language | undefined {
    return this.#languages.get(extname(file).toLowerCase());
  }

  get files(): IterableIterator<string> {
    return this.#sources.keys();
  }

  has(file: string): boolean {
    return this.#sources.has(file);
  }

  /** What may be kept for the next process: how files stood on disk, and whether they matter. */
  get known(): Map<string, KnownSource> {
    const known = [...this.#sources].filter(([, { warning }]) => warning === null);
    return new Map(known.map(([file, { stamp, concerns }]) => [file, { stamp, concerns }]));
  }

  /** Files that still have their stamps need no look, and are parsed when somebody asks for them. */
  restore(known: ReadonlyMap<string, KnownSource>): void {
    for (const [file, source] of known)
      this.#sources.set(file, { ...source, frameworks: this.frameworks.version, warning: null });
  }

  get hasEdits(): boolean {
    return this.#edits.size > 0;
  }

  edit(file: string, text: string | null): void {
    if (text === null) this.#edits.delete(file);
    else this.#edits.set(file, { text, stamp: `edit ${++this.#editCount}` });
  }

  /** Forgets what is no longer part of the project; whether there was any. */
  keepOnly(files: Set<string>): boolean {
    const gone = [...this.#sources.keys()].filter((file) => !files.has(file));
    for (const file of gone) this.#sources.delete(file);
    return gone.length > 0;
  }

  /** Looks at a file, unless it stands as it did last time. Whether it is not what it was. */
  refresh(file: string): boolean {
    const language = this.languageOf(file);
    const stamp = language && this.#stampOf(file);
    if (!stamp) return this.#sources.delete(file);
    if (this.#isKnown(file, stamp)) return false;
    this.#sources.set(file, this.#look(file, language, stamp));
    return true;
  }

  #isKnown(file: string, stamp: string): boolean {
    const source = this.#sources.get(file);
    return source?.stamp === stamp && (source.concerns || source.frameworks === this.frameworks.version);
  }

  #stampOf(file: string): string | null {
    const edit = this.#edits.get(file);
    if (edit) return edit.stamp;
    return stampOf(this.#pathOf(file)) || null;
  }

  #look(file: string, language: Language, stamp: string): Source {
    const source: Source = { stamp, frameworks: this.frameworks.version, concerns: false, warning: null };
    const text = this.#read(file, source);
    if (text === null) return { ...source, syntax: null };
    const unreadable = text.length > maxLength ? 'too long' : isMachineMade(text) ? 'too dense' : null;
    const sample = unreadable ? text.slice(0, sampleLength) : text;
    source.concerns = this.#times.during('prefilter', () => {
      this.frameworks.look(sample, language);
      return this.frameworks.of(language).some((adapter) => adapter.concerns(sample, file));
    });
    source.frameworks = this.frameworks.version;
    if (unreadable) {
      const message = `The file is ${unreadable} to be read.`;
      const warning = source.concerns ? unread(file, message) : null;
      return { ...source, concerns: false, syntax: null, warning };
    }
    if (source.concerns) source.text = text;
    return source;
  }

  #textOf(file: string): string {
    const edit = this.#edits.get(file);
    return withLineEnds(edit?.text ?? this.#times.during('read', () => this.#readText(this.#pathOf(file))));
  }

  #read(file: string, source: Source): string | null {
    try {
      return this.#textOf(file);
    } catch (error) {
      source.warning = { kind: 'unreadable-file', file, message: messageOf(error) };
      return null;
    }
  }

  #parse(file: string, language: Language, text: string, source: Source): void {
    try {
      source.syntax = this.#times.during('parse', () => this.#readSyntax(file, language, text));
    } catch (error) {
      source.syntax = null;
      const nested = error instanceof RangeError;
      source.warning = unread(file, nested ? 'The code is nested too deeply to read.' : `${messageOf(error)}.`);
    }
  }

  /** Where the code around the bodies that are left for later is broken, what was left out may have been chosen badly. */
  #readSyntax(file: string, language: Language, text: string): ModuleSyntax {
    const grammars = language.grammars(file);
    const unread = language.unread?.(text) ?? [];
    if (unread.length > 0) {
      const parse: Later['parse'] = (part, read) =>
        this.#times.during('parse', () =>
          this.#grammars.parse(grammars, text, read, { within: part, without: part.inner }),
        );
      const syntax = this.#grammars.parse(
        grammars,
        text,
        (root) => (root.hasError ? null : language.read(file, text, root, { unread, parse })),
        { within: null, without: unread },
      );
      if (syntax) return syntax;
    }
    return this.#grammars.parse(grammars, text, (root) => language.read(file, text, root));
  }

  /** What a file says, as far as it was read; null when it is not there. */
  contentOf(file: string): Content | null {
    const source = this.#sources.get(file);
    return source ? { concerns: source.concerns, syntax: source.syntax ?? null } : null;
  }

  concerns(file: string): boolean {
    return this.#sources.get(file)?.concerns ?? false;
  }

  /** What a file declares, without parsing it. */
  outlineOf(file: string): Outline {
    const source = this.#sources.get(file);
    if (!source) return { package: null, names: [] };
    source.outline ??= this.languageOf(file)?.outline?.(this.#read(file, source) ?? '') ?? { package: null, names: [] };
    return source.outline;
  }

  /** Those that the files need; parsing waits for nothing. */
  async loadGrammars(): Promise<void> {
    const extensions = new Set([...this.#sources.keys()].map((file) => extname(file).toLowerCase()));
    const wanted = [...extensions].flatMap((extension) => this.#languages.get(extension)!.grammars(`x${extension}`));
    for (const grammar of new Set(wanted)) await this.#grammars.load(grammar);
  }

  /** Parses a file when first asked for. The grammars are loaded. */
  syntaxOf(file: string): ModuleSyntax | null {
    const source = this.#sources.get(file);
    const language = this.languageOf(file);
    if (!source || !language) return null;
    if (source.syntax === undefined) {
      const text = source.text ?? this.#read(file, source);
      delete source.text;
      if (text === null) source.syntax = null;
      else this.#parse(file, language, text, source);
      // Only a file that may hold routes is worth a warning about its syntax.
      if (!source.concerns && source.warning?.kind === 'unparsable-code') source.warning = null;
    }
    return source.syntax ?? null;
  }

  /** Specifiers of all that a file imports; none where it cannot be read. The grammars are loaded. */
  specifiersOf(file: string): string[] {
    const language = this.languageOf(file);
    if (!language) return [];
    try {
      const text = this.#textOf(file);
      if (text.length > maxLength) return [];
      return this.#times.during('parse', () =>
        this.#grammars.parse(language.grammars(file), text, language.specifiers),
      );
    } catch {
      return [];
    }
  }

  /** The syntax of a file that may hold routes and does not parse as a whole, which a warning says. */
  incomplete(file: string): ModuleSyntax | null {
    const syntax = this.concerns(file) ? this.syntaxOf(file) : null;
    return syntax?.errorLine ? syntax : null;
  }

  get warnings(): ScanWarning[] {
    return [...this.#sources].flatMap(([file, { warning, concerns, syntax }]) => {
      if (warning) return [warning];
      // Only a file that may hold routes is worth a warning about its syntax.
      const line = concerns ? syntax?.errorLine : null;
      return line ? [incomplete(file, line)] : [];
    });
  }
}

const unread = (file: string, message: string): ScanWarning => ({
  kind: 'unparsable-code',
  file,
  line: 1,
  message: `${message} Routes in this file are not found.`,
});

const incomplete = (file: string, line: number): ScanWarning => ({
  kind: 'unparsable-code',
  file,
  line,
  message: 'This code is incomplete. Routes near this line may be missing.',
});

const longText = /'[^'\\\n]{500,}'|"[^"\\\n]{500,}"|`[^`\\\n]{500,}`/g;

function isMachineMade(text: string): boolean {
  if (text.length < alwaysReadable) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  if (text.length / lines <= maxAverageLineLength) return false;
  // One picture or key inside a text makes no bundle.
  return text.replace(longText, '').length / lines > maxAverageLineLength;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
