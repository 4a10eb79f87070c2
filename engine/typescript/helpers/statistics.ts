/** Sums, means and quantiles that leave missing values out, as pandas does. */
import { isMissing, listOf, numbersOf, type Values } from './values.ts';

/** The sum; 0 of none. Missing values are left out. */
export function sum(values: Values): number {
  let total = 0;
  for (const v of numbersOf(values)) total += v;
  return total;
}

/** The arithmetic mean; NaN of none. Missing values are left out. */
export function mean(values: Values): number {
  const numbers = numbersOf(values);
  return sum(numbers) / numbers.length;
}

/** The standard deviation of a sample (divided by n - 1, as in pandas); NaN of fewer than two. Missing values are left out. */
export function std(values: Values): number {
  const numbers = numbersOf(values);
  const centre = mean(numbers);
  let squares = 0;
  for (const v of numbers) squares += (v - centre) ** 2;
  return numbers.length < 2 ? Number.NaN : Math.sqrt(squares / (numbers.length - 1));
}

/** The smallest number; NaN of none. Missing values are left out. */
export function min(values: Values): number {
  let least = Number.NaN;
  for (const v of numbersOf(values)) if (!(v >= least)) least = v;
  return least;
}

/** The largest number; NaN of none. Missing values are left out. */
export function max(values: Values): number {
  let most = Number.NaN;
  for (const v of numbersOf(values)) if (!(v <= most)) most = v;
  return most;
}

/**
 * The value below which a share of the numbers lies, interpolated linearly between neighbours (as `numpy.quantile`); NaN of none.
 * Missing values are left out.
 * @param share from 0 to 1. @throws RangeError elsewhere.
 */
export function quantile(values: Values, share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`A quantile's share is from 0 to 1, not ${share}.`);
  const sorted = Float64Array.from(numbersOf(values)).sort();
  if (sorted.length === 0) return Number.NaN;
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** The middle number; NaN of none. Missing values are left out. */
export function median(values: Values): number {
  return quantile(values, 0.5);
}

/**
 * Pearson's correlation of two lists, over the places where neither value is missing; NaN where one does not vary.
 * @throws RangeError where the lists have different lengths.
 */
export function corr(x: Values, y: Values): number {
  const pairs = complete(x, y);
  const mx = mean(pairs.map(([a]) => a));
  const my = mean(pairs.map(([, b]) => b));
  let [xx, yy, xy] = [0, 0, 0];
  for (const [a, b] of pairs) {
    xx += (a - mx) ** 2;
    yy += (b - my) ** 2;
    xy += (a - mx) * (b - my);
  }
  return pairs.length < 2 ? Number.NaN : xy / Math.sqrt(xx * yy);
}

/** Pairs of numbers, those with a missing one left out. */
function complete(x: Values, y: Values): [number, number][] {
  const [a, b] = [x, y].map((values) => Array.from(listOf(values)));
  if (a === undefined || b === undefined || a.length !== b.length) {
    throw new RangeError(`The lists have ${a?.length} and ${b?.length} values: they must be equally long.`);
  }
  const both = a.map((v, i) => [v, b[i]]).filter((pair) => !pair.some(isMissing));
  return both.map((pair) => numbersOf(pair) as [number, number]);
}
