/** Adds copies of rows: exact ones (exported twice), or ones with small differences (entered twice). */
import { normal, sample } from './distributions.ts';
import type { Rng } from './rng.ts';
import { type Column, columnOf, type Table, takeRows, withColumns } from './table.ts';
import { misspell } from './typos.ts';

/** Options of {@link withDuplicates}. */
export interface DuplicateOptions {
  /** Copies as a part of the rows there were, 0 to 1; each row is copied at most once. */
  share: number;
  /** Where copies are put. `after`: each directly behind its original, so that rows stay in order of time. */
  place: 'after' | 'end';
  /**
   * Column that gets a new value in copies: the next whole numbers, or the text with `-2` behind. Null: copies have the
   * same value.
   */
  id: string | null;
  /** What differs in copies; left out, they are exact. */
  near?: NearCopy;
}

/** How copies differ from their originals. */
export interface NearCopy {
  /** Number columns and by how much a copy differs: standard deviation as a part of the value (0.02: 2 %). */
  numbers?: Readonly<Record<string, number>>;
  /** Text columns and how often a letter is mistyped, see `misspell`. */
  texts?: Readonly<Record<string, number>>;
}

/** The result of {@link withDuplicates}. */
export interface Duplicated {
  table: Table;
  /** Row of the given table that each row comes from: `labels = from.map(row => truth[row])`. */
  from: Int32Array;
  /** 1 where the row is a copy. */
  copy: Uint8Array;
}

/**
 * The table with copies of some rows.
 * @throws Error for a share not from 0 to 1, a column that is not there or of the wrong kind; with its name
 */
export function withDuplicates(rng: Rng, table: Table, options: DuplicateOptions): Duplicated {
  const { share, place, id, near } = options;
  if (!(share >= 0 && share <= 1)) throw new RangeError(`duplicates of ${rng.label}: a share of ${share}`);
  const all = Array.from({ length: table.rows }, (_, row) => row);
  const chosen = sample(rng.stream('which'), all, Math.round(share * table.rows)).sort((a, b) => a - b);
  const from: number[] = place === 'end' ? [...all, ...chosen] : [...all, ...chosen].sort((a, b) => a - b);
  // After sorting, a copy comes directly behind its original; at the end, every row beyond the originals is a copy.
  const copy = Uint8Array.from(from, (row, at) => Number(place === 'end' ? at >= table.rows : from[at - 1] === row));
  const grown = takeRows(table, from);
  const changed: Column[] = [];
  if (id !== null) changed.push(renamed(columnOf(grown, id), copy));
  for (const [name, spread] of Object.entries(near?.numbers ?? {})) {
    const column = columnOf(grown, name);
    if (column.kind !== 'number') throw new Error(`near copies want a number column, "${name}" is ${column.kind}`);
    const stream = rng.stream(`near/${name}`);
    const values = column.values.map((value, row) => (copy[row] ? value * (1 + normal(stream, 0, spread)) : value));
    changed.push({ ...column, values });
  }
  for (const [name, rate] of Object.entries(near?.texts ?? {})) {
    const column = columnOf(grown, name);
    if (column.kind !== 'text') throw new Error(`near copies want a text column, "${name}" is ${column.kind}`);
    const stream = rng.stream(`near/${name}`);
    const values = column.values.map((value, row) => (copy[row] ? misspell(stream, value, rate) : value));
    changed.push({ ...column, values });
  }
  return { table: withColumns(grown, changed), from: Int32Array.from(from), copy };
}

function renamed(column: Column, copy: Uint8Array): Column {
  if (column.kind === 'number') throw new Error(`the id column "${column.name}" holds real numbers`);
  if (column.kind === 'text')
    return { ...column, values: column.values.map((value, row) => (copy[row] ? `${value}-2` : value)) };
  let next = column.values.reduce((most, value) => Math.max(most, value), 0);
  const values = column.values.map((value, row) => {
    if (!copy[row]) return value;
    next += 1;
    return next;
  });
  return { ...column, values };
}
