/** Describes one column in numbers: missing cells, sentinels, mean, spread, range. */
import type { Column } from './table.ts';

/** Shares are parts of the rows, from 0 to 1. */
export interface ColumnDescription {
  kind: Column['kind'];
  /** NaN cells of numbers, '' of text. */
  missing: number;
  /** By sentinel. */
  sentinels: Record<string, number>;
  /** Different values, missing ones aside. */
  distinct: number;
  /** Null for text and where every cell is missing or a sentinel; neither is counted in these. */
  numbers: { mean: number; sd: number; least: number; most: number; atLeast: number; atMost: number } | null;
}

/** Describes a column; `marks` are the values that are sentinels. */
export function describeColumn(column: Column, marks: readonly number[]): ColumnDescription {
  const rows = Math.max(1, column.values.length);
  let missing = 0;
  const counts = new Map<number, number>(marks.map((mark) => [mark, 0]));
  let count = 0;
  let sum = 0;
  let squares = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of column.values) {
    if (isMissing(value)) {
      missing++;
      continue;
    }
    if (typeof value === 'string') continue;
    const marked = counts.get(value);
    if (marked !== undefined) {
      counts.set(value, marked + 1);
      continue;
    }
    count++;
    const off = value - sum / Math.max(1, count - 1);
    sum += value;
    squares += off * (value - sum / count);
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const at = (edge: number) => {
    let hits = 0;
    for (const value of column.values) if (value === edge) hits++;
    return hits / rows;
  };
  return {
    kind: column.kind,
    missing: missing / rows,
    sentinels: Object.fromEntries([...counts].map(([mark, hits]) => [String(mark), hits / rows])),
    distinct: distinctOf(column),
    numbers: count
      ? { mean: sum / count, sd: Math.sqrt(squares / count), least, most, atLeast: at(least), atMost: at(most) }
      : null,
  };
}

/** Sorting numbers is several times faster than a set of them. */
function distinctOf({ kind, values }: Column): number {
  if (kind === 'text') return new Set(values.filter((value) => value !== '')).size;
  const sorted = values.slice().sort();
  let count = 0;
  // NaN sorts to the end.
  for (let at = 0; at < sorted.length && !Number.isNaN(sorted[at]); at++) if (sorted[at] !== sorted[at - 1]) count++;
  return count;
}

/** Whether a cell is empty: NaN or ''. */
export function isMissing(value: unknown): boolean {
  return value === '' || Number.isNaN(value);
}
