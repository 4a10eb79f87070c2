/** Decisions against labels. */
import { listOf, type Values } from './values.ts';

/** Counts of right and wrong decisions, and shares of them (0 where one would be 0/0). */
export interface Confusion {
  /** Called and positive. */
  tp: number;
  /** Called and negative. */
  fp: number;
  /** Not called and positive. */
  fn: number;
  /** Not called and negative. */
  tn: number;
  /** tp / (tp + fp). */
  precision: number;
  /** tp / (tp + fn). */
  recall: number;
  f1: number;
  accuracy: number;
}

/**
 * Counts decisions by label; both are lists of 0 and 1, or of booleans.
 * @throws RangeError where the lists have different lengths or another value, with its row.
 */
export function confusion(labels: Values, decisions: Values): Confusion {
  const [truth, called] = [listOf(labels), listOf(decisions)];
  if (truth.length !== called.length) {
    throw new RangeError(`There are ${truth.length} labels and ${called.length} decisions.`);
  }
  const counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (let row = 0; row < truth.length; row++) {
    const [label, decision] = [bit(truth[row], row, 'label'), bit(called[row], row, 'decision')];
    counts[label ? (decision ? 'tp' : 'fn') : decision ? 'fp' : 'tn']++;
  }
  const { tp, fp, fn, tn } = counts;
  return {
    ...counts,
    precision: share(tp, tp + fp),
    recall: share(tp, tp + fn),
    f1: share(2 * tp, 2 * tp + fp + fn),
    accuracy: share(tp + tn, truth.length),
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function bit(value: unknown, row: number, what: string): boolean {
  if (value === 1 || value === true) return true;
  if (value === 0 || value === false) return false;
  throw new RangeError(`The ${what} of row ${row} is ${JSON.stringify(value) ?? typeof value}, not 0 or 1.`);
}
