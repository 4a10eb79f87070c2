/** Runs as expected.json holds them, for tests that measure nothing. */
import type { Expected, MeasuredRun } from '../../../scenarios/kit/read/expectedFile.ts';

/** A run in Python of a metric that is better when lower. */
export const measured = (seed: string, name: string, hidden: number, naive: number): MeasuredRun => ({
  language: 'python',
  seed,
  case: name,
  reported: { name: 'cost', value: 1, better: 'lower' },
  hidden,
  naive,
  diff: 0,
  sd: 0,
  weights: 1,
});

/** Measured on two rows of a hold-out. */
export const expected = (...runs: MeasuredRun[]): Expected => ({ holdout: 2, runs });
