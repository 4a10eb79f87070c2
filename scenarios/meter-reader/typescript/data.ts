/** Reading rows and splitting them by meter. */
import { readRows, shuffled } from 'holdout';
import type { TrainRow } from 'holdout/data';

/** One digit of one photo. */
export type Digit = TrainRow;

export const LABEL = 'digit';
const VALID_SHARE = 0.25;

/** Read a file of digits, one object each, in the order of the file. */
export function load(path: string): Digit[] {
  return readRows<Digit>(path);
}

/** Three quarters to train on, one quarter to validate on. */
export function split(rows: Digit[], seed: number): [Digit[], Digit[]] {
  // @bug meter-on-both-sides
  const order = shuffled(rows, seed);
  const cut = Math.floor(order.length * VALID_SHARE);
  return [order.slice(cut), order.slice(0, cut)];
  // @fix
  const meters = shuffled([...new Set(rows.map((row) => row.meter_id))], seed);
  const chosen = new Set(meters.slice(0, Math.floor(meters.length * VALID_SHARE)));
  return [rows.filter((row) => !chosen.has(row.meter_id)), rows.filter((row) => chosen.has(row.meter_id))];
  // @end
}
