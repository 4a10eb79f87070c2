/** Entities that occur in several rows (customers, meters, patients), each with traits. */
import type { Rng } from './rng.ts';
import { drawValues, type Shape } from './shape.ts';

/** Made by {@link entities}. */
export interface Entities<Trait extends string> {
  count: number;
  /** One value per entity, by name of the trait. */
  traits: Record<Trait, Float64Array>;
}

/**
 * Draws entities. Each trait has a separate stream, so that a further trait does not change the others.
 *
 * @throws RangeError where the count is not a whole number of at least 1
 *
 * @example
 * const customers = entities(rng.stream('customers'), 5000, {
 *   spend: shapes.logNormal(95, 0.6), activity: shapes.gamma(1.6, 6), effect: shapes.normal(0, effectSd(0.1)),
 * });
 * const owner = visits(rng.stream('who'), 200, customers.traits.activity);
 * const spend = perRow(customers.traits.spend, owner);
 */
export function entities<Trait extends string>(rng: Rng, count: number, traits: Record<Trait, Shape>): Entities<Trait> {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`entities of ${rng.label}: a count of ${count}`);
  const drawn = (Object.keys(traits) as Trait[]).map((name) => [
    name,
    drawValues(rng.stream(name), traits[name], count),
  ]);
  return { count, traits: Object.fromEntries(drawn) as Record<Trait, Float64Array> };
}

/**
 * The entity of each row. An entity occurs in proportion to its activity (any scale, none negative).
 * @throws RangeError where no activity is above 0 or one is negative; with the stream's name
 */
export function visits(rng: Rng, rows: number, activity: ArrayLike<number>): Int32Array {
  const sums = cumulated(rng, activity);
  return Int32Array.from({ length: rows }, () => placeIn(sums, activity.length, rng.uniform()));
}

/**
 * As {@link visits}, where entities join over time: a row gets an entity whose `since` is not after its minute, so that
 * later rows have entities that training never saw.
 *
 * @param minutes of the rows, in any order
 * @param since minute from which each entity is there
 * @throws RangeError where a row comes before every active entity, with the row
 */
export function visitsSince(
  rng: Rng,
  minutes: ArrayLike<number>,
  activity: ArrayLike<number>,
  since: ArrayLike<number>,
): Int32Array {
  const order = Array.from({ length: activity.length }, (_, at) => at).sort(
    (a, b) => (since[a] as number) - (since[b] as number) || a - b,
  );
  const starts = order.map((at) => since[at] as number);
  const sums = cumulated(
    rng,
    order.map((at) => activity[at] as number),
  );
  return Int32Array.from(minutes, (minute, row) => {
    const there = countUpTo(starts, minute);
    if (there === 0 || sums[there - 1] === 0)
      throw new RangeError(`visits of ${rng.label}: row ${row} comes before every entity`);
    return order[placeIn(sums, there, rng.uniform())] as number;
  });
}

/** The value of a trait for each row's entity. */
export function perRow(trait: ArrayLike<number>, owner: ArrayLike<number>): Float64Array {
  return Float64Array.from(owner, (at) => trait[at] as number);
}

/**
 * Standard deviation of a random effect on the log-odds that gives this intraclass correlation on the latent scale,
 * where the rest has the logistic's variance π²/3 (Snijders and Bosker, 2012, section 17.2).
 *
 * @throws RangeError where the correlation is not from 0 to below 1
 */
export function effectSd(intraclass: number): number {
  if (!(intraclass >= 0 && intraclass < 1)) throw new RangeError(`an intraclass correlation of ${intraclass}`);
  return Math.sqrt(((Math.PI ** 2 / 3) * intraclass) / (1 - intraclass));
}

function cumulated(rng: Rng, activity: ArrayLike<number>): Float64Array {
  let total = 0;
  const sums = Float64Array.from(activity, (value, at) => {
    if (!(value >= 0)) throw new RangeError(`visits of ${rng.label}: entity ${at} has an activity of ${value}`);
    total += value;
    return total;
  });
  if (!(total > 0)) throw new RangeError(`visits of ${rng.label}: no entity is active`);
  return sums;
}

/** The first of the first `size` sums above a share of the last of them. */
function placeIn(sums: Float64Array, size: number, share: number): number {
  const at = share * (sums[size - 1] as number);
  let low = 0;
  let high = size - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at < (sums[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function countUpTo(ascending: readonly number[], bound: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
