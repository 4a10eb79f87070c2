/** Moments and domains of the samplers in `distributions.ts`. */
import { describe, expect, it } from 'vitest';
import {
  bernoulli,
  beta,
  categorical,
  exponential,
  gamma,
  logNormal,
  normal,
  permutation,
  poisson,
  sample,
  zipfWeights,
} from '../../../datasets/distributions.ts';
import { createRng, type Rng } from '../../../datasets/rng.ts';

const DRAWS = 40_000;

/** Name, sampler, mean, variance. */
const SHAPES: [string, (rng: Rng) => number, number, number][] = [
  ['normal', (rng) => normal(rng, 3, 2), 3, 4],
  ['logNormal', (rng) => logNormal(rng, 10, 0.5), 10 * Math.exp(0.125), 100 * Math.exp(0.25) * (Math.exp(0.25) - 1)],
  ['exponential', (rng) => exponential(rng, 5), 5, 25],
  ['gamma above shape 1', (rng) => gamma(rng, 2.5, 3), 7.5, 22.5],
  ['gamma below shape 1', (rng) => gamma(rng, 0.4, 2), 0.8, 1.6],
  ['beta', (rng) => beta(rng, 2, 3), 0.4, 0.04],
  ['poisson, small mean', (rng) => poisson(rng, 0.7), 0.7, 0.7],
  ['poisson, large mean', (rng) => poisson(rng, 75), 75, 75],
  ['bernoulli', (rng) => Number(bernoulli(rng, 0.03)), 0.03, 0.0291],
];

describe.each(SHAPES)('%s', (name, draw, mean, variance) => {
  it('[SN2] has its mean and variance', () => {
    const rng = createRng(`shape/${name}`);
    const values = Array.from({ length: DRAWS }, () => draw(rng));
    const m = values.reduce((sum, value) => sum + value, 0) / DRAWS;
    const v = values.reduce((sum, value) => sum + (value - m) ** 2, 0) / (DRAWS - 1);
    expect(Math.abs(m - mean), `mean ${m} of ${rng.label}`).toBeLessThan(5 * Math.sqrt(variance / DRAWS));
    expect(v / variance, `variance ${v} of ${rng.label}`).toBeGreaterThan(0.85);
    expect(v / variance, `variance ${v} of ${rng.label}`).toBeLessThan(1.15);
  });
});

it('[SN2] categories come as often as their weights say, and weight 0 never', () => {
  const rng = createRng('categories');
  const pick = categorical([2, 0, 6]);
  const counts = [0, 0, 0];
  for (let draw = 0; draw < DRAWS; draw++) {
    const at = pick(rng);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  expect(counts[1]).toBe(0);
  expect(Math.abs((counts[0] as number) / DRAWS - 0.25)).toBeLessThan(0.012);
  expect(() => categorical([])).toThrow(/sum to 0/);
  expect(() => categorical([1, -1])).toThrow(/-1/);
});

it('[SN2] Zipf weights fall with the rank', () => {
  expect(zipfWeights(3, 2)).toEqual([1, 1 / 4, 1 / 9]);
});

it('[SN2] a permutation holds every index once and a sample no item twice', () => {
  const rng = createRng('order');
  expect([...permutation(rng, 100)].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, at) => at));
  expect([...permutation(rng, 100)]).not.toEqual(Array.from({ length: 100 }, (_, at) => at));
  expect(new Set(sample(rng, ['a', 'b', 'c', 'd'], 3)).size).toBe(3);
  expect(() => sample(rng, ['a'], 2)).toThrow(/2 from 1/);
});

it('[SN2] parameters without a meaning are refused with the name of the stream', () => {
  expect(() => gamma(createRng('g'), 0)).toThrow(/of g/);
  expect(() => poisson(createRng('p'), -1)).toThrow(/of p/);
});
