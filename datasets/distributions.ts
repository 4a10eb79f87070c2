/** Random numbers of given distributions. Every function takes the source of randomness first and uses no other. */
import type { Rng } from './rng.ts';

/**
 * Normal with `mean` and standard deviation `sd` (polar method; the spare value is dropped so that a draw keeps no
 * state).
 */
export function normal(rng: Rng, mean = 0, sd = 1): number {
  for (;;) {
    const u = 2 * rng.uniform() - 1;
    const v = 2 * rng.uniform() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return mean + sd * u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/**
 * Log-normal by its median (above 0) and the standard deviation of its logarithm.
 *
 * @example
 * const amounts = Float64Array.from({ length: 200 }, () => logNormal(rng, 40, 0.8));
 */
export function logNormal(rng: Rng, median: number, sigma: number): number {
  return median * Math.exp(normal(rng, 0, sigma));
}

/** Exponential with the given mean. */
export function exponential(rng: Rng, mean: number): number {
  return -mean * Math.log(1 - rng.uniform());
}

/**
 * Gamma with `shape` > 0 and `scale` > 0 (Marsaglia and Tsang, 2000; below shape 1 boosted by a power of a uniform).
 * @throws RangeError
 */
export function gamma(rng: Rng, shape: number, scale = 1): number {
  if (!(shape > 0) || !(scale > 0))
    throw new RangeError(`gamma(${shape}, ${scale}) of ${rng.label} wants both above 0`);
  if (shape < 1) return gamma(rng, shape + 1, scale) * (1 - rng.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(rng);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - rng.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale;
  }
}

/** Beta with both shapes above 0, as a ratio of gammas. @throws RangeError as {@link gamma} */
export function beta(rng: Rng, a: number, b: number): number {
  const x = gamma(rng, a);
  return x / (x + gamma(rng, b));
}

/**
 * Poisson with `mean` >= 0 (products of uniforms in steps of at most 30, so that exp never underflows).
 * @throws RangeError
 */
export function poisson(rng: Rng, mean: number): number {
  if (!(mean >= 0) || mean > 1e6) throw new RangeError(`poisson(${mean}) of ${rng.label} wants a mean from 0 to 1e6`);
  let count = 0;
  for (let rest = mean; rest > 0; rest -= 30) {
    const floor = Math.exp(-Math.min(rest, 30));
    for (let product = rng.uniform(); product > floor; product *= rng.uniform()) count++;
  }
  return count;
}

/**
 * True with probability `p`, 0 to 1.
 *
 * @example
 * bernoulli(rng, 1); // true
 */
export function bernoulli(rng: Rng, p: number): boolean {
  return rng.uniform() < p;
}

/** Weights 1, 1/2^s, 1/3^s, … of Zipf's law over `size` ranks, s being `exponent`. */
export function zipfWeights(size: number, exponent = 1): number[] {
  return Array.from({ length: size }, (_, rank) => 1 / (rank + 1) ** exponent);
}

/**
 * A sampler of indices of `weights` (any scale). Each draw is a binary search over the cumulated weights.
 *
 * @throws RangeError where a weight is negative or all are 0
 *
 * @example
 * const channel = categorical([6, 3, 1]);
 * ['app', 'web', 'branch'][channel(rng)];
 */
export function categorical(weights: readonly number[]): (rng: Rng) => number {
  const cumulative: number[] = [];
  let total = 0;
  for (const weight of weights) {
    if (!(weight >= 0)) throw new RangeError(`categorical weight ${weight} is not a number from 0`);
    total += weight;
    cumulative.push(total);
  }
  if (!(total > 0)) throw new RangeError('categorical weights sum to 0');
  return (rng) => {
    const at = rng.uniform() * total;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at < (cumulative[middle] as number)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** Indices 0 … size - 1 in random order (Fisher and Yates). */
export function permutation(rng: Rng, size: number): Int32Array {
  const order = Int32Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last--) {
    const other = rng.below(last + 1);
    const held = order[last] as number;
    order[last] = order[other] as number;
    order[other] = held;
  }
  return order;
}

/** `count` different items of a list, in random order. @throws RangeError where the list has fewer */
export function sample<Item>(rng: Rng, items: readonly Item[], count: number): Item[] {
  if (count > items.length) throw new RangeError(`sample of ${count} from ${items.length} items (${rng.label})`);
  return Array.from(permutation(rng, items.length).subarray(0, count), (index) => items[index] as Item);
}
