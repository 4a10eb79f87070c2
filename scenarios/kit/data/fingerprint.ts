/** The fingerprint of a whole data set: training file, hold-out, labels, and what a cost needs. */
import { createHash } from 'node:crypto';
import { toCsv } from '../../../datasets/csv.ts';
import type { ScenarioData } from '../data.ts';

/** sha256 (hex). Tables count as they are written, arrays with 6 decimals, so digits that nobody sees do not. */
export function fingerprintData({ train, holdout, labels, arrays }: ScenarioData): string {
  const hash = createHash('sha256');
  for (const table of [train, holdout]) hash.update(toCsv(table)).update('\0');
  hash.update(labels);
  for (const name of Object.keys(arrays).sort()) {
    hash.update(`\0${name}\0`);
    for (const value of arrays[name] as Float64Array) hash.update(`${value.toFixed(6)}\n`);
  }
  return hash.digest('hex');
}
