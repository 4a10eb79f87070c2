/** Distributions with other tails than the normal: heavy, cut, and counts that vary more than a Poisson. */
import { categorical, gamma, poisson, zipfWeights } from './distributions.ts';
import { normalQuantile, normalShare } from './normalCurve.ts';
import type { Rng } from './rng.ts';

/**
 * Student's t with `df` > 0 degrees of freedom, moved and stretched (Bailey's polar method, 1994).
 * Mean `location` where df > 1; variance `scale`² df / (df - 2) where df > 2, infinite below. From df 3 to 5 a few
 * values per thousand are extreme.
 */
export function studentT(rng: Rng, df: number, location = 0, scale = 1): number {
  if (!(df > 0) || !(scale > 0))
    throw new RangeError(`studentT(${df}, ${location}, ${scale}) of ${rng.label} wants df and scale above 0`);
  for (;;) {
    const u = 2 * rng.uniform() - 1;
    const v = 2 * rng.uniform() - 1;
    const w = u * u + v * v;
    if (w > 0 && w < 1) return location + scale * u * Math.sqrt((df * (w ** (-2 / df) - 1)) / w);
  }
}

/** A normal and the bounds at which it is cut. */
export interface TruncatedNormal {
  /** Of the normal before it is cut. */
  mean: number;
  sd: number;
  /** Bounds of the values, one or both. */
  least?: number;
  most?: number;
}

/**
 * Normal between two bounds, by inversion: one uniform per draw, no rejection.
 * Mean and variance are those of the cut normal (Johnson, Kotz and Balakrishnan, 1994, section 13.10.1), see
 * `shapes.truncatedNormal`.
 *
 * @throws RangeError where sd is not above 0, or less than 1e-9 of the normal lies between the bounds
 */
export function truncatedNormal(rng: Rng, given: TruncatedNormal): number {
  return cutNormal(given, rng.label)(rng.uniform());
}

/** The quantile function behind {@link truncatedNormal}; `who` is named in errors. */
export function cutNormal(given: TruncatedNormal, who: string): (share: number) => number {
  const { mean, sd, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = given;
  if (!(sd > 0) || !Number.isFinite(mean))
    throw new RangeError(`truncatedNormal(${mean}, ${sd}) of ${who} wants a finite mean and sd above 0`);
  let low = (least - mean) / sd;
  let high = (most - mean) / sd;
  // Shares near 1 have lost their digits; the lower tail has all of them, so an upper one is mirrored.
  const mirrored = low > 0;
  if (mirrored) [low, high] = [-high, -low];
  const from = normalShare(low);
  const inside = normalShare(high) - from;
  if (!(inside >= 1e-9))
    throw new RangeError(`truncatedNormal(${mean}, ${sd}) of ${who} has next to nothing from ${least} to ${most}`);
  return (share) => {
    // Never 0 or 1, where the normal has no end.
    const at = Math.min(1 - 2 ** -53, Math.max(1e-300, from + (mirrored ? 1 - share : share) * inside));
    const z = normalQuantile(at);
    return Math.min(most, Math.max(least, mean + sd * (mirrored ? -z : z)));
  };
}

/**
 * Negative binomial by its `mean` >= 0 and `size` > 0: a Poisson whose mean is drawn from a gamma.
 * Variance mean + mean² / size; a small size makes many zeros and a long tail, a large one a Poisson.
 */
export function negativeBinomial(rng: Rng, mean: number, size: number): number {
  if (!(mean >= 0) || !(size > 0))
    throw new RangeError(`negativeBinomial(${mean}, ${size}) of ${rng.label} wants mean from 0 and size above 0`);
  return mean === 0 ? 0 : poisson(rng, gamma(rng, size, mean / size));
}

/**
 * A sampler of ranks 1 to `size` by Zipf's law: rank r as often as 1 / r^exponent.
 * @throws RangeError where size is no whole number from 1 to 1e6
 */
export function zipf(size: number, exponent = 1): (rng: Rng) => number {
  if (!Number.isInteger(size) || size < 1 || size > 1e6)
    throw new RangeError(`zipf(${size}, ${exponent}) wants a whole size from 1 to 1e6`);
  const pick = categorical(zipfWeights(size, exponent));
  return (rng) => 1 + pick(rng);
}
