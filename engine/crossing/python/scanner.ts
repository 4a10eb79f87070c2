/** Finds strings, comments and ends of lines in Python source. It follows f-strings, which may hold strings and comments in turn. */

/** A piece of source, from `start` to before `end`; what lies between two pieces is spaces. */
export interface Piece {
  /** `newline` ends a logical line; `join` is an end of line that does not: inside brackets, or after a backslash. */
  kind: 'code' | 'string' | 'comment' | 'newline' | 'join';
  start: number;
  end: number;
  /** Of a string: text alone, neither bytes nor an f-string. */
  plain?: boolean;
}

const PREFIXES = new Set(['r', 'u', 'b', 'f', 't', 'br', 'rb', 'fr', 'rf', 'tr', 'rt']);
const WORD = /[A-Za-z0-9_\u0080-\u{10ffff}]+/uy;
const SPACES = /[ \t]+/y;
const NEWLINE = /\r\n|\n|\r/y;
const LINE = /[^\r\n]*/y;

/** Source that is no Python to this scanner: a string or a bracket without end. Python refuses it as well, and says where. */
export class SourceEnd extends Error {}

/**
 * The pieces of a text, in order.
 * @throws SourceEnd where a string has no end
 */
export function piecesOf(text: string): Piece[] {
  return new Scanner(text).run();
}

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): Piece[] {
    const pieces: Piece[] = [];
    let depth = 0;
    while (this.#at < this.#text.length) {
      const start = this.#at;
      const char = this.#text[start] as string;
      if (this.#take(SPACES) !== null || char === '\f') {
        if (char === '\f') this.#at++;
        continue;
      }
      if (this.#take(NEWLINE) !== null) {
        pieces.push({ kind: depth > 0 ? 'join' : 'newline', start, end: this.#at });
        continue;
      }
      if (char === '\\') {
        this.#at++;
        const joined = this.#take(NEWLINE) !== null;
        pieces.push({ kind: joined ? 'join' : 'code', start, end: this.#at });
        continue;
      }
      if (char === '#') {
        this.#take(LINE);
        pieces.push({ kind: 'comment', start, end: this.#at });
        continue;
      }
      const prefix = this.#string();
      if (prefix !== null) {
        pieces.push({ kind: 'string', start, end: this.#at, plain: !/[bft]/.test(prefix) });
        continue;
      }
      if (this.#take(WORD) === null) {
        if ('([{'.includes(char)) depth++;
        else if (')]}'.includes(char)) depth = Math.max(0, depth - 1);
        this.#at++;
      }
      pieces.push({ kind: 'code', start, end: this.#at });
    }
    return pieces;
  }

  /** Takes what the sticky pattern matches here; null where it does not. */
  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (!found) return null;
    this.#at += found.length;
    return found;
  }

  /** Takes the string that begins here, if one does: its prefix in small letters, else null. */
  #string(): string | null {
    const start = this.#at;
    const word = this.#take(WORD)?.toLowerCase() ?? '';
    const quote = this.#text[this.#at];
    if ((quote !== '"' && quote !== "'") || (word !== '' && !PREFIXES.has(word))) {
      this.#at = start;
      return null;
    }
    const triple = this.#text.startsWith(quote.repeat(3), this.#at);
    const end = triple ? quote.repeat(3) : quote;
    this.#at += end.length;
    if (/[ft]/.test(word)) this.#fields(end, word.includes('r'), false);
    else this.#plain(end);
    return word;
  }

  /** To behind the end of a string without fields. */
  #plain(end: string): void {
    for (; this.#at < this.#text.length; this.#at++) {
      if (this.#text[this.#at] === '\\') this.#at += this.#text.startsWith('\r\n', this.#at + 1) ? 2 : 1;
      else if (this.#closes(end)) return;
    }
    throw new SourceEnd();
  }

  /** Takes the end of a string if it is here. @throws SourceEnd where a line ends that a short string cannot outlast */
  #closes(end: string): boolean {
    if (this.#text.startsWith(end, this.#at)) {
      this.#at += end.length;
      return true;
    }
    if (end.length === 1 && /[\r\n]/.test(this.#text[this.#at] as string)) throw new SourceEnd();
    return false;
  }

  /** To behind the end of an f-string, or in `spec` to before the bracket that closes a field's format. */
  #fields(end: string, raw: boolean, spec: boolean): void {
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] as string;
      const twice = this.#text[this.#at + 1] === char;
      if (spec && char === '}') return;
      if (char === '\\') this.#escape(raw);
      else if (char === '{' && (spec || !twice)) this.#field(end, raw);
      else if (char === '{' || char === '}') this.#at += twice ? 2 : 1;
      else if (spec && this.#text.startsWith(end, this.#at)) throw new SourceEnd();
      else if (this.#closes(end)) return;
      else this.#at++;
    }
    throw new SourceEnd();
  }

  /** A backslash in the text of an f-string: brackets after it are brackets all the same, but those of a named character. */
  #escape(raw: boolean): void {
    const next = this.#text[this.#at + 1] ?? '';
    if (!raw && this.#text.startsWith('N{', this.#at + 1)) {
      const close = this.#text.indexOf('}', this.#at);
      if (close < 0) throw new SourceEnd();
      this.#at = close + 1;
    } else if (next === '{' || next === '}') this.#at += 1;
    else this.#at += this.#text.startsWith('\r\n', this.#at + 1) ? 3 : 2;
  }

  /** A field of an f-string, brackets included. */
  #field(end: string, raw: boolean): void {
    this.#at++;
    for (let depth = 0; this.#at < this.#text.length; ) {
      const char = this.#text[this.#at] as string;
      if (char === '#') this.#take(LINE);
      else if (this.#string() !== null || this.#take(WORD) !== null) continue;
      else if (depth === 0 && char === '}') {
        this.#at++;
        return;
      } else if (depth === 0 && char === ':') {
        this.#at++;
        this.#fields(end, raw, true);
      } else {
        if ('([{'.includes(char)) depth++;
        else if (')]}'.includes(char)) depth--;
        this.#at++;
      }
    }
    throw new SourceEnd();
  }
}
