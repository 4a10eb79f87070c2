/** Whether the difference of two scores on the same rows is more than noise. */
import { MetricError } from './error.ts';
import { quantileOf, type ResampleOptions, resample, sampleVariance } from './resample.ts';
import { pointValue, type Statistic } from './statistic.ts';

/** A paired difference `now - before` with its uncertainty, in the unit of the metric. */
export interface PairedDifference {
  readonly now: number;
  readonly before: number;
  readonly diff: number;
  /** Standard deviation of `diff`. */
  readonly sd: number;
  /** 95 % interval of `diff`. */
  readonly low: number;
  readonly high: number;
  /** Draws that were left out because the metric was not defined on them. */
  readonly undefinedDraws: number;
}

/** `PairedDifference` with the two sources of noise apart. */
export interface PairedNoise extends PairedDifference {
  /** Variance of `diff` over the choice of rows, fits held fixed. */
  readonly rowVariance: number;
  /** Variance of `diff` over refits; null where a side has a single fit and it cannot be known. */
  readonly fitVariance: number | null;
  /** True where the interval excludes 0: the change is more than noise. */
  readonly beyondNoise: boolean;
}

/**
 * Paired bootstrap of `now - before` on the same units: percentile interval and standard deviation of the replicates.
 * Fits are held fixed; for refits use `pairedNoise`.
 * @throws MetricError as `resample`
 */
export function pairedBootstrap(now: Statistic, before: Statistic, options: ResampleOptions = {}): PairedDifference {
  const { values, undefinedDraws } = resample([now, before], options);
  const [a, b] = values as [Float64Array, Float64Array];
  const diffs = a.map((v, r) => v - (b[r] as number));
  const sorted = diffs.slice().sort();
  const point = { now: pointValue(now), before: pointValue(before) };
  return {
    ...point,
    diff: point.now - point.before,
    sd: Math.sqrt(sampleVariance(diffs)),
    low: quantileOf(sorted, 0.025),
    high: quantileOf(sorted, 0.975),
    undefinedDraws,
  };
}

/**
 * Noise of "this score against the last one on the same rows", refits included. Each side is a list of fits, one
 * statistic per fit seed; a side's score is the mean over its fits. With d = mean(now) - mean(before):
 *
 *   sd^2 = V_rows + V_fits
 *   V_rows = bootstrap variance, over rows, of the difference averaged over fits (all fits on the same draw)
 *   V_fits = s^2(d_k) / K where both sides have K fits and fit k of both used the same seed (d_k = now_k - before_k);
 *            s^2(now_k) / K + s^2(before_k) / L where K differs from L; s^2 is the sample variance on the full rows
 *   interval = d +- t * sd, t the two-sided 95 % point of Student's t at Satterthwaite's degrees of freedom
 *            (V_rows counts as known, V_fits has its K - 1, or Welch's)
 *
 * The part of the fit noise that differs from row to row enters both terms: sd errs to the large side. With a single
 * fit on a side V_fits is unknown: it is null, left out, and the interval covers the choice of rows only.
 * @throws MetricError `empty` (a side without fits) and as `resample`
 */
export function pairedNoise(
  now: readonly Statistic[],
  before: readonly Statistic[],
  options: ResampleOptions = {},
): PairedNoise {
  const [K, L] = [now.length, before.length];
  if (K === 0 || L === 0) throw new MetricError('empty', 'each side needs the statistic of at least one fit');
  const { values, undefinedDraws } = resample([...now, ...before], options);
  const draws = values[0]?.length ?? 0;
  const diffs = new Float64Array(draws);
  for (const [s, replicates] of values.entries()) {
    const share = s < K ? 1 / K : -1 / L;
    for (let r = 0; r < draws; r++) diffs[r] = (diffs[r] as number) + share * (replicates[r] as number);
  }
  const a = now.map(pointValue);
  const b = before.map(pointValue);
  const point = { now: mean(a), before: mean(b) };
  const diff = point.now - point.before;
  const rowVariance = sampleVariance(diffs);
  const fits = fitNoise(a, b);
  const sd = Math.sqrt(rowVariance + (fits?.variance ?? 0));
  const reach = sd === 0 ? 0 : sd * studentPoint(fits === null ? 0 : fits.perFreedom / sd ** 4);
  return {
    ...point,
    diff,
    sd,
    low: diff - reach,
    high: diff + reach,
    undefinedDraws,
    rowVariance,
    fitVariance: fits?.variance ?? null,
    beyondNoise: Math.abs(diff) > reach,
  };
}

/**
 * Noise of one score, refits included: `pairedNoise` against 0. `now` is the score, `low` and `high` are its 95 % interval.
 * @throws MetricError as `pairedNoise`
 */
export function noiseOf(fits: readonly Statistic[], options: ResampleOptions = {}): PairedNoise {
  const nothing: Statistic = { units: fits[0]?.units ?? 0, value: () => 0 };
  return pairedNoise(
    fits,
    fits.map(() => nothing),
    options,
  );
}

/** Between-fit variance of the difference, and its square over its degrees of freedom (for Satterthwaite). */
function fitNoise(a: number[], b: number[]): { variance: number; perFreedom: number } | null {
  const [K, L] = [a.length, b.length];
  if (K < 2 || L < 2) return null;
  if (K === L) {
    const variance = sampleVariance(a.map((v, k) => v - (b[k] as number))) / K;
    return { variance, perFreedom: variance ** 2 / (K - 1) };
  }
  const [va, vb] = [sampleVariance(a) / K, sampleVariance(b) / L];
  return { variance: va + vb, perFreedom: va ** 2 / (K - 1) + vb ** 2 / (L - 1) };
}

/** Two-sided 95 % points of Student's t by inverse degrees of freedom, from 1/infinity to 1/1. */
const T_POINTS: readonly (readonly [inverse: number, t: number])[] = [
  [0, 1.95996],
  [1 / 60, 2.0003],
  [1 / 30, 2.04227],
  [1 / 20, 2.08596],
  [1 / 10, 2.22814],
  [1 / 7, 2.36462],
  [1 / 5, 2.57058],
  [1 / 4, 2.77645],
  [1 / 3, 3.18245],
  [1 / 2, 4.30265],
  [1, 12.7062],
];

/**
 * 95 % point of Student's t, interpolated linearly in 1 / degrees of freedom. Exact at the tabulated degrees;
 * between them a little too large, as the curve is convex.
 * @param inverse 1 / degrees of freedom, 0 to 1
 */
export function studentPoint(inverse: number): number {
  let [x0, t0] = T_POINTS[0] as readonly [number, number];
  for (const [x1, t1] of T_POINTS.slice(1)) {
    if (inverse <= x1) return t0 + ((t1 - t0) * (inverse - x0)) / (x1 - x0);
    [x0, t0] = [x1, t1];
  }
  return t0;
}

function mean(values: number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}
