/** Bootstrap draws over rows, common to several statistics (Efron and Tibshirani, 1993). */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { MetricError } from './error.ts';
import { needLength } from './input.ts';
import type { Statistic } from './statistic.ts';

/** How many draws, and from which seed (32-bit whole number). The same seed gives the same numbers everywhere. */
export interface ResampleOptions {
  /** 100 to 100,000. */
  readonly replicates?: number;
  readonly seed?: number;
}

/** Replicates of one or more statistics over common draws. */
interface Replicates {
  /** One array per statistic, all of the same length: draws in which every statistic was defined. */
  readonly values: Float64Array[];
  /** Draws left out because a statistic was not defined (such as ROC-AUC without a positive row). */
  readonly undefinedDraws: number;
}

/**
 * Draws units with replacement and evaluates every statistic on the same draw, so that differences are paired.
 * A unit is picked by floor(u * units / 2^32); its chance is off by less than units / 2^32, relatively.
 * @throws MetricError `option`, `length` (units differ), `one-class` (more than half of the draws undefined)
 */
export function resample(statistics: readonly Statistic[], options: ResampleOptions = {}): Replicates {
  const { replicates = 1000, seed = 0 } = options;
  if (!Number.isInteger(replicates) || replicates < 100 || replicates > 100_000) {
    throw new MetricError('option', `replicates is ${replicates}; it must be a whole number from 100 to 100000`);
  }
  if (!Number.isInteger(seed)) throw new MetricError('option', `seed is ${seed}; it must be a whole number`);
  const units = statistics[0]?.units ?? 0;
  for (const statistic of statistics) needLength('a paired statistic', statistic.units, units);
  const random = xoroshiro128plus(seed);
  const scale = units / 2 ** 32;
  const counts = new Float64Array(units);
  const values = statistics.map(() => new Float64Array(replicates));
  let defined = 0;
  for (let r = 0; r < replicates; r++) {
    counts.fill(0);
    for (let i = 0; i < units; i++) {
      const unit = Math.floor((random.next() >>> 0) * scale);
      counts[unit] = (counts[unit] as number) + 1;
    }
    const drawn = statistics.map((statistic) => statistic.value(counts));
    if (drawn.some(Number.isNaN)) continue;
    for (const [s, value] of drawn.entries()) (values[s] as Float64Array)[defined] = value;
    defined++;
  }
  if (defined * 2 < replicates) {
    throw new MetricError('one-class', `the metric is undefined in ${replicates - defined} of ${replicates} draws`);
  }
  return { values: values.map((v) => v.subarray(0, defined)), undefinedDraws: replicates - defined };
}

/** Sample variance (divisor n - 1); 0 for fewer than two values. */
export function sampleVariance(values: ArrayLike<number>): number {
  const n = values.length;
  if (n < 2) return 0;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (values[i] as number) / n;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += ((values[i] as number) - mean) ** 2;
  return sum / (n - 1);
}

/** Quantile of an ascending array by linear interpolation between order statistics; share in 0..1. */
export function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const a = sorted[below] as number;
  const b = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return a + (b - a) * (at - below);
}
