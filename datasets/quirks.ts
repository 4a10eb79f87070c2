/** What real tables suffer from: cells that are missing for a reason, sentinels, mixed units. Masks are 0/1 per row. */
import type { Rng } from './rng.ts';
import type { NumberColumn } from './table.ts';

/** Missing completely at random: every row with probability `rate`. */
export function missingAtRandom(rng: Rng, rows: number, rate: number): Uint8Array {
  return Uint8Array.from({ length: rows }, () => (rng.uniform() < rate ? 1 : 0));
}

/**
 * Missing by something else in the row (MAR when `driver` is another column, MNAR when it is the column itself or the
 * label): row i with probability `chance(driver[i], i)`, clamped to [0, 1].
 */
export function missingBy(
  rng: Rng,
  driver: ArrayLike<number>,
  chance: (value: number, row: number) => number,
): Uint8Array {
  return Uint8Array.from(driver, (value, row) => (rng.uniform() < chance(value, row) ? 1 : 0));
}

/** The column with NaN where the mask is 1. */
export function withMissing(column: NumberColumn, mask: Uint8Array): NumberColumn {
  return withSentinel(column, mask, Number.NaN);
}

/** The column with `sentinel` (-999, 9999, …) where the mask is 1. */
export function withSentinel(column: NumberColumn, mask: Uint8Array, sentinel: number): NumberColumn {
  sameLength(column, mask);
  return { ...column, values: column.values.map((value, row) => (mask[row] ? sentinel : value)) };
}

/** The column in another unit where the mask is 1: value times `factor` (100 for cents among euros). */
export function withUnitMix(column: NumberColumn, mask: Uint8Array, factor: number): NumberColumn {
  sameLength(column, mask);
  return { ...column, values: column.values.map((value, row) => (mask[row] ? value * factor : value)) };
}

function sameLength(column: NumberColumn, mask: Uint8Array): void {
  if (mask.length !== column.values.length)
    throw new Error(`mask of ${mask.length} rows for column "${column.name}" of ${column.values.length}`);
}
