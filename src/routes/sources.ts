import { statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { ScanWarning } from '../model.ts';
import type { FrameworkAdapter } from './adapter.ts';
import { FrameworksInUse } from './frameworks-in-use.ts';
import type { Language, Later } from './language.ts';
import type { Grammars } from './languages/tree-sitter.ts';
import type { Outline } from './link/packages.ts';
import type { PhaseTimes } from './phases.ts';
import type { ModuleSyntax } from './syntax.ts';

const maxFileBytes = 2_000_000;
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
  /** Undefined: not parsed yet. Null: cannot be. */
  syntax?: ModuleSyntax | null;
  outline?: Outline;
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

  languageOf(file: string): Language | undefined {
    return this.#languages.get(extname(file).toLowerCase());
  }

  get files(): IterableIterator<string> {
    return this.#sources.keys();
  }

  has(file: string): boolean {
    return this.#sources.has(file);
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

  /**
   * Looks at a file, unless it stands as it did last time; parses it if it concerns a framework. Whether it is not
   * what it was. A promise only where a grammar has to be loaded first.
   */
  refresh(file: string): boolean | Promise<boolean> {
    const language = this.languageOf(file);
    const stamp = language && this.#stampOf(file);
    if (!language || stamp === null) return this.#sources.delete(file);
    if (this.#isKnown(file, stamp!)) return false;
    const grammar = language.grammar(file);
    const look = () => {
      this.#sources.set(file, this.#look(file, language, stamp!));
      return true;
    };
    return this.#grammars.isLoaded(grammar) ? look() : this.#grammars.load(grammar).then(look);
  }

  #isKnown(file: string, stamp: string): boolean {
    const source = this.#sources.get(file);
    return source?.stamp === stamp && (source.concerns || source.frameworks === this.frameworks.version);
  }

  #stampOf(file: string): string | null {
    const edit = this.#edits.get(file);
    if (edit) return edit.stamp;
    try {
      const { mtimeMs, size } = statSync(join(this.#root, file));
      return size > maxFileBytes ? null : `${mtimeMs} ${size}`;
    } catch {
      return null;
    }
  }

  #look(file: string, language: Language, stamp: string): Source {
    const source: Source = { stamp, frameworks: this.frameworks.version, concerns: false, warning: null };
    const text = this.#read(file, source);
    if (text === null || isMachineMade(text)) return { ...source, syntax: null };
    source.concerns = this.#times.during('prefilter', () => {
      this.frameworks.look(text, language);
      return this.frameworks.of(language).some((adapter) => adapter.concerns(text, file));
    });
    source.frameworks = this.frameworks.version;
    if (source.concerns) this.#parse(file, language, text, source);
    return source;
  }

  #read(file: string, source: Source): string | null {
    try {
      return this.#edits.get(file)?.text ?? this.#times.during('read', () => this.#readText(join(this.#root, file)));
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
      source.warning = unparsable(file, 1, nested ? 'The code is nested too deeply to read.' : `${messageOf(error)}.`);
    }
  }

  /** Where the code around the bodies that are left for later is broken, what was left out may have been chosen badly. */
  #readSyntax(file: string, language: Language, text: string): ModuleSyntax {
    const grammar = language.grammar(file);
    const unread = language.unread?.(text) ?? [];
    if (unread.length > 0) {
      const parse: Later['parse'] = (part, read) =>
        this.#times.during('parse', () =>
          this.#grammars.parse(grammar, text, read, { within: part, without: part.inner }),
        );
      const syntax = this.#grammars.parse(
        grammar,
        text,
        (root) => (root.hasError ? null : language.read(file, text, root, { unread, parse })),
        { within: null, without: unread },
      );
      if (syntax) return syntax;
    }
    return this.#grammars.parse(grammar, text, (root) => language.read(file, text, root));
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

  /** Parses a file that only others make interesting, when first asked for. */
  syntaxOf(file: string): ModuleSyntax | null {
    const source = this.#sources.get(file);
    const language = this.languageOf(file);
    if (!source || !language) return null;
    if (source.syntax === undefined) {
      const text = this.#read(file, source);
      if (text === null) source.syntax = null;
      else this.#parse(file, language, text, source);
      // Only a file that may hold routes is worth a warning about its syntax.
      if (source.warning?.kind === 'unparsable-code') source.warning = null;
    }
    return source.syntax ?? null;
  }

  get warnings(): ScanWarning[] {
    return [...this.#sources].flatMap(([file, { warning, concerns, syntax }]) => {
      if (warning) return [warning];
      // Only a file that may hold routes is worth a warning about its syntax.
      const line = concerns ? syntax?.errorLine : null;
      return line ? [unparsable(file, line, 'This code is incomplete.')] : [];
    });
  }
}

const unparsable = (file: string, line: number, message: string): ScanWarning => ({
  kind: 'unparsable-code',
  file,
  line,
  message: `${message} Routes near this line may be missing.`,
});

function isMachineMade(text: string): boolean {
  if (text.length < alwaysReadable) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > maxAverageLineLength;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
