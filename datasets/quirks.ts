/** Faults of real tables: cells that are missing for a reason, sentinels, mixed units. Masks have 0 or 1 per row. */
import type { Rng } from './rng.ts';
import type { NumberColumn } from './table.ts';

/** Missing completely at random: every row with probability `rate`, 0 to 1. */
export function missingAtRandom(rng: Rng, rows: number, rate: number): Uint8Array {
  return Uint8Array.from({ length: rows }, () => (rng.uniform() < rate ? 1 : 0));
}

/**
 * Missing by something else in the row (MAR when `driver` is another column, MNAR when it is the column itself or the
 * label): row i with probability `chance(driver[i], i)`, clamped to [0, 1].
 *
 * @returns 1 where the value is missing
 *
 * @example
 * const age = Float64Array.of(23, 71, 68);
 * [...missingBy(rng, age, (years) => (years > 65 ? 1 : 0))]; // [0, 1, 1]
 */
export function missingBy(
  rng: Rng,
  driver: ArrayLike<number>,
  chance: (value: number, row: number) => number,
): Uint8Array {
  return Uint8Array.from(driver, (value, row) => (rng.uniform() < chance(value, row) ? 1 : 0));
}

/** The column with NaN (an empty cell) where the mask is 1. @throws Error where lengths differ, naming the column */
export function withMissing(column: NumberColumn, mask: Uint8Array): NumberColumn {
  return withSentinel(column, mask, Number.NaN);
}

/**
 * The column with `sentinel` (-999, 9999, …) where the mask is 1.
 *
 * @throws Error where lengths differ, naming the column
 *
 * @example
 * const income = numbers('income', Float64Array.of(2100, 3400), 0);
 * [...withSentinel(income, Uint8Array.of(0, 1), -999).values]; // [2100, -999]
 */
export function withSentinel(column: NumberColumn, mask: Uint8Array, sentinel: number): NumberColumn {
  sameLength(column, mask);
  return { ...column, values: column.values.map((value, row) => (mask[row] ? sentinel : value)) };
}

/**
 * The column in another unit where the mask is 1: value times `factor` (100 for cents among euros).
 *
 * @throws Error where lengths differ, naming the column
 *
 * @example
 * const price = numbers('price', Float64Array.of(12, 30), 2);
 * [...withUnitMix(price, Uint8Array.of(0, 1), 100).values]; // [12, 3000]
 */
export function withUnitMix(column: NumberColumn, mask: Uint8Array, factor: number): NumberColumn {
  sameLength(column, mask);
  return { ...column, values: column.values.map((value, row) => (mask[row] ? value * factor : value)) };
}

function sameLength(column: NumberColumn, mask: Uint8Array): void {
  if (mask.length !== column.values.length)
    throw new Error(`mask of ${mask.length} rows for column "${column.name}" of ${column.values.length}`);
}
