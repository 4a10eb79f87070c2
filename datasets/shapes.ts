/** The catalogue of shapes: every distribution that an author can name. */
import { counts } from './counts.ts';
import { categorical } from './distributions.ts';
import { measures } from './measures.ts';
import { type Shape, stated } from './shape.ts';

/**
 * One of several shapes at each draw. Mean Σ wᵢmᵢ, variance Σ wᵢ(vᵢ + mᵢ²) - mean².
 * @throws RangeError where a weight is negative or all are 0
 */
export function mixture(parts: readonly { weight: number; shape: Shape }[]): Shape {
  const pick = categorical(parts.map(({ weight }) => weight));
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const mean = parts.reduce((sum, { weight, shape }) => sum + weight * shape.mean, 0) / total;
  const square = parts.reduce((sum, { weight, shape }) => sum + weight * (shape.variance + shape.mean ** 2), 0) / total;
  return {
    ...stated(`mixture of ${parts.map(({ shape }) => shape.name).join(', ')}`, mean, square - mean * mean),
    draw: (rng) => (parts[pick(rng)] as { shape: Shape }).shape.draw(rng),
  };
}

/**
 * Every shape of the kit. Parameters are those of the functions of the same name in `distributions.ts` and `tails.ts`;
 * they are checked when the shape is made.
 *
 * @example
 * const amount = shapes.logNormal(40, 0.8);
 * const age = shapes.truncatedNormal({ mean: 44, sd: 16, least: 18, most: 95 });
 */
export const shapes = { ...measures, ...counts, mixture };
