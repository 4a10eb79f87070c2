/** What reading a digit costs us, in euros. */
import type { Digit } from './data';

export const ASK = 1.5;
const CAP = 30;
/** The decision to have a person read the digit. */
export const PERSON = 10;

/** Cost of billing one digit in place of another. */
export function misread(row: Digit, truth: number, billed: number): number {
  return Math.min(Math.abs(truth - billed) * row.step_eur, CAP);
}

/** Mean cost of decisions: a digit to bill, or PERSON. */
export function costPerDigit(rows: Digit[], labels: number[], decisions: number[]): number {
  const costs = rows.map((row, at) => (decisions[at] === PERSON ? ASK : misread(row, labels[at], decisions[at])));
  return costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
}
