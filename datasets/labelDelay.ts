/**
 * Labels that are known only some time after their rows, as a table shows them that is exported meanwhile (Chapelle,
 * 2014).
 */
import type { Rng } from './rng.ts';
import type { Shape } from './shape.ts';

/** The result of {@link delayLabels}, one entry per row. */
export interface DelayedLabels {
  /** As exported: the true label where it was known by then, else `unknown`. */
  labels: Uint8Array;
  /** 1 where the label was known at the export. */
  known: Uint8Array;
  /** Minute at which each label is known; not rounded. */
  knownAt: Float64Array;
}

/** When labels are known. */
export interface LabelDelay {
  /** Minute of each row. */
  minutes: ArrayLike<number>;
  /** Minutes from the row to its label; draws below 0 count as 0. */
  delay: Shape;
  /** Minute of the export. */
  export: number;
  /**
   * Class of rows whose label is not known yet. 0, the default, is the usual trap: recent positives look like
   * negatives. With another number (2 for "open") they can be distinguished.
   */
  unknown?: number;
  /** Classes that are known at once. Left out: every class waits. */
  atOnce?: readonly number[];
}

/**
 * The labels as the export shows them.
 * @throws Error where there are not as many minutes as labels; with the stream's name
 */
export function delayLabels(rng: Rng, truth: Uint8Array, given: LabelDelay): DelayedLabels {
  const { minutes, delay, unknown = 0, atOnce = [] } = given;
  if (minutes.length !== truth.length)
    throw new Error(`label delay of ${rng.label}: ${minutes.length} minutes for ${truth.length} labels`);
  const knownAt = Float64Array.from(minutes, (minute, row) => {
    // Drawn for every row, so that the labels do not change the delays of other rows.
    const wait = Math.max(0, delay.draw(rng));
    return minute + (atOnce.includes(truth[row] as number) ? 0 : wait);
  });
  const known = Uint8Array.from(knownAt, (minute) => Number(minute <= given.export));
  return { labels: truth.map((label, row) => (known[row] ? label : unknown)), known, knownAt };
}
