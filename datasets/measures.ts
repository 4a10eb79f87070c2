/** Shapes of measured values; their catalogue is `shapes.ts`. */
import { beta, exponential, gamma, logNormal, normal } from './distributions.ts';
import { normalDensity, normalShare } from './normalCurve.ts';
import { type Shape, stated, wants } from './shape.ts';
import { cutNormal, studentT, type TruncatedNormal } from './tails.ts';

const upper = (z: number) => normalShare(-z);

/** Shapes of measured values; parameters are checked when a shape is made. @throws RangeError where one is wrong */
export const measures = {
  /** Always `value`. */
  constant: (value: number): Shape => ({
    ...stated(`constant(${value})`, value, 0),
    draw: () => value,
    fromNormal: () => value,
  }),
  /** Even between two bounds. */
  uniform(least: number, most: number): Shape {
    const name = wants(`uniform(${least}, ${most})`, most > least, 'a larger second bound');
    return {
      ...stated(name, (least + most) / 2, (most - least) ** 2 / 12),
      draw: (rng) => least + (most - least) * rng.uniform(),
      fromNormal: (z) => least + (most - least) * normalShare(z),
    };
  },
  normal(mean: number, sd: number): Shape {
    const name = wants(`normal(${mean}, ${sd})`, sd >= 0, 'sd from 0');
    return { ...stated(name, mean, sd * sd), draw: (rng) => normal(rng, mean, sd), fromNormal: (z) => mean + sd * z };
  },
  /** By its median and the standard deviation of the logarithm. */
  logNormal(median: number, sigma: number): Shape {
    const name = wants(`logNormal(${median}, ${sigma})`, median > 0 && sigma >= 0, 'median above 0, sigma from 0');
    const square = sigma * sigma;
    return {
      ...stated(name, median * Math.exp(square / 2), median * median * Math.exp(square) * Math.expm1(square)),
      draw: (rng) => logNormal(rng, median, sigma),
      fromNormal: (z) => median * Math.exp(sigma * z),
    };
  },
  exponential(mean: number): Shape {
    const name = wants(`exponential(${mean})`, mean > 0, 'a mean above 0');
    return {
      ...stated(name, mean, mean * mean),
      draw: (rng) => exponential(rng, mean),
      fromNormal: (z) => -mean * Math.log(upper(z)),
    };
  },
  gamma(shape: number, scale: number): Shape {
    const name = wants(`gamma(${shape}, ${scale})`, shape > 0 && scale > 0, 'both above 0');
    return { ...stated(name, shape * scale, shape * scale * scale), draw: (rng) => gamma(rng, shape, scale) };
  },
  /** Between 0 and 1. */
  beta(a: number, b: number): Shape {
    const name = wants(`beta(${a}, ${b})`, a > 0 && b > 0, 'both above 0');
    const sum = a + b;
    return { ...stated(name, a / sum, (a * b) / (sum * sum * (sum + 1))), draw: (rng) => beta(rng, a, b) };
  },
  truncatedNormal(given: TruncatedNormal): Shape {
    const { mean, sd, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = given;
    const name = `truncatedNormal(${mean}, ${sd}, ${least} to ${most})`;
    const quantile = cutNormal(given, 'a shape');
    const [a, b] = [(least - mean) / sd, (most - mean) / sd];
    const inside = a > 0 ? upper(a) - upper(b) : normalShare(b) - normalShare(a);
    const slope = (normalDensity(a) - normalDensity(b)) / inside;
    const edge = (z: number) => (Number.isFinite(z) ? z * normalDensity(z) : 0);
    return {
      ...stated(name, mean + sd * slope, sd * sd * (1 + (edge(a) - edge(b)) / inside - slope * slope)),
      draw: (rng) => quantile(rng.uniform()),
      fromNormal: (z) => quantile(normalShare(z)),
    };
  },
  /** Heavy tails; see `studentT`. */
  studentT(df: number, location = 0, scale = 1): Shape {
    const name = wants(`studentT(${df}, ${location}, ${scale})`, df > 0 && scale > 0, 'df and scale above 0');
    const variance = df > 2 ? (scale * scale * df) / (df - 2) : df > 1 ? Number.POSITIVE_INFINITY : Number.NaN;
    return {
      ...stated(name, df > 1 ? location : Number.NaN, variance),
      draw: (rng) => studentT(rng, df, location, scale),
    };
  },
};
