/** Measures how well rows of two tables can be distinguished (adversarial validation), as a whole and per column. */
import { permutation } from './distributions.ts';
import { middleRanks, separation } from './order.ts';
import { fitLogistic, logOdds } from './regression.ts';
import { createRng } from './rng.ts';
import { type Column, columnOf, sliceRows, type Table, takeRows } from './table.ts';

/** The result of {@link describeDrift}. */
export interface DriftDescription {
  /**
   * Area under the ROC curve of a logistic regression that guesses, on rows it was not fitted on, which table a row is
   * from. 0.5: the tables are alike. With 4,000 rows per side chance moves it by about ±0.02.
   */
  separation: number;
  /** The same with one column alone, the largest first. */
  columns: { name: string; separation: number }[];
  /** Rows used of each table. */
  rows: [number, number];
}

/** Options of {@link describeDrift}. */
export interface DriftQuestion {
  /** Columns left out: identifiers and time always differ. */
  ignore: readonly string[];
  /** Rows taken of each table at random; default 4,000. */
  rows?: number;
  seed?: string;
}

const MOST_CATEGORIES = 12;

/**
 * Compares two tables by the columns that both have. Numbers enter as ranks, their squares and whether they are
 * missing; text as its 12 most frequent values and its length.
 *
 * @throws Error for an ignored column that neither has, or columns of the same name and different kinds
 *
 * @example
 * const draw = (name) => createTable([numbers('fee', drawValues(rng.stream(name), shapes.normal(5, 1), 2000), 2)]);
 * describeDrift(draw('train'), draw('holdout'), { ignore: [] }).separation < 0.55; // true
 */
export function describeDrift(before: Table, after: Table, question: DriftQuestion): DriftDescription {
  const { ignore, rows = 4000, seed = 'drift' } = question;
  const there = new Set([...before.columns, ...after.columns].map(({ name }) => name));
  for (const name of ignore) if (!there.has(name)) throw new Error(`no column "${name}" to leave out of the drift`);
  const rng = createRng(seed);
  const some = (table: Table, name: string) =>
    table.rows > rows ? takeRows(table, permutation(rng.stream(name), table.rows).subarray(0, rows)) : table;
  const [a, b] = [some(before, 'before'), some(after, 'after')];
  const names = before.columns
    .map(({ name }) => name)
    .filter((name) => !ignore.includes(name) && after.columns.some((column) => column.name === name));
  const kinds = Uint8Array.from({ length: a.rows + b.rows }, (_, row) => Number(row >= a.rows));
  const features = names.map((name) => featuresOf(joined(columnOf(a, name), columnOf(b, name))));
  const folds = permutation(rng.stream('folds'), kinds.length);
  const columns = names
    .map((name, at) => ({ name, separation: outOfFold(features[at] as Float64Array[], kinds, folds) }))
    .sort((one, other) => other.separation - one.separation || (one.name < other.name ? -1 : 1));
  return { separation: outOfFold(features.flat(), kinds, folds), columns, rows: [a.rows, b.rows] };
}

/**
 * One table cut into two at a row. With {@link describeDrift}: whether rows change over time.
 * @throws RangeError where a side would be empty
 */
export function halves(table: Table, at = Math.floor(table.rows / 2)): [Table, Table] {
  if (!(at > 0 && at < table.rows)) throw new RangeError(`a cut at row ${at} of ${table.rows} leaves a side empty`);
  return [sliceRows(table, 0, at), sliceRows(table, at, table.rows)];
}

/** Fits on each half of the rows, scores the other, and ranks each half's scores among themselves. */
function outOfFold(features: Float64Array[], kinds: Uint8Array, folds: Int32Array): number {
  if (features.length === 0) return 0.5;
  const middle = folds.length >> 1;
  const [one, other] = [folds.subarray(0, middle), folds.subarray(middle)];
  const judged = (fitOn: Int32Array, judge: Int32Array) => {
    const scores = logOdds(fitLogistic(features, kinds, fitOn), features, kinds.length);
    return separation(
      Array.from(judge, (row) => kinds[row] as number),
      Array.from(judge, (row) => scores[row] as number),
    );
  };
  return (judged(one, other) + judged(other, one)) / 2;
}

function joined(a: Column, b: Column): number[] | string[] {
  if ((a.kind === 'text') !== (b.kind === 'text'))
    throw new Error(`column "${a.name}" is ${a.kind} in one table and ${b.kind} in the other`);
  return a.kind === 'text' ? [...a.values, ...(b.values as string[])] : [...a.values, ...(b.values as Float64Array)];
}

function featuresOf(values: number[] | string[]): Float64Array[] {
  if (values.every((value) => typeof value === 'string')) {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const frequent = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_CATEGORIES);
    const flags = frequent.map(([text]) => Float64Array.from(values, (value) => Number(value === text)));
    return varying([...flags, ...ranked(values.map((value) => value.length))]);
  }
  return varying(ranked(values as number[]));
}

/** Ranks scaled to about -1.7 to 1.7 (standard deviation 1), their squares, and whether the value is missing. */
function ranked(values: readonly number[]): Float64Array[] {
  const ranks = middleRanks(values);
  const most = Math.max(1, values.filter((value) => !Number.isNaN(value)).length - 1);
  const even = ranks.map((rank) => (Number.isNaN(rank) ? 0 : Math.sqrt(3) * ((2 * rank) / most - 1)));
  const square = even.map((value, row) => (Number.isNaN(ranks[row]) ? 0 : value * value - 1));
  return [even, square, ranks.map((rank) => Number(Number.isNaN(rank)))];
}

function varying(columns: Float64Array[]): Float64Array[] {
  return columns.filter((column) => column.some((value) => value !== column[0]));
}
