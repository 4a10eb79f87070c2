/**
 * The text of Python that runs officially and is counted: comments go, statements that are nothing but a text (docstrings) become "",
 * spaces at line ends go. Lines stay where they are, so a traceback names the line that the candidate wrote.
 */
import { type Piece, piecesOf, SourceEnd } from './scanner.ts';

/** Words that begin a statement whose first colon outside brackets is followed by a body. */
const HEADERS = new Set('def class if elif else for while try except finally with async'.split(' '));

const lineBreaks = (text: string): string[] => text.match(/\r\n|\n|\r/g) ?? [];

/**
 * A text as it runs. Source that has no end to a string or a bracket comes back as it is: Python refuses it, and its words are then about
 * the candidate's own text.
 */
export function normalisedPython(text: string): string {
  let pieces: Piece[];
  try {
    pieces = piecesOf(text);
  } catch (error) {
    if (error instanceof SourceEnd) return text;
    throw error;
  }
  return new Normaliser(text, pieces).run();
}

class Normaliser {
  readonly #text: string;
  readonly #pieces: readonly Piece[];
  /** Taken over as far as here. */
  #done = 0;
  #out = '';
  /** Word that begins the statement; null before it. */
  #head: string | null = null;
  #lambdas = 0;
  #depth = 0;

  constructor(text: string, pieces: readonly Piece[]) {
    this.#text = text;
    this.#pieces = pieces;
  }

  run(): string {
    for (let i = 0; i < this.#pieces.length; i++) {
      const piece = this.#pieces[i] as Piece;
      if (piece.kind === 'string' && this.#head === null) i = this.#bare(i);
      else if (piece.kind === 'comment') {
        this.#trim(piece.start);
        this.#done = piece.end;
      } else if (piece.kind === 'newline' || piece.kind === 'join') {
        // What is kept of a line ends before its spaces; a backslash with spaces behind it is none, and Python says so.
        if (this.#text[piece.start] !== '\\') this.#trim(piece.start);
        if (piece.kind === 'newline') this.#begin();
      } else this.#code(piece);
    }
    this.#trim(this.#text.length);
    return this.#out + this.#text.slice(this.#done);
  }

  /** A statement may begin. */
  #begin(): void {
    this.#head = null;
    this.#lambdas = 0;
  }

  #code({ kind, start, end }: Piece): void {
    const word = kind === 'string' ? '""' : this.#text.slice(start, end);
    if ('([{'.includes(word)) this.#depth++;
    else if (')]}'.includes(word)) this.#depth = Math.max(0, this.#depth - 1);
    if (this.#depth === 0 && this.#separates(word)) this.#begin();
    else this.#head ??= word;
  }

  /** Whether a statement may begin behind a word outside brackets: after a semicolon, and after the colon of a header. */
  #separates(word: string): boolean {
    if (word === 'lambda') this.#lambdas++;
    if (word !== ':') return word === ';';
    if (this.#lambdas === 0) return HEADERS.has(this.#head ?? '');
    this.#lambdas--;
    return false;
  }

  /** Takes over everything up to `end` but the spaces before it. */
  #trim(end: number): void {
    this.#out += this.#text.slice(this.#done, end).replace(/(^|[^\\ \t\f])[ \t\f]+$/, '$1');
    this.#done = end;
  }

  #replace({ start, end }: Piece, text: string): void {
    this.#out += this.#text.slice(this.#done, start) + text;
    this.#done = end;
  }

  /** Texts from piece `i` on that are a whole statement become ""; gives the last piece that was looked at. */
  #bare(i: number): number {
    let last = i;
    let plain = true;
    for (; ; last++) {
      const piece = this.#pieces[last];
      if (piece?.kind === 'string') plain &&= piece.plain === true;
      else if (piece?.kind !== 'join') break;
    }
    const after = this.#pieces[last];
    const text = after && this.#text.slice(after.start, after.end);
    if (!plain || (after && after.kind !== 'newline' && after.kind !== 'comment' && text !== ';')) {
      this.#head = '""';
      return i;
    }
    const strings = this.#pieces.slice(i, last).filter(({ kind }) => kind === 'string');
    const from = strings[0] as Piece;
    const to = this.#pieces[last - 1] as Piece;
    const breaks = lineBreaks(this.#text.slice(from.start, to.end));
    // Where another statement follows on the last of its lines, it has to stay on that line.
    const joined = text === ';' ? breaks.map((end) => `\\${end}`) : breaks;
    this.#replace({ kind: 'string', start: from.start, end: to.end }, `""${joined.join('')}`);
    this.#head = '""';
    return last - 1;
  }
}
