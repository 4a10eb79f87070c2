/** Sorting that knows numbers and missing values. */
import { isMissing } from './values.ts';

/** A column's name, or what a row is told by. */
export type Key<T> = (keyof T & string) | ((row: T) => unknown);

/** The function that gives a row's value for a key. */
export function keyOf<T>(key: Key<T>): (row: T) => unknown {
  return typeof key === 'function' ? key : (row) => row[key];
}

/**
 * A sorted copy of rows: numbers by size, texts by their characters, missing values last in either direction, equal ones in the
 * order they had. (`rows.sort()` alone compares texts: 10 comes before 9; danfojs' `sortValues` leaves rows with NaN unsorted.)
 * @param key column's name or function of a row.
 */
export function sortBy<T>(rows: Iterable<T>, key: Key<T>, options: { descending?: boolean } = {}): T[] {
  const of = keyOf(key);
  const sign = options.descending ? -1 : 1;
  return [...rows]
    .map((row) => ({ row, value: of(row) }))
    .sort((a, b) => last(a.value, b.value) ?? sign * compare(a.value, b.value))
    .map(({ row }) => row);
}

function last(a: unknown, b: unknown): number | null {
  const [one, other] = [isMissing(a), isMissing(b)];
  return one || other ? Number(one) - Number(other) : null;
}

/** Negative, zero or positive as `a` comes before, with or after `b`; numbers before texts. */
export function compare(a: unknown, b: unknown): number {
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  const numeric = (v: unknown): boolean => typeof v === 'number' || typeof v === 'boolean' || typeof v === 'bigint';
  if (numeric(a) && numeric(b)) return Number(a) - Number(b);
  if (numeric(a) !== numeric(b)) return numeric(a) ? -1 : 1;
  const [x, y] = [String(a), String(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}
