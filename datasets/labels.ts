/** Labels from scores: at random with a base rate, or an exact number of positives. */
import { permutation } from './distributions.ts';
import { sigmoid } from './logistic.ts';
import type { Rng } from './rng.ts';

/** Each row 1 with chance sigmoid(intercept + score); see `interceptFor` for the intercept of a base rate. */
export function logisticLabels(rng: Rng, scores: ArrayLike<number>, intercept: number): Uint8Array {
  return Uint8Array.from({ length: scores.length }, (_, row) =>
    rng.uniform() < sigmoid(intercept + (scores[row] as number)) ? 1 : 0,
  );
}

/** Options of {@link exactLabels}. */
export interface ExactShare {
  /** Part of the rows that are 1; the count is rounded to the nearest row. */
  share: number;
  /**
   * Scale of a logistic noise on the scores. 0: the highest scores are the positives, a classifier could be perfect. At
   * 1 labels relate to scores as `logisticLabels` does.
   */
  noise: number;
}

/**
 * Labels with an exact number of positives: those whose score plus noise is highest. Ties are broken by chance, so
 * equal scores reveal no order of rows.
 *
 * @throws RangeError where share is not from 0 to 1, noise is below 0, or a score is NaN; with the stream's name
 */
export function exactLabels(rng: Rng, scores: ArrayLike<number>, { share, noise }: ExactShare): Uint8Array {
  const rows = scores.length;
  if (!(share >= 0 && share <= 1)) throw new RangeError(`exactLabels of ${rng.label}: a share of ${share}`);
  if (!(noise >= 0)) throw new RangeError(`exactLabels of ${rng.label}: a noise of ${noise}`);
  const keys = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const u = rng.uniform();
    keys[row] = (scores[row] as number) + (noise > 0 ? noise * Math.log((u + 2 ** -54) / (1 - u)) : 0);
    if (Number.isNaN(keys[row])) throw new RangeError(`exactLabels of ${rng.label}: row ${row} has no score`);
  }
  const labels = new Uint8Array(rows);
  const count = Math.round(share * rows);
  if (count === 0) return labels;
  const bound = keys.slice().sort()[rows - count] as number;
  const tied: number[] = [];
  let left = count;
  for (let row = 0; row < rows; row++) {
    if ((keys[row] as number) > bound) {
      labels[row] = 1;
      left--;
    } else if (keys[row] === bound) tied.push(row);
  }
  const order = left < tied.length ? permutation(rng, tied.length) : null;
  for (let at = 0; at < left; at++) labels[tied[order ? (order[at] as number) : at] as number] = 1;
  return labels;
}

/**
 * Class numbers with exact counts, in random order: each class its share of the rows, what rounding leaves to the
 * largest remainders (Hamilton's method).
 *
 * @param shares of classes 0, 1, …, any scale
 * @throws RangeError where there are more than 256 classes, a share is negative or all are 0; with the stream's name
 */
export function exactClasses(rng: Rng, rows: number, shares: readonly number[]): Uint8Array {
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (shares.length > 256 || !(total > 0) || shares.some((share) => !(share >= 0)))
    throw new RangeError(`exactClasses of ${rng.label}: shares ${shares.join(', ')} of at most 256 classes`);
  const wanted = shares.map((share) => (share / total) * rows);
  const counts = wanted.map(Math.floor);
  const byRemainder = wanted
    .map((want, at) => ({ at, rest: want - Math.floor(want) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at);
  const given = counts.reduce((sum, count) => sum + count, 0);
  for (const { at } of byRemainder.slice(0, rows - given)) counts[at] = (counts[at] as number) + 1;
  const classes = new Uint8Array(rows);
  const order = permutation(rng, rows);
  let next = 0;
  for (const [name, count] of counts.entries())
    for (let placed = 0; placed < count; placed++) classes[order[next++] as number] = name;
  return classes;
}
