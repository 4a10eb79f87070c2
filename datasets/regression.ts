/** A small ridge logistic regression with which `describeDrift.ts` compares two samples. Not for candidates. */
import { cholesky } from './correlation.ts';
import { sigmoid } from './logistic.ts';

/** Penalty on each squared weight except the intercept; features are expected to have a spread of about 1. */
const RIDGE = 1;
const STEPS = 12;

/**
 * Fits weights by Newton's method (iteratively reweighted least squares; Hastie, Tibshirani and Friedman, 2009, section
 * 4.4.1).
 *
 * @param features columns of equal length
 * @param rows positions to fit on
 * @param kinds 0 or 1 per row
 * @returns intercept, then one weight per column
 */
export function fitLogistic(
  features: readonly Float64Array[],
  kinds: ArrayLike<number>,
  rows: ArrayLike<number>,
): Float64Array {
  const size = features.length + 1;
  const weights = new Float64Array(size);
  const names = ['intercept', ...features.map((_, at) => `feature ${at}`)];
  const point = new Float64Array(size);
  for (let step = 0; step < STEPS; step++) {
    const gradient = new Float64Array(size);
    const curve = Array.from({ length: size }, () => new Float64Array(size));
    for (let at = 0; at < size; at++) {
      gradient[at] = at === 0 ? 0 : -RIDGE * (weights[at] as number);
      (curve[at] as Float64Array)[at] = at === 0 ? 1e-6 : RIDGE;
    }
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place] as number;
      let score = 0;
      for (let at = 0; at < size; at++) {
        point[at] = at === 0 ? 1 : ((features[at - 1] as Float64Array)[row] as number);
        score += (weights[at] as number) * (point[at] as number);
      }
      const p = sigmoid(score);
      const off = (kinds[row] as number) - p;
      const spread = p * (1 - p);
      for (let at = 0; at < size; at++) {
        const value = point[at] as number;
        if (value === 0) continue;
        gradient[at] = (gradient[at] as number) + off * value;
        const line = curve[at] as Float64Array;
        for (let other = 0; other <= at; other++)
          line[other] = (line[other] as number) + spread * value * (point[other] as number);
      }
    }
    for (let at = 0; at < size; at++)
      for (let other = 0; other < at; other++)
        (curve[other] as Float64Array)[at] = (curve[at] as Float64Array)[other] as number;
    const move = solve(
      cholesky(
        curve.map((line) => [...line]),
        names,
      ),
      gradient,
    );
    for (let at = 0; at < size; at++) weights[at] = (weights[at] as number) + (move[at] as number);
    if (move.every((value) => Math.abs(value) < 1e-8)) break;
  }
  return weights;
}

/** The log-odds of each row. */
export function logOdds(weights: Float64Array, features: readonly Float64Array[], rows: number): Float64Array {
  const scores = new Float64Array(rows).fill(weights[0] as number);
  for (const [at, column] of features.entries())
    for (let row = 0; row < rows; row++)
      scores[row] = (scores[row] as number) + (weights[at + 1] as number) * (column[row] as number);
  return scores;
}

/** x with L Lᵀ x = right. */
function solve(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const x = right.slice();
  const size = x.length;
  for (let row = 0; row < size; row++) {
    const line = factor[row] as Float64Array;
    let sum = x[row] as number;
    for (let at = 0; at < row; at++) sum -= (line[at] as number) * (x[at] as number);
    x[row] = sum / (line[row] as number);
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = x[row] as number;
    for (let at = row + 1; at < size; at++) sum -= ((factor[at] as Float64Array)[row] as number) * (x[at] as number);
    x[row] = sum / ((factor[row] as Float64Array)[row] as number);
  }
  return x;
}
