/** Moments of every shape, by formula and by draws: `shapes.ts`. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalDensity, normalQuantile, normalShare } from '../../../datasets/normalCurve.ts';
import { createRng } from '../../../datasets/rng.ts';
import { drawValues, type Shape } from '../../../datasets/shape.ts';
import { mixture, shapes } from '../../../datasets/shapes.ts';
import { cutNormal, studentT, truncatedNormal, zipf } from '../../../datasets/tails.ts';

const DRAWS = 60_000;

/** Each shape, and moments worked out by hand, or summed and integrated numerically where they are not plain. */
const SHAPES: [Shape, number, number][] = [
  [shapes.constant(3), 3, 0],
  [shapes.uniform(-1, 5), 2, 3],
  [shapes.normal(3, 2), 3, 4],
  [shapes.logNormal(10, 0.5), 11.331484531, 36.469585401],
  [shapes.exponential(5), 5, 25],
  [shapes.gamma(2.5, 3), 7.5, 22.5],
  [shapes.beta(2, 3), 0.4, 0.04],
  [shapes.truncatedNormal({ mean: 1, sd: 2, least: 0 }), 2.018320868, 1.944701743],
  [shapes.truncatedNormal({ mean: 0, sd: 1, least: 3, most: 5 }), 3.28269438, 0.069797566],
  [shapes.studentT(8, 1, 2), 1, 16 / 3],
  [shapes.poisson(4), 4, 4],
  [shapes.negativeBinomial(6, 1.5), 6, 30],
  [shapes.bernoulli(0.03), 0.03, 0.0291],
  [shapes.zipf(50, 1.2), 8.483213566, 123.371291113],
  [shapes.index([1, 0, 3]), 1.5, 0.75],
  [
    mixture([
      { weight: 3, shape: shapes.normal(0, 1) },
      { weight: 1, shape: shapes.normal(8, 2) },
    ]),
    2,
    13.75,
  ],
]; // prettier-ignore

function moments(values: Float64Array): { mean: number; variance: number; fourth: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const power = (exponent: number) =>
    values.reduce((sum, value) => sum + (value - mean) ** exponent, 0) / values.length;
  return { mean, variance: power(2), fourth: power(4) };
}

describe.each(SHAPES.map(([shape, mean, variance]) => ({ shape, mean, variance })))('$shape.name', (given) => {
  const { shape } = given;
  it('[SN30] states its mean and variance', () => {
    expect(Math.abs(shape.mean - given.mean)).toBeLessThan(1e-8 * Math.max(1, Math.abs(given.mean)));
    expect(Math.abs(shape.variance - given.variance)).toBeLessThan(1e-8 * Math.max(1, given.variance));
  });

  const ways: [string, () => Float64Array][] = [
    ['drawn', () => drawValues(createRng(`moments/${shape.name}`), shape, DRAWS)],
  ];
  const { fromNormal } = shape;
  if (fromNormal)
    ways.push([
      'made of a normal',
      () => drawValues(createRng(`normal/${shape.name}`), shapes.normal(0, 1), DRAWS).map((z) => fromNormal(z)),
    ]);
  it.each(ways)('[SN30] has them when %s', (way, make) => {
    const { mean, variance, fourth } = moments(make());
    const context = `${way}, seed moments/${shape.name}`;
    expect(Math.abs(mean - shape.mean), `mean ${mean}, ${context}`).toBeLessThanOrEqual(
      5 * Math.sqrt(shape.variance / DRAWS),
    );
    // The spread of a sample variance follows from the fourth moment.
    const spread = Math.sqrt(Math.max(0, fourth - variance ** 2) / DRAWS);
    expect(Math.abs(variance - shape.variance), `variance ${variance}, ${context}`).toBeLessThanOrEqual(
      6 * spread + 1e-12,
    );
  });
});

it('[SN30] a moment that there is not is said so', () => {
  expect(shapes.studentT(2).variance).toBe(Number.POSITIVE_INFINITY);
  expect(shapes.studentT(1).mean).toBeNaN();
  expect(shapes.studentT(1).variance).toBeNaN();
});

it("[SN30] Student's t has heavier tails than the normal, at the shares of its table", () => {
  const rng = createRng('tails');
  const far = Array.from({ length: DRAWS }, () => studentT(rng, 3)).filter((value) => Math.abs(value) > 3.182).length;
  expect(Math.abs(far / DRAWS - 0.05), `seed ${rng.label}`).toBeLessThan(0.0045);
});

it('[SN30] the normal curve is that of the tables, and quantiles undo shares', () => {
  expect(normalShare(0)).toBe(0.5);
  expect(normalShare(1.959963984540054)).toBeCloseTo(0.975, 13);
  expect(normalShare(-10) / 7.619853024160527e-24).toBeCloseTo(1, 8);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13);
  expect(normalDensity(1)).toBeCloseTo(0.24197072451914337, 14);
  fc.assert(
    fc.property(fc.double({ min: -7, max: 7, noNaN: true }), (z) => {
      // Near 1 shares have few digits left; the other side has them.
      const back = z < 0 ? normalQuantile(normalShare(z)) : -normalQuantile(normalShare(-z));
      expect(Math.abs(back - z)).toBeLessThan(1e-9);
    }),
  );
  expect(() => normalQuantile(1.1)).toThrow('no quantile at 1.1');
});

it('[SN30] a truncated normal stays within its bounds, however far they are', () => {
  const bound = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(fc.string(), bound, bound, (seed, a, b) => {
      fc.pre(Math.abs(a - b) > 0.01);
      const [least, most] = a < b ? [a, b] : [b, a];
      const value = truncatedNormal(createRng(seed), { mean: 0, sd: 1, least, most });
      expect(value).toBeGreaterThanOrEqual(least);
      expect(value).toBeLessThanOrEqual(most);
    }),
  );
});

it('[SN30] a truncated normal keeps its digits far out, and is finite where it has no bound', () => {
  const far = cutNormal({ mean: 0, sd: 1, least: 5.5 }, 'far');
  expect(far(1 - 2 ** -40)).toBeCloseTo(-normalQuantile(normalShare(-5.5) * 2 ** -40), 6);
  for (const share of [0, 1]) expect(Number.isFinite(cutNormal({ mean: 0, sd: 1 }, 'whole')(share))).toBe(true);
});

it('[SN30] a shape grows with the normal that it is made of', () => {
  for (const [shape] of SHAPES) {
    if (!shape.fromNormal) continue;
    const values = [-4, -2, -0.5, 0, 0.5, 2, 4].map(shape.fromNormal);
    expect(
      [...values].sort((a, b) => a - b),
      shape.name,
    ).toEqual(values);
  }
});

it('[SN2] parameters without a meaning are refused with a name', () => {
  expect(() => studentT(createRng('s'), 0)).toThrow('of s wants');
  expect(() => truncatedNormal(createRng('t'), { mean: 0, sd: 1, least: 30 })).toThrow('of t has next to nothing');
  expect(() => zipf(0)).toThrow('zipf(0, 1)');
  expect(() => shapes.beta(0, 1)).toThrow('beta(0, 1) wants both above 0');
  expect(() => shapes.uniform(2, 2)).toThrow('uniform(2, 2)');
  expect(() => mixture([])).toThrow('sum to 0');
});
