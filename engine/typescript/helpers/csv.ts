/** CSV (RFC 4180) as columns: numbers where every cell that is not empty is one, else text. */

/** A column of a file: numbers with NaN for empty cells, or texts. */
type CsvColumn = Float64Array | string[];

/** The columns of a file by name, in its order. */
export interface CsvTable {
  names: string[];
  columns: CsvColumn[];
  rows: number;
}

const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;
// Held here because a `vm` context of Node looks a global up anew for each of millions of cells.
const toNumber = Number;
const notANumber = Number.isNaN;
const MISSING = Number.NaN;

/**
 * Reads a text with a line of names. Lines end by LF or CR LF; a cell may be in double quotes and then hold commas, breaks and
 * doubled quotes.
 * @throws Error with the line where a line has more or fewer cells than names, or a quote is not closed.
 */
export function parseCsv(given: string): CsvTable {
  const text = given.startsWith('\ufeff') ? given.slice(1) : given;
  const reader = new Reader(text);
  const names = text === '' ? [] : reader.line([]);
  const cells: string[][] = names.map(() => []);
  const row: string[] = [];
  while (!reader.done) {
    row.length = 0;
    reader.line(row);
    // An empty line is no row, as in pandas.
    if (row.length === 1 && row[0] === '' && names.length !== 1) continue;
    if (row.length !== names.length) {
      throw new Error(`Line ${reader.at - 1} has ${row.length} cells where there are ${names.length} names.`);
    }
    for (let i = 0; i < row.length; i++) cells[i]?.push(row[i] ?? '');
  }
  return { names, columns: cells.map(typed), rows: cells[0]?.length ?? 0 };
}

/** Reads one line after another. */
class Reader {
  readonly #text: string;
  #position = 0;
  /** Number of the next line, from 1. */
  at = 1;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#position >= this.#text.length;
  }

  /** The cells of the next line, appended to a list. */
  line(cells: string[]): string[] {
    const text = this.#text;
    for (;;) {
      cells.push(text.charCodeAt(this.#position) === QUOTE ? this.#quoted() : this.#bare());
      const end = text.charCodeAt(this.#position);
      if (end === COMMA) {
        this.#position++;
        continue;
      }
      this.#position += end === CR && text.charCodeAt(this.#position + 1) === LF ? 2 : 1;
      this.at++;
      return cells;
    }
  }

  #bare(): string {
    const text = this.#text;
    const start = this.#position;
    let at = start;
    for (; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === COMMA || c === LF || (c === CR && text.charCodeAt(at + 1) === LF)) break;
    }
    this.#position = at;
    return text.slice(start, at);
  }

  #quoted(): string {
    const text = this.#text;
    const line = this.at;
    let start = this.#position + 1;
    let value = '';
    for (;;) {
      const at = text.indexOf('"', start);
      if (at < 0) throw new Error(`Line ${line} has a quote that is not closed.`);
      value += text.slice(start, at);
      if (text.charCodeAt(at + 1) !== QUOTE) {
        this.#position = at + 1;
        for (const c of value) if (c === '\n') this.at++;
        // What stands between the closing quote and the comma belongs to the cell.
        return value + this.#bare();
      }
      value += '"';
      start = at + 2;
    }
  }
}

/** Numbers where all cells that are not empty are; a column of empty cells is one of text. */
function typed(cells: string[]): CsvColumn {
  const numbers = new Float64Array(cells.length);
  let some = false;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] ?? '';
    if (cell === '') {
      numbers[i] = MISSING;
      continue;
    }
    const value = toNumber(cell);
    if (!isDecimal(cell, value)) return cells;
    numbers[i] = value;
    some = true;
  }
  return some ? numbers : cells;
}

/** True for decimal numbers and `NaN`; JavaScript also reads `0x1f`, `0b1` and blanks as numbers. */
function isDecimal(cell: string, value: number): boolean {
  if (notANumber(value)) return cell === 'NaN' || cell === 'nan';
  const second = cell.charCodeAt(1);
  return !(cell.charCodeAt(0) === 48 && second > 64 && second !== 69 && second !== 101) && cell.trim() !== '';
}
