/** The one number we track while working on the model. */
// @bug accuracy-report
// @fix
import { costPerTransfer } from './costs';
// @end
import type { Transfer } from './data';

/** Name, value and direction of our metric on these rows. */
export function report(rows: Transfer[], labels: number[], scores: number[], decisions: boolean[]) {
  // @bug accuracy-report
  const correct = rows.filter((row, at) => Boolean(decisions[at]) === (labels[at] === 1));
  return { name: 'accuracy', value: correct.length / rows.length, better: 'higher' };
  // @fix
  const value = costPerTransfer(rows, labels, decisions);
  return { name: 'cost per transfer', value, better: 'lower' };
  // @end
}
