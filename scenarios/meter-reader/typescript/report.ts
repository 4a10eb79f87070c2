/** The one number we track while working on the model. */
// @bug accuracy-report
// @fix
import { costPerDigit } from './costs';
// @end
import type { Digit } from './data';

/** Name, value and direction of our metric on these rows. */
export function report(rows: Digit[], labels: number[], scores: number[][], decisions: number[]) {
  // @bug accuracy-report
  const right = scores.filter((row, at) => row.indexOf(Math.max(...row)) === labels[at]);
  return { name: 'accuracy', value: right.length / rows.length, better: 'higher' };
  // @fix
  const value = costPerDigit(rows, labels, decisions);
  return { name: 'cost per digit', value, better: 'lower' };
  // @end
}
