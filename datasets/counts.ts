/** Shapes of counts and positions; their catalogue is `shapes.ts`. */
import { bernoulli, categorical, poisson, zipfWeights } from './distributions.ts';
import { normalQuantile } from './normalCurve.ts';
import { type Shape, stated, wants } from './shape.ts';
import { negativeBinomial } from './tails.ts';

/**
 * Shapes of counts and positions; parameters are checked when a shape is made.
 * @throws RangeError where one is wrong
 */
export const counts = {
  poisson(mean: number): Shape {
    const name = wants(`poisson(${mean})`, mean >= 0 && mean <= 1e6, 'a mean from 0 to 1e6');
    return { ...stated(name, mean, mean), draw: (rng) => poisson(rng, mean) };
  },
  negativeBinomial(mean: number, size: number): Shape {
    const name = wants(`negativeBinomial(${mean}, ${size})`, mean >= 0 && size > 0, 'mean from 0, size above 0');
    return { ...stated(name, mean, mean + (mean * mean) / size), draw: (rng) => negativeBinomial(rng, mean, size) };
  },
  /** 1 with chance `p`, else 0. */
  bernoulli(p: number): Shape {
    const name = wants(`bernoulli(${p})`, p >= 0 && p <= 1, 'a chance from 0 to 1');
    const bound = normalQuantile(1 - p);
    return {
      ...stated(name, p, p * (1 - p)),
      draw: (rng) => Number(bernoulli(rng, p)),
      fromNormal: (z) => Number(z > bound),
    };
  },
  /** Ranks from 1, rank r as often as 1 / r^exponent. */
  zipf(size: number, exponent = 1): Shape {
    const ranks = counts.index(zipfWeights(size, exponent));
    return {
      ...stated(`zipf(${size}, ${exponent})`, ranks.mean + 1, ranks.variance),
      draw: (rng) => 1 + ranks.draw(rng),
      fromNormal: (z) => 1 + (ranks.fromNormal?.(z) as number),
    };
  },
  /** Positions of `weights`, from 0, each as often as its weight (any scale). */
  index(weights: readonly number[]): Shape {
    const pick = categorical(weights);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = weights.reduce((sum, weight, at) => sum + weight * at, 0) / total;
    const square = weights.reduce((sum, weight, at) => sum + weight * at * at, 0) / total;
    let cumulated = 0;
    const bounds = weights.map((weight) => {
      cumulated += weight;
      return normalQuantile(Math.min(1, cumulated / total));
    });
    return {
      ...stated(`index of ${weights.length}`, mean, square - mean * mean),
      draw: pick,
      fromNormal: (z) => placeAmong(bounds, z),
    };
  },
};

/** The first position whose bound lies above `z`, the last one where none does. */
function placeAmong(bounds: readonly number[], z: number): number {
  let low = 0;
  let high = bounds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (z < (bounds[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
