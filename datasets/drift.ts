/**
 * Data that change over time (Gama et al., 2014): the values of rows (covariate drift), the share of label 1 (prior
 * drift), what the label depends on (concept drift). The progress of a change is a number from 0 to 1 at each minute.
 */
import { logit, sigmoid } from './logistic.ts';
import type { Rng } from './rng.ts';
import type { NumberColumn } from './table.ts';

/** The progress of a change at a minute: 0 not begun, 1 complete. */
export type Progress = (minute: number) => number;

/** All at once at minute `at`. */
export function sudden(at: number): Progress {
  return (minute) => (minute < at ? 0 : 1);
}

/** Evenly between two minutes. @throws RangeError where the second is not later */
export function gradual(from: number, to: number): Progress {
  if (!(to > from)) throw new RangeError(`a gradual change from minute ${from} to ${to} has no length`);
  return (minute) => Math.min(1, Math.max(0, (minute - from) / (to - from)));
}

/** There and back again, as a season or a promotion does: a half sine between the minutes, 0 outside. */
export function passing(from: number, to: number): Progress {
  const straight = gradual(from, to);
  return (minute) => Math.sin(Math.PI * straight(minute));
}

/** The progress at each row's minute. */
export function progressOf(minutes: ArrayLike<number>, progress: Progress): Float64Array {
  return Float64Array.from(minutes, progress);
}

/**
 * Covariate drift: a column whose values move by `shift` (in the column's unit) and are stretched about `centre` by
 * `scale` when the change is complete, and by a part of that before. Labels are not changed: draw them before, or from
 * the column as it was, if the drift must not reach them.
 *
 * @throws Error where lengths differ, naming the column
 */
export function covariateDrift(
  column: NumberColumn,
  progress: Float64Array,
  { shift = 0, scale = 1, centre = 0 }: { shift?: number; scale?: number; centre?: number },
): NumberColumn {
  sameLength(`column "${column.name}"`, column.values, progress);
  const values = column.values.map((value, row) => {
    const part = progress[row] as number;
    return centre + (value - centre) * (1 + (scale - 1) * part) + shift * part;
  });
  return { ...column, values };
}

/**
 * Prior drift: the chance of a 1 at each row, from `before` to `after`, even on the log-odds. Draw the label with it
 * first and the rest of the row from its label.
 *
 * @throws RangeError where a rate is not between 0 and 1
 */
export function priorDrift(progress: Float64Array, before: number, after: number): Float64Array {
  for (const rate of [before, after])
    if (!(rate > 0 && rate < 1)) throw new RangeError(`prior drift: a rate of ${rate} is not between 0 and 1`);
  return progress.map((part) => sigmoid(logit(before) + part * (logit(after) - logit(before))));
}

/**
 * Concept drift in which every row follows both rules in part: scores between those of the two.
 * @throws Error where lengths differ
 */
export function conceptDrift(progress: Float64Array, before: Float64Array, after: Float64Array): Float64Array {
  sameLength('concept drift, scores before', before, progress);
  sameLength('concept drift, scores after', after, progress);
  return progress.map((part, row) => (1 - part) * (before[row] as number) + part * (after[row] as number));
}

/**
 * Concept drift in which every row follows one of two rules: 1 where it follows the new one, whose chance is the
 * progress.
 */
export function newWorld(rng: Rng, progress: Float64Array): Uint8Array {
  return Uint8Array.from(progress, (part) => Number(rng.uniform() < part));
}

function sameLength(what: string, values: ArrayLike<number>, progress: Float64Array): void {
  if (values.length !== progress.length)
    throw new Error(`${what} has ${values.length} rows, the progress ${progress.length}`);
}
