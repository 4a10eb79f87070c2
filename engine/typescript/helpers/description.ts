/** A table of what the columns hold. */
import { valueCounts } from './grouping.ts';
import { corr, max, mean, min, quantile, std } from './statistics.ts';
import { columnsOf, isMissing, type Rows } from './values.ts';

/** One column in numbers. What has no meaning for its type is null. */
export interface ColumnDescription {
  column: string;
  type: 'number' | 'text' | 'boolean' | 'mixed' | 'empty';
  /** Values that are not missing. */
  count: number;
  missing: number;
  unique: number;
  mean: number | null;
  std: number | null;
  min: number | null;
  '25%': number | null;
  '50%': number | null;
  '75%': number | null;
  max: number | null;
  /** The most frequent value of a column that is not numeric. */
  top: unknown;
}

/**
 * What each column holds, one row a column: counts, missing values, and mean, deviation and quartiles of numbers with missing
 * values left out. (danfojs' `describe` gives NaN for a column with one missing value.)
 */
export function describe(rows: Rows): ColumnDescription[] {
  return [...columnsOf(rows)].map(([column, values]) => {
    const present = Array.from(values).filter((v) => !isMissing(v));
    const type = typeOf(present);
    const numeric = type === 'number' ? Float64Array.from(present as number[]) : null;
    const of = (f: (values: Float64Array) => number): number | null => (numeric === null ? null : f(numeric));
    return {
      column,
      type,
      count: present.length,
      missing: values.length - present.length,
      unique: new Set(present).size,
      mean: of(mean),
      std: of(std),
      min: of(min),
      '25%': of((v) => quantile(v, 0.25)),
      '50%': of((v) => quantile(v, 0.5)),
      '75%': of((v) => quantile(v, 0.75)),
      max: of(max),
      top: numeric === null ? (valueCounts(present)[0]?.value ?? null) : null,
    };
  });
}

function typeOf(present: readonly unknown[]): ColumnDescription['type'] {
  const types = new Set(present.map((v) => typeof v));
  const [only] = types;
  if (types.size !== 1) return types.size === 0 ? 'empty' : 'mixed';
  return only === 'number' || only === 'boolean' ? only : only === 'string' ? 'text' : 'mixed';
}

/**
 * Pearson's correlations of all numeric columns with one another, one row a column; each over the rows where neither is missing.
 * @param columns names; all numeric columns where it is absent.
 */
export function corrTable(rows: Rows, columns?: readonly string[]): Record<string, string | number>[] {
  const all = columnsOf(rows);
  const names =
    columns ??
    [...all.keys()].filter((name) => typeOf(Array.from(all.get(name) ?? []).filter((v) => !isMissing(v))) === 'number');
  const column = (name: string): ArrayLike<unknown> => {
    const found = all.get(name);
    if (found === undefined) throw new RangeError(`There is no column ${name}.`);
    return found;
  };
  return names.map((a) => ({
    column: a,
    ...Object.fromEntries(names.map((b) => [b, corr(column(a), column(b))])),
  }));
}
