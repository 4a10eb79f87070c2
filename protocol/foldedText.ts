/**
 * Text of a stream with what a terminal would have overwritten folded away. Progress bars write their line again and again: `\r`
 * begins it anew, `\b` takes a character back, `ESC [ A` goes up a line, `ESC [ K` clears. Only what is left to see counts, and only that
 * is sent. The twin of engine/python/src/holdout_kernel/pending.py.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this reads
const CONTROL = /(\r|[\b]|\u001b\[\d*[AK])/;
const UP = '\u001b[A';
/** Begins the line anew and clears it. */
const CLEAR = '\r\u001b[K';
/** So many lines above the last one can be reached again. */
const REACH = 50;

/** Plain texts and controls in turn, beginning with a text. */
export const foldedPieces = (text: string): string[] =>
  CONTROL.test(text) ? text.replaceAll('\r\n', '\n').split(CONTROL) : [text];

/** The text of one stream of a run; `chars` and `lines` count what is to be seen of all of it, sent or not. */
export class FoldedText {
  chars = 0;
  lines = 0;
  #done = '';
  #line = '';
  /** How much of the line has been sent, and whether that must be replaced. */
  #sent = 0;
  #stale = false;
  #fresh = false;
  readonly #above: string[] = [];

  /** Takes text as a program wrote it. */
  push(text: string): void {
    foldedPieces(text).forEach((piece, at) => {
      if (at % 2) this.control(piece);
      else this.write(piece);
    });
  }

  /** Appends plain text, which may hold line feeds. */
  write(text: string): void {
    if (text === '') return;
    if (this.#fresh && !text.startsWith('\n')) this.#replace('');
    this.#fresh = false;
    const parts = text.split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      this.#above.push(this.#line + part);
      this.#done += `${this.#unsent()}${part}\n`;
      this.#line = '';
      this.#sent = 0;
      this.#stale = false;
    }
    this.#above.splice(0, this.#above.length - REACH);
    this.#line += last;
    this.chars += text.length;
    this.lines += parts.length;
  }

  /** Does what a control character or sequence does. */
  control(code: string): void {
    const figure = code.slice(2, -1);
    if (code === '\r') this.#fresh = true;
    else if (code === '\b') {
      if (!this.#fresh) this.#replace(this.#line.slice(0, -1));
    } else if (code.endsWith('A')) {
      for (let n = Math.min(Number(figure || 1), this.#above.length); n > 0; n--) this.#up();
    } else if (this.#fresh || figure === '1' || figure === '2') this.#replace('');
  }

  /** What is to be sent; it counts as sent from now on. */
  take(): string {
    const text = this.#done + this.#unsent();
    this.#done = '';
    this.#sent = this.#line.length;
    this.#stale = false;
    return text;
  }

  #unsent(): string {
    if (!this.#stale) return this.#line.slice(this.#sent);
    return this.#line === '' ? CLEAR : `\r${this.#line}`;
  }

  #replace(line: string): void {
    this.chars += line.length - this.#line.length;
    if (this.#sent > line.length) {
      this.#stale = true;
      this.#sent = 0;
    }
    this.#line = line;
  }

  #up(): void {
    const line = this.#above.pop() ?? '';
    this.chars -= this.#line.length + 1;
    this.lines -= 1;
    if (this.#done.endsWith('\n')) {
      const up = this.#done.lastIndexOf(UP);
      const at = Math.max(this.#done.lastIndexOf('\n', this.#done.length - 2) + 1, up === -1 ? 0 : up + UP.length);
      // Where the page has something of the line already, that is replaced.
      this.#stale = at > 0 ? this.#done[at - 1] !== '\n' : this.#done.slice(0, -1) !== line;
      this.#done = this.#done.slice(0, at);
    } else {
      this.#done += UP;
      this.#stale = true;
    }
    this.#line = line;
    this.#sent = 0;
    this.#fresh = true;
  }
}
