/**
 * What a program wrote, as lines of styled spans. The text is the candidate's word, so reading it takes time in proportion to its length
 * whatever it holds: every character is looked at once, and a text that goes on is read on from where it ended.
 */

/** A stretch of a line in one style; `className` is empty for plain text. */
export interface Span {
  text: string;
  className: string;
}

/** Spans of a line and of a whole text; beyond either, colours are left out and the text stays. */
const LINE_SPANS = 64;
const TEXT_SPANS = 5_000;
/** Characters of one escape sequence that are read; a longer one is none of ours. */
const SEQUENCE = 64;

const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

interface Style {
  fg: string;
  bg: string;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
}
const PLAIN: Style = { fg: '', bg: '', bold: false, dim: false, italic: false, underline: false };

/** A colour of the base sixteen by its number; others would not be legible in both themes, so they fall back to plain text. */
function colour(kind: 'fg' | 'bg', n: number): string {
  const name = COLOURS[n % 8];
  if (n < 0 || n > 15 || name === undefined) return '';
  return `${kind}-ansi-${n > 7 ? 'bright-' : ''}${name}`;
}

/** The style after one `ESC [ … m`. */
function styled(before: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map(Number);
  let style = { ...before };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (code === 38 || code === 48) {
      const kind = code === 38 ? 'fg' : 'bg';
      style[kind] = codes[i + 1] === 5 ? colour(kind, codes[i + 2] ?? -1) : '';
      i += codes[i + 1] === 5 ? 2 : 4;
    } else if (code === 0) style = { ...PLAIN };
    else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 3) style.italic = true;
    else if (code === 4) style.underline = true;
    else if (code === 22) style = { ...style, bold: false, dim: false };
    else if (code === 23) style.italic = false;
    else if (code === 24) style.underline = false;
    else if (code === 39) style.fg = '';
    else if (code === 49) style.bg = '';
    else if (code >= 30 && code <= 37) style.fg = colour('fg', code - 30);
    else if (code >= 40 && code <= 47) style.bg = colour('bg', code - 40);
    else if (code >= 90 && code <= 97) style.fg = colour('fg', code - 82);
    else if (code >= 100 && code <= 107) style.bg = colour('bg', code - 92);
  }
  return style;
}

const classOf = ({ fg, bg, bold, dim, italic, underline }: Style): string =>
  [fg, bg, bold && 'ansi-bold', italic && 'ansi-italic', underline && 'ansi-underline', dim && 'ansi-dim']
    .filter(Boolean)
    .join(' ');

const ESC = 0x1b;
/** True for a line feed, a carriage return and an escape: what ends a stretch of text. */
const ends = (code: number): boolean => code === 10 || code === 13 || code === ESC;

/**
 * Reads terminal text that may come in pieces, cut anywhere. A carriage return starts its line anew, as progress bars expect; `ESC [ A` takes
 * the last line away and starts the one above anew; other sequences that move the cursor or name the window are left out; every other character stays.
 */
export class TerminalText {
  /** The lines so far; the last one is empty after a line break. */
  readonly lines: Span[][] = [[]];
  /** Steps taken so far: at most a fixed number per character. */
  work = 0;
  /** True once there were too many changes of colour, and the rest is read without. */
  plain = false;
  #style: Style = PLAIN;
  #className = '';
  #spans = 0;
  /** After a carriage return, until something is written over the line. */
  #atStart = false;
  /** What is being read: text, what follows an escape, a sequence of parameters, or a string that nobody shows. */
  #reading: 'text' | 'escape' | 'sequence' | 'string' | 'string-escape' = 'text';
  #sequence = '';

  push(text: string): void {
    for (let at = 0; at < text.length; ) {
      this.work += 1;
      if (this.#reading !== 'text') {
        this.#control(text.charCodeAt(at), text[at] ?? '');
        at += 1;
        continue;
      }
      let to = at;
      while (to < text.length && !ends(text.charCodeAt(to))) to += 1;
      this.work += to - at;
      if (to > at) this.#write(text.slice(at, to));
      const code = to < text.length ? text.charCodeAt(to) : -1;
      if (code === 10) {
        this.lines.push([]);
        this.#atStart = false;
      } else if (code === 13) this.#atStart = true;
      else if (code === ESC) this.#reading = 'escape';
      at = to + 1;
    }
  }

  #write(text: string): void {
    const line = this.lines.at(-1) ?? [];
    if (this.#atStart) {
      this.#spans -= line.length;
      line.length = 0;
      this.#atStart = false;
    }
    const last = line.at(-1);
    const full = line.length >= LINE_SPANS || this.#spans >= TEXT_SPANS;
    if (full) this.plain = true;
    if (last && (full || last.className === this.#className)) last.text += text;
    else {
      line.push({ text, className: full ? '' : this.#className });
      this.#spans += 1;
    }
  }

  #control(code: number, character: string): void {
    switch (this.#reading) {
      case 'escape':
        this.#sequence = '';
        // ESC [ begins a sequence; ESC ], P, X, ^ and _ begin strings; ESC and any other character are a whole sequence.
        this.#reading = character === '[' ? 'sequence' : ']PX^_'.includes(character) ? 'string' : 'text';
        break;
      case 'sequence':
        if (code >= 0x40 && code <= 0x7e) {
          if (character === 'm' && this.#sequence.length < SEQUENCE) this.#restyle();
          else if (character === 'A' && this.#sequence === '') this.#up();
          else if (character === 'K' && this.#atStart) this.#write('');
          this.#reading = 'text';
        } else if (code === 10) {
          // A sequence never goes over a line: this one was cut off.
          this.#reading = 'text';
          this.lines.push([]);
        } else if (code === ESC) this.#reading = 'escape';
        else if (this.#sequence.length < SEQUENCE) this.#sequence += character;
        break;
      case 'string':
        if (code === 7 || code === 10) this.#reading = 'text';
        else if (code === ESC) this.#reading = 'string-escape';
        if (code === 10) this.lines.push([]);
        break;
      default:
        this.#reading = character === '\\' ? 'text' : 'string';
    }
  }

  /** The sink sends one line up at a time, and what it writes then takes the line's place. */
  #up(): void {
    if (this.lines.length > 1) this.#spans -= this.lines.pop()?.length ?? 0;
    this.#atStart = true;
  }

  #restyle(): void {
    this.work += this.#sequence.length;
    this.#style = styled(this.#style, this.#sequence);
    this.#className = classOf(this.#style);
  }
}

/** Terminal text as lines of styled spans. */
export function terminalLines(text: string): Span[][] {
  const terminal = new TerminalText();
  terminal.push(text);
  return terminal.lines;
}
