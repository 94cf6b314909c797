/**
 * Paths in Django's path notation, `users/<pk>/`, for the regular expression of a `re_path`; several where parts are
 * optional, null where no template says it. https://docs.djangoproject.com/en/5.2/topics/http/urls/#using-regular-expressions
 */
export function pathsOfRegex(source: string): string[] | null {
  try {
    const reader = new Reader(source);
    const paths = reader.sequence();
    return reader.atEnd ? [...new Set(paths)] : null;
  } catch (error) {
    if (error instanceof Unsupported) return null;
    throw error;
  }
}

class Unsupported extends Error {}

const maxPaths = 16;

class Reader {
  readonly #source: string;
  #at = 0;
  #unnamed = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get atEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  sequence(): string[] {
    let paths = [''];
    while (!this.atEnd && !/[|)]/.test(this.#source[this.#at]!)) {
      const parts = this.#quantified(this.#item());
      paths = paths.flatMap((path) => parts.map((part) => path + part));
      if (paths.length > maxPaths) throw new Unsupported();
    }
    return paths;
  }

  #item(): string[] {
    const char = this.#source[this.#at++]!;
    if (char === '^' || char === '$') return [''];
    if (char === '(') return this.#group();
    if (char === '\\') return this.#escape();
    if (char === '.') return this.#dot();
    if (char === '[') return this.#value(this.#skipClass());
    if ('*+?{'.includes(char)) throw new Unsupported();
    return [char];
  }

  /** Any text, or a dot that somebody did not escape. */
  #dot(): string[] {
    if (!/[*+]/.test(this.#source[this.#at] ?? '')) return ['.'];
    this.#at++;
    return ['<path:rest>'];
  }

  #escape(): string[] {
    const char = this.#source[this.#at++] ?? '';
    if (/[AzZ]/.test(char)) return [''];
    if (/[dwS]/.test(char)) return this.#value(`\\${char}`);
    if (/\w/.test(char)) throw new Unsupported();
    return [char];
  }

  /** Characters of some kind, however many, that no group takes: a part all the same. */
  #value(kind: string): string[] {
    const [quantifier = ''] = /^(?:[*+]|\{\d*,?\d*\})\??/.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += quantifier.length;
    return [this.#placeholder(kind + quantifier, undefined)];
  }

  /** The rest of a character class, with its opening bracket. */
  #skipClass(): string {
    const [rest] = /^\^?\]?(?:\\.|[^\]\\])*\]/.exec(this.#source.slice(this.#at)) ?? [];
    if (rest === undefined) throw new Unsupported();
    this.#at += rest.length;
    return `[${rest}`;
  }

  #placeholder(inside: string, name: string | undefined): string {
    const takesSlashes = /\.[*+]|\[\^?[^\]]*\/[^\]]*\]|\\S/.test(inside) && !/^\[\^\/\]/.test(inside);
    const converter = takesSlashes ? 'path:' : /^(?:\\d|\[0-9\])\+$/.test(inside) ? 'int:' : '';
    return `<${converter}${name ?? `value${this.#unnamed++ || ''}`}>`;
  }

  #group(): string[] {
    const [opening = '', name] = /^\?P<(\w+)>|^\?:/.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += opening.length;
    if (opening === '?:') return this.#alternatives();
    if (this.#source[this.#at] === '?') throw new Unsupported();
    return [this.#placeholder(this.#skipGroup(), name)];
  }

  #alternatives(): string[] {
    const paths = this.sequence();
    while (this.#source[this.#at] === '|') {
      this.#at++;
      paths.push(...this.sequence());
    }
    if (this.#source[this.#at++] !== ')') throw new Unsupported();
    return paths;
  }

  /** What stands in a group that takes a value, to its closing bracket. */
  #skipGroup(): string {
    const start = this.#at;
    let depth = 1;
    let inClass = false;
    while (!this.atEnd) {
      const char = this.#source[this.#at++]!;
      if (char === '\\') this.#at++;
      else if (inClass) inClass = char !== ']';
      else if (char === '[') inClass = true;
      else if (char === '(') depth++;
      else if (char === ')' && --depth === 0) return this.#source.slice(start, this.#at - 1);
    }
    throw new Unsupported();
  }

  #quantified(parts: string[]): string[] {
    const char = this.#source[this.#at];
    if (char === '?') {
      this.#at++;
      return parts.length === 1 && parts[0] === '/' ? ['/'] : ['', ...parts];
    }
    if (char !== undefined && '*+{'.includes(char)) throw new Unsupported();
    return parts;
  }
}
