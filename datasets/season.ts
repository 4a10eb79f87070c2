/** Values that follow time: a trend, waves of the year, week and day, and noise that is correlated over time. */
import { normal } from './distributions.ts';
import type { Rng } from './rng.ts';

/** Lengths in minutes; a year has 365.25 days. */
export const MINUTES = { hour: 60, day: 1440, week: 10_080, year: 525_960 } as const;

/** A value at a minute (since 1970-01-01 00:00, as in `timeline.ts`). */
export type Course = (minute: number) => number;

/**
 * A sine of the given period: `amplitude` at `peak` (any minute at which it is highest), minus that half a period
 * later.
 * @throws RangeError where the period is not above 0
 */
export function wave({ period, amplitude, peak }: { period: number; amplitude: number; peak: number }): Course {
  if (!(period > 0)) throw new RangeError(`a wave with a period of ${period} minutes`);
  return (minute) => amplitude * Math.cos((2 * Math.PI * (minute - peak)) / period);
}

/** A straight line: 0 at minute `from`, growing by `perDay`. */
export function trend(from: number, perDay: number): Course {
  return (minute) => ((minute - from) / MINUTES.day) * perDay;
}

/** A value for each day of the week, Sunday first. @throws RangeError where there are not 7 */
export function weekdays(values: readonly number[]): Course {
  if (values.length !== 7) throw new RangeError(`weekdays wants 7 values, Sunday first, not ${values.length}`);
  // 1970-01-01 was a Thursday.
  return (minute) => values[(((Math.floor(minute / MINUTES.day) + 4) % 7) + 7) % 7] as number;
}

/** The sum of some courses at each minute. */
export function courseOf(minutes: ArrayLike<number>, ...courses: Course[]): Float64Array {
  return Float64Array.from(minutes, (minute) => courses.reduce((sum, course) => sum + course(minute), 0));
}

/**
 * A stationary noise that is correlated over time: each step `memory` times the last plus a fresh normal, with standard
 * deviation `sd` throughout, the first step too (AR(1); Box, Jenkins and Reinsel, 2008, section 3.2.3). Steps k apart
 * correlate by memory^k.
 *
 * @throws RangeError where memory is not between -1 and 1 or sd is negative; with the stream's name
 */
export function rememberingNoise(
  rng: Rng,
  steps: number,
  { memory, sd }: { memory: number; sd: number },
): Float64Array {
  if (!(Math.abs(memory) < 1) || !(sd >= 0))
    throw new RangeError(`noise of ${rng.label}: memory ${memory} wants to lie between -1 and 1, sd ${sd} from 0`);
  const fresh = sd * Math.sqrt(1 - memory * memory);
  let value = normal(rng, 0, sd);
  return Float64Array.from({ length: steps }, (_, step) => {
    if (step > 0) value = memory * value + normal(rng, 0, fresh);
    return value;
  });
}
