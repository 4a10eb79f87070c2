/** The training file as cells of text, so that it can be changed before the candidate's `load` reads it. */
import { idKey } from '../official/alignment.ts';
import { records, written } from '../official/csv.ts';
import { CannotTell } from './verdict.ts';

/** Labels with more distinct values than this are numbers, not classes. */
export const FEW_CLASSES = 50;
/** A sample holds at least this many rows of every class, or all there are. */
const LEAST_OF_CLASS = 20;

/** How often each value is there. */
export function counted<Value>(values: Iterable<Value>): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

export class Table {
  readonly header: readonly string[];
  readonly lines: readonly (readonly string[])[];

  constructor(header: readonly string[], lines: readonly (readonly string[])[]) {
    this.header = header;
    this.lines = lines;
  }

  /** Reads the text of a CSV file. */
  static read(text: string): Table {
    const [header = [], ...lines] = records(text);
    return new Table(header, lines);
  }

  /** The text of a CSV file. */
  write(): string {
    return `${[this.header, ...this.lines].map((cells) => cells.map(written).join(',')).join('\n')}\n`;
  }

  /** Place of a column. @throws CannotTell where there is none. */
  at(name: string): number {
    const at = this.header.indexOf(name);
    if (at < 0) throw new CannotTell(`the training file has no column ${name}`);
    return at;
  }

  /** Cells of a column. */
  column(name: string): string[] {
    const at = this.at(name);
    return this.lines.map((cells) => cells[at] ?? '');
  }

  /** Ids as the rows' ids are compared. */
  ids(name: string): string[] {
    return this.column(name).map(idKey);
  }

  /** The same table with other cells in one column. */
  changed(name: string, cells: readonly string[]): Table {
    const at = this.at(name);
    return new Table(
      this.header,
      this.lines.map((line, i) => line.with(at, cells[i] ?? '')),
    );
  }

  /** Every k-th line in the order of the file; rare classes are filled up to 20 rows. */
  sample(rows: number, label: string): Table {
    const n = this.lines.length;
    const taken = new Set(Array.from({ length: rows }, (_, i) => Math.floor((i * n) / rows)));
    const labels = this.column(label);
    const there = counted(labels);
    const held = counted([...taken].map((at) => labels[at]));
    if (there.size <= FEW_CLASSES) {
      for (const [at, value] of labels.entries()) {
        const have = held.get(value) ?? 0;
        if (taken.has(at) || have >= Math.min(there.get(value) ?? 0, LEAST_OF_CLASS)) continue;
        taken.add(at);
        held.set(value, have + 1);
      }
    }
    return new Table(
      this.header,
      this.lines.filter((_, at) => taken.has(at)),
    );
  }
}
