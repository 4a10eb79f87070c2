/** Types of metric inputs and the checks that every metric makes. */
import { MetricError } from './error.ts';

/** Class labels or decisions, one per row. Binary: 0 or 1. Several classes: 0 to classes - 1. */
export type Labels = Uint8Array | Int32Array;

/** Anything with one number per row. */
export type Column = Uint8Array | Int32Array | Float64Array;

/** Refuses an empty column. @throws MetricError `empty` */
export function needRows(length: number): void {
  if (length === 0) throw new MetricError('empty', 'there are no rows to score');
}

/** Refuses a column whose length differs from the labels'. @throws MetricError `length` */
export function needLength(name: string, length: number, rows: number): void {
  if (length !== rows) {
    throw new MetricError('length', `${name} has ${length} values, ${rows} are needed: one a row, in row order`);
  }
}

/** Refuses NaN and the infinities. @throws MetricError `not-finite` with the first such row */
export function needFinite(name: string, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    const v = values[i] as number;
    // v - v is 0 for every finite number and NaN for NaN, Infinity and -Infinity.
    if (v - v !== 0) throw new MetricError('not-finite', `${name} is ${v}; it must be a finite number`, i);
  }
}

/** Refuses anything outside [lo, hi], NaN included. @throws MetricError `not-finite` or `range` with the row */
export function needRange(name: string, values: Float64Array, lo: number, hi: number): void {
  needFinite(name, values);
  for (let i = 0; i < values.length; i++) {
    const v = values[i] as number;
    if (v < lo || v > hi) {
      const bounds = hi === Infinity ? `at least ${lo}` : `between ${lo} and ${hi}`;
      throw new MetricError('range', `${name} is ${v}; it must be ${bounds}`, i);
    }
  }
}

/** Refuses labels outside 0 .. classes - 1. @throws MetricError `label` with the row */
export function needLabels(name: string, labels: Labels, classes = 2): void {
  for (let i = 0; i < labels.length; i++) {
    const y = labels[i] as number;
    if (y < 0 || y >= classes) {
      throw new MetricError('label', `${name} is ${y}; it must be a whole number from 0 to ${classes - 1}`, i);
    }
  }
}

/**
 * Checks sample weights: one per row, finite, not negative, not all zero. No weights means 1 each.
 * @returns the sum of the weights
 * @throws MetricError `length`, `weight`
 */
export function sumWeights(weights: Float64Array | undefined, rows: number): number {
  if (weights === undefined) return rows;
  needLength('weights', weights.length, rows);
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const w = weights[i] as number;
    if (!(w >= 0 && w < Infinity)) {
      throw new MetricError('weight', `weight is ${w}; it must be a finite number, 0 or more`, i);
    }
    sum += w;
  }
  if (!(sum > 0 && sum < Infinity)) {
    throw new MetricError('weight', `the weights sum to ${sum}; they must sum to a finite number above 0`);
  }
  return sum;
}

/** Mean of one number per row, weighted. `total` is what `sumWeights` returned. */
export function meanOf(values: Float64Array, weights: Float64Array | undefined, total: number): number {
  let sum = 0;
  if (weights === undefined) for (let i = 0; i < values.length; i++) sum += values[i] as number;
  else for (let i = 0; i < values.length; i++) sum += (values[i] as number) * (weights[i] as number);
  return sum / total;
}
