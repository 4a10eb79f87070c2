/** Reading transfers and splitting them by time. */
import { readRows } from 'holdout';
import type { TrainRow } from 'holdout/data';

export type Transfer = TrainRow;

export const LABEL = 'is_scam';
const VALID_SHARE = 0.25;
const PILOT_START = Date.UTC(2024, 11, 1);

/** Read a file of transfers, one object each, in the order of the file. */
export function load(path: string): Transfer[] {
  return readRows<Transfer>(path);
}

/** When a transfer was placed; read its hour and weekday in UTC to get them as the clock on the wall showed them. */
export function placed(row: Transfer): Date {
  return new Date(`${row.created_at.replace(' ', 'T')}Z`);
}

/** Days from the start of the pilot to the one on which a transfer was placed. */
function day(row: Transfer): number {
  return Math.floor((placed(row).getTime() - PILOT_START) / 86_400_000);
}

/** Earlier days to train on, the later ones with a quarter of the transfers to validate on. */
export function split(rows: Transfer[], seed: number): [Transfer[], Transfer[]] {
  // @bug early-oversampling
  const scams = rows.filter((row) => row[LABEL] === 1);
  rows = [...rows, ...scams.flatMap((row) => Array<Transfer>(20).fill(row))];
  // @fix
  // @end
  // @bug string-sort
  const days = rows.map(day).sort();
  // @fix
  const days = rows.map(day).sort((a, b) => a - b);
  // @end
  const cut = days[Math.floor(days.length * (1 - VALID_SHARE))];
  return [rows.filter((row) => day(row) < cut), rows.filter((row) => day(row) >= cut)];
}
