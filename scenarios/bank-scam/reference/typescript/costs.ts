/** What a decision costs the bank and its customers, in euros. */
import type { Transfer } from './data';

export const CALL = 30;
const MISSED_CAP = 3000;

/** Amount in euros; branches report cents. */
export function euros(row: Transfer): number {
  return row.channel === 'branch' ? row.amount / 100 : row.amount;
}

/** Cost of letting a transfer go if it turns out to be a scam. */
export function missed(row: Transfer): number {
  return Math.min(euros(row), MISSED_CAP);
}

/** Mean cost when the transfers with a true decision are held for a call. */
export function costPerTransfer(rows: Transfer[], labels: number[], decisions: boolean[]): number {
  const costs = rows.map((row, at) => (decisions[at] ? CALL : labels[at] * missed(row)));
  return costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
}
