import type { Unread } from '../language.ts';

/** Shorter bodies are read with what stands around them: leaving them out would cost more. */
const worthLeavingOut = 60;

const identifier = /[\w$\u0080-\uffff]+/y;
const afterName = /\s*[^\s\w$\u0080-\uffff{<]/y;
/** `(…): Promise<User | null> {` */
const type = String.raw`[\w$.]+(?:<[\w$.<>,|&[\]'"\s]{0,150}>)?(?:\[\])*`;
const returnType = new RegExp(String.raw`:\s*(?:asserts\s+)?(?:\w+\s+is\s+)?${type}(?:\s*[|&]\s*${type})*\s*\{`, 'y');
const beforeCondition = new Set(['if', 'for', 'while', 'switch', 'with', 'catch']);
const beforeRegex = new Set(['return', 'typeof', 'case', 'in', 'of', 'do', 'else', 'void', 'delete', 'await', 'yield']);
const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}', $: '}' };

interface Open {
  /** `$`: a template's `${`. */
  bracket: '(' | '[' | '{' | '$';
  /** Of a `{`: what stands in it may be read later or never. */
  unread: Unread | null;
  /** Of a `(`: a condition, after which a block stands that is no function's. */
  condition: boolean;
  /** A class was begun on this level; its body is still to come. */
  inClassHead: boolean;
}

/**
 * Where the function bodies of JavaScript or TypeScript stand, those in others inside them, and the bodies of
 * interfaces. Looks at brackets, strings, comments and regular expressions only, which takes a twentieth of the time
 * that parsing does. Null when the brackets do not match: the code is unfinished, or was misunderstood.
 */
export function functionBodies(text: string): Unread[] | null {
  return new BodyFinder(text).find();
}

class BodyFinder {
  readonly #text: string;
  readonly #found: Unread[] = [];
  readonly #open: Open[] = [];
  #at = 0;
  #row = 0;
  #lineStart = 0;
  /** The last word if it was the last token, else ''. */
  #word = '';
  /** Whether the last token ends an operand, after which a `/` divides. */
  #afterOperand = false;
  /** Whether a `{` here begins a function's body. */
  #beforeBody = false;
  #beforeInterface = false;
  #inClassHead = false;

  constructor(text: string) {
    this.#text = text;
  }

  find(): Unread[] | null {
    const text = this.#text;
    if (text.startsWith('#!')) this.#skipLine();
    while (this.#at < text.length) if (!this.#token(text.charCodeAt(this.#at))) return null;
    return this.#open.length === 0 ? this.#found : null;
  }

  /** False where the brackets do not match. */
  #token(code: number): boolean {
    switch (code) {
      case 10:
        this.#newLine(++this.#at);
        return true;
      case 32: // space, tab, carriage return
      case 9:
      case 13:
        this.#at++;
        return true;
      case 34: // " '
      case 39:
        this.#string(code);
        return true;
      case 96: // `
        this.#at++;
        return this.#template();
      case 47: // /
        this.#slash();
        return true;
      case 40: // ( [ {
        this.#push('(');
        return true;
      case 91:
        this.#push('[');
        return true;
      case 123:
        this.#push('{');
        return true;
      case 41: // ) ] }
      case 93:
      case 125:
        return this.#close(code);
      default:
        if (isWord(code)) this.#identifier();
        else this.#operator(code);
        return true;
    }
  }

  #newLine(at: number): void {
    this.#row++;
    this.#lineStart = at;
  }

  #skipLine(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #operand(): void {
    this.#afterOperand = true;
    this.#beforeBody = false;
    this.#word = '';
  }

  #identifier(): void {
    identifier.lastIndex = this.#at;
    const [word = ''] = identifier.exec(this.#text) ?? [];
    const isMember = this.#text.charCodeAt(this.#at - 1) === 46;
    this.#at += Math.max(1, word.length);
    if (!isMember && word === 'class') this.#inClassHead = this.#isKeyword();
    if (!isMember && word === 'interface') this.#beforeInterface = this.#isKeyword();
    const isForAwait = word === 'await' && this.#word === 'for';
    this.#operand();
    this.#afterOperand = isMember || !beforeRegex.has(word);
    if (!isMember) this.#word = isForAwait ? 'for' : word;
  }

  /** Names may be called so too: `{ interface: { … } }`. */
  #isKeyword(): boolean {
    afterName.lastIndex = this.#at;
    return !afterName.test(this.#text);
  }

  #operator(code: number): void {
    const { charCodeAt } = String.prototype;
    const isArrow = code === 62 && charCodeAt.call(this.#text, this.#at - 1) === 61; // =>
    const isTyped = code === 58 && this.#beforeBody && this.#isReturnType(); // :
    // `i++ / 2`
    const isCount = (code === 43 || code === 45) && charCodeAt.call(this.#text, this.#at - 1) === code;
    this.#at++;
    if (isTyped) return;
    this.#afterOperand = isCount && this.#afterOperand;
    this.#beforeBody = isArrow;
    this.#word = '';
    if (code === 59) this.#inClassHead = this.#beforeInterface = false; // ;
  }

  /** Goes to the `{` behind it. */
  #isReturnType(): boolean {
    returnType.lastIndex = this.#at;
    const found = returnType.exec(this.#text)?.[0];
    if (found === undefined || /\bclass\b/.test(found)) return false;
    for (let i = found.indexOf('\n'); i >= 0; i = found.indexOf('\n', i + 1)) this.#newLine(this.#at + i + 1);
    this.#at += found.length - 2;
    return true;
  }

  /** What never ends on its line is an apostrophe in the text of an element. */
  #string(quote: number): void {
    const text = this.#text;
    let at = this.#at + 1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) break;
      if (code === 10) break;
      if (code !== 92) continue;
      at++;
      if (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10) at++;
      if (text.charCodeAt(at) === 10) this.#newLine(at + 1);
    }
    const isWhole = text.charCodeAt(at) === quote;
    this.#at = isWhole ? at + 1 : this.#at + 1;
    if (isWhole) this.#operand();
  }

  /** From behind the backtick, or behind the `}` of a substitution. */
  #template(): boolean {
    const text = this.#text;
    for (; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at);
      if (code === 96) {
        this.#at++;
        this.#operand();
        return true;
      }
      if (code === 92) this.#at++;
      if (text.charCodeAt(this.#at) === 10) this.#newLine(this.#at + 1);
      if (code === 36 && text.charCodeAt(this.#at + 1) === 123) {
        this.#at++;
        this.#push('$');
        return true;
      }
    }
    return false;
  }

  #slash(): void {
    const text = this.#text;
    const next = text.charCodeAt(this.#at + 1);
    if (next === 47) {
      this.#skipLine();
    } else if (next === 42) {
      const end = text.indexOf('*/', this.#at + 2);
      const after = end < 0 ? text.length : end + 2;
      for (let i = text.indexOf('\n', this.#at); i >= 0 && i < after; i = text.indexOf('\n', i + 1))
        this.#newLine(i + 1);
      this.#at = after;
    } else if (this.#afterOperand || next === 62 || text.charCodeAt(this.#at - 1) === 60) {
      // A division, or the slash of `<br />` and `</p>`.
      this.#operator(47);
    } else {
      this.#regex();
    }
  }

  #regex(): void {
    const text = this.#text;
    let inClass = false;
    for (let at = this.#at + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10) break;
      if (code === 92) at++;
      else if (code === 91) inClass = true;
      else if (code === 93) inClass = false;
      else if (code === 47 && !inClass) {
        this.#at = at + 1;
        this.#operand();
        return;
      }
    }
    this.#operator(47);
  }

  #push(bracket: Open['bracket']): void {
    const isBody = bracket === '{' && ((this.#beforeBody && !this.#inClassHead) || this.#beforeInterface);
    this.#open.push({
      bracket,
      unread: isBody
        ? { start: { index: this.#at, row: this.#row, column: this.#at - this.#lineStart }, end: noPlace, inner: [] }
        : null,
      condition: bracket === '(' && beforeCondition.has(this.#word),
      inClassHead: bracket !== '{' && this.#inClassHead,
    });
    if (bracket === '{') this.#beforeInterface = false;
    this.#inClassHead = false;
    this.#at++;
    this.#afterOperand = this.#beforeBody = false;
    this.#word = '';
  }

  #close(code: number): boolean {
    const open = this.#open.pop();
    if (!open || closing[open.bracket]!.charCodeAt(0) !== code) return false;
    this.#at++;
    if (open.bracket === '$') return this.#template();
    this.#operand();
    // A block's end is followed by a statement, an object's by an operator: a regular expression may only follow one.
    if (open.bracket === '{') this.#afterOperand = false;
    this.#beforeBody = open.bracket === '(' && !open.condition;
    this.#inClassHead = open.inClassHead;
    if (open.unread) this.#keep(open.unread);
    return true;
  }

  #keep(body: Unread): void {
    const { inner } = body;
    body.end = { index: this.#at, row: this.#row, column: this.#at - this.#lineStart };
    if (body.end.index - body.start.index < worthLeavingOut) return;
    const siblings = this.#open.findLast(({ unread }) => unread)?.unread?.inner ?? this.#found;
    siblings.push({ ...body, inner });
  }
}

const noPlace = { index: 0, row: 0, column: 0 };

const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 36 ||
  code >= 128;
