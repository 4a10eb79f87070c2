/** Missing cells by mechanism (Rubin, 1976) at a stated rate: at random, by another column, or by the value itself. */
import { interceptFor, sigmoid } from './logistic.ts';
import type { Rng } from './rng.ts';
import type { IntegerColumn, NumberColumn, TextColumn } from './table.ts';

/** Which rows are missing, and why. */
export interface Missing {
  mechanism: 'MCAR' | 'MAR' | 'MNAR';
  /** Share of rows that is expected to be missing. */
  rate: number;
  /** Column that decides; null for MCAR. */
  driver: string | null;
  /** 1 where the value is missing; for `withMissing`, `withSentinel`, `withBlanks`. */
  mask: Uint8Array;
}

/** Options of {@link mar} and {@link mnar}. */
export interface DrivenBy {
  /** Share of rows expected to be missing, between 0 and 1. */
  rate: number;
  /**
   * Change of the log-odds per standard deviation of the driver. Positive: high values go missing. 1 is visible in a
   * plot, 3 nearly a threshold.
   */
  strength: number;
}

/** Missing completely at random. @throws RangeError where the rate is not from 0 to 1, with the stream's name */
export function mcar(rng: Rng, rows: number, rate: number): Missing {
  checkRate(rng, rate);
  const mask = Uint8Array.from({ length: rows }, () => Number(rng.uniform() < rate));
  return { mechanism: 'MCAR', rate, driver: null, mask };
}

/**
 * Missing by another column that is known: log-odds linear in the driver's standard score, the intercept solved so that
 * the expected share is `rate`. An empty cell of the driver counts as its mean.
 *
 * @throws RangeError where the rate is not between 0 and 1, or the driver has no spread; naming the driver
 */
export function mar(rng: Rng, driver: NumberColumn | IntegerColumn, given: DrivenBy): Missing {
  return { mechanism: 'MAR', rate: given.rate, driver: driver.name, mask: driven(rng, driver, given) };
}

/**
 * Missing by the value that goes missing: as {@link mar} with the column itself, or one that no candidate sees, as
 * driver.
 * @throws as {@link mar}
 */
export function mnar(rng: Rng, column: NumberColumn | IntegerColumn, given: DrivenBy): Missing {
  return { mechanism: 'MNAR', rate: given.rate, driver: column.name, mask: driven(rng, column, given) };
}

/**
 * Missing by a category, with one rate per category. The resulting `rate` is the mean over these rows.
 * @throws Error for a category without a rate, naming column and row
 */
export function marBy(rng: Rng, driver: TextColumn, rates: Readonly<Record<string, number>>): Missing {
  for (const rate of Object.values(rates)) checkRate(rng, rate);
  let sum = 0;
  const mask = Uint8Array.from(driver.values, (value, row) => {
    const rate = rates[value];
    if (rate === undefined)
      throw new Error(`missing by "${driver.name}": row ${row} has "${value}", which has no rate`);
    sum += rate;
    return Number(rng.uniform() < rate);
  });
  return { mechanism: 'MAR', rate: sum / Math.max(1, mask.length), driver: driver.name, mask };
}

/** The column with '' where the mask is 1. @throws Error where lengths differ, naming the column */
export function withBlanks(column: TextColumn, mask: Uint8Array): TextColumn {
  if (mask.length !== column.values.length)
    throw new Error(`mask of ${mask.length} rows for column "${column.name}" of ${column.values.length}`);
  return { ...column, values: column.values.map((value, row) => (mask[row] ? '' : value)) };
}

function driven(rng: Rng, { name, values }: NumberColumn | IntegerColumn, { rate, strength }: DrivenBy): Uint8Array {
  const scores = standardScores(values);
  if (!scores) throw new RangeError(`missing by "${name}" (${rng.label}): the column has no spread`);
  for (let row = 0; row < scores.length; row++) scores[row] = strength * (scores[row] as number);
  const intercept = interceptFor(scores, rate, `missing by "${name}" (${rng.label})`);
  return Uint8Array.from(scores, (score) => Number(rng.uniform() < sigmoid(intercept + score)));
}

/** (value - mean) / sd, 0 for NaN; null where there is no spread. */
function standardScores(values: ArrayLike<number>): Float64Array | null {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
  }
  const mean = sum / count;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  }
  const sd = Math.sqrt(squares / count);
  if (!(sd > 0)) return null;
  return Float64Array.from(values, (value) => (Number.isNaN(value) ? 0 : (value - mean) / sd));
}

function checkRate(rng: Rng, rate: number): void {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`missing (${rng.label}): a rate of ${rate} is not from 0 to 1`);
}
