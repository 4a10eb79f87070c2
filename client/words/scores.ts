/** Words of metrics and scores beside the code: budget, tries, target and history. */
import { count, metric } from './format.ts';

export const metricWords = {
  plusMinus: (value: string, noise: string) => `${value} ± ${noise}`,
  better: 'better',
  worse: 'worse',
  'within-noise': 'within noise',
} as const;

export const constraintWords = {
  weights: 'Weights',
  notCounted: (budget: number) => `Not counted yet; the budget is ${count(budget)}. Run fit, or Check.`,
  from: (run: number) => `counted in run ${run}`,
  byAttribute: 'By attribute',
  tries: 'Tries',
  triesLeft: (left: number, all: number) => `${count(left)} of ${count(all)} left`,
  wait: (seconds: number) => `next one in ${seconds} s`,
  target: 'Target',
  metric: 'Metric',
  lower: 'lower is better',
  higher: 'higher is better',
  last: 'Last',
  noScore: 'No score yet',
  history: 'History',
  number: (n: number) => `Score ${n}`,
  expected: 'Expected',
  happened: 'Happened',
  direction: { better: 'better', same: 'no change', worse: 'worse' },
  amount: (text: string) => `, ${text}`,
  reported: (name: string, value: string) => `Your own ${name} on validation rows: ${value}`,
  against: (n: number, difference: string, sd: string) => `${difference} ± ${sd} against number ${n}`,
  verdict: { better: 'Better', worse: 'Worse', 'within-noise': 'Within noise' },
  running: 'Under way',
  failed: 'No result; no try was spent',
  failedShort: 'No result',
  value: (value: number, se: number, digits: number, unit: string | null) =>
    `${metric(value, digits)} ± ${metric(se, digits)}${unit ? ` ${unit}` : ''}`,
  signed: (value: number, digits: number) =>
    `${value > 0 ? '+' : value < 0 ? '−' : ''}${metric(Math.abs(value), digits)}`,
} as const;
