/** Labels that come later than their rows: what a table exported today says of yesterday (Chapelle, 2014). */
import type { Rng } from './rng.ts';
import type { Shape } from './shape.ts';

export interface DelayedLabels {
  /** As exported: the true label where it was known by then, else `unknown`. */
  labels: Uint8Array;
  /** 1 where the label was known at the export. */
  known: Uint8Array;
  /** Minute at which each label is known, fractions left. */
  knownAt: Float64Array;
}

export interface LabelDelay {
  /** Minute of each row. */
  minutes: ArrayLike<number>;
  /** Minutes from the row to its label; draws below 0 count as 0. */
  delay: Shape;
  /** Minute of the export. */
  export: number;
  /**
   * Class of rows whose label is not known yet. 0, the usual trap: recent positives look like negatives. With another number
   * (2 for "open") they can be told apart.
   */
  unknown?: number;
  /** Labels that are known at once; the class of nothing having happened has none to wait for. Left out: every class waits. */
  atOnce?: readonly number[];
}

/**
 * The labels as they stood at the export.
 * @throws Error where there are not as many minutes as labels; with the stream's name
 */
export function delayLabels(rng: Rng, truth: Uint8Array, given: LabelDelay): DelayedLabels {
  const { minutes, delay, unknown = 0, atOnce = [] } = given;
  if (minutes.length !== truth.length)
    throw new Error(`label delay of ${rng.label}: ${minutes.length} minutes for ${truth.length} labels`);
  const knownAt = Float64Array.from(minutes, (minute, row) => {
    // Drawn for every row, so that a label more or less moves no other delay.
    const wait = Math.max(0, delay.draw(rng));
    return minute + (atOnce.includes(truth[row] as number) ? 0 : wait);
  });
  const known = Uint8Array.from(knownAt, (minute) => Number(minute <= given.export));
  return { labels: truth.map((label, row) => (known[row] ? label : unknown)), known, knownAt };
}
