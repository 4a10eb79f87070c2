/** Steps over the tokens of a filter, and what can be wrong with them. */
import { MATCHES } from './conditions.ts';
import type { Token, TokenFault } from './tokens.ts';

/** What is wrong with a filter, and where: `at` is the place of a character, from 0. */
export type FilterFault =
  | TokenFault
  | { code: 'column'; at: number; text: string; near: string | null }
  | { code: 'value' | 'list' | 'close' | 'unexpected' | 'and' | 'missing'; at: number; text: string };

export class Fault extends Error {
  readonly fault: FilterFault;
  constructor(fault: FilterFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** Words between conditions: none of them is a name or a value, unless it is quoted. */
const BETWEEN = new Set(['and', 'or', 'not']);
export const KEYWORDS = new Set([...BETWEEN, 'in', 'is', 'between', ...Object.keys(MATCHES)]);

export class Cursor {
  readonly #tokens: readonly Token[];
  readonly #length: number;
  /** The number of the next token. */
  at = 0;

  /** `length`: of the text, which is where it ends. */
  constructor(tokens: readonly Token[], length: number) {
    this.#tokens = tokens;
    this.#length = length;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.at + ahead];
  }

  /** Place of the next token, or of the end. */
  get place(): number {
    return this.peek()?.at ?? this.#length;
  }

  isSign(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'sign' && token.text === text;
  }

  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'word' && token.text.toLowerCase() === word;
  }

  take(word: string): boolean {
    const found = this.isSign(word) || this.isWord(word);
    if (found) this.at += 1;
    return found;
  }

  /** The token before the next one. */
  get before(): Token | undefined {
    return this.#tokens[this.at - 1];
  }

  /** With or without brackets around it. */
  inBrackets<T>(read: () => T): T {
    const open = this.place;
    const within = this.take('(');
    const result = read();
    if (within && !this.take(')')) throw new Fault({ code: 'close', at: open, text: '(' });
    return result;
  }

  /** Words that stand side by side, as one; moves on behind them. Null where there is none. */
  words(): string | null {
    if (this.isSign('[')) {
      const open = this.at++;
      const inside = this.words();
      if (inside !== null && this.take(']')) return inside;
      this.at = open;
      return null;
    }
    const first = this.peek();
    if (!first || first.kind === 'sign') return null;
    if (first.kind === 'word' && BETWEEN.has(first.text.toLowerCase())) return null;
    this.at += 1;
    if (first.kind !== 'word') return first.text;
    let words = first.text;
    for (let next = this.peek(); next?.kind === 'word' && !KEYWORDS.has(next.text.toLowerCase()); next = this.peek()) {
      words += ` ${next.text}`;
      this.at += 1;
    }
    return words;
  }
}
