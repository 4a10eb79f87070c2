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
  target: { only: 'Target', sound: 'Sound target', strong: 'Strong target' },
  targetHint: {
    only: undefined,
    sound: 'What this code gives when its faults are mended',
    strong: 'On the way from there to the best solution that its author knows',
  },
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
  reportedBoth: (name: string, first: string, mean: string) =>
    `Your own ${name} on validation rows: ${first} in the first fit, which is that of Check; ${mean} on average of the fits`,
  onValidation: (title: string, value: string, unit: string | null) =>
    `${title} on your validation rows, as Check computes it: ${value}${unit ? ` ${unit}` : ''}`,
  against: (n: number, difference: string, sd: string) => `${difference} ± ${sd} against score ${n}`,
  againstBest: (n: number, difference: string, sd: string) =>
    `${difference} ± ${sd} against score ${n}, the best before`,
  best: 'Best',
  bestOf: (value: string, n: number) => `${value}, score ${n}`,
  toTarget: {
    only: { better: 'Target reached', worse: 'Target not reached', 'within-noise': 'Target within noise' },
    sound: {
      better: 'Sound target reached',
      worse: 'Sound target not reached',
      'within-noise': 'Sound target within noise',
    },
    strong: {
      better: 'Strong target reached',
      worse: 'Strong target not reached',
      'within-noise': 'Strong target within noise',
    },
  },
  byTarget: (difference: string, sd: string) => `${difference} ± ${sd} to it`,
  reachedBy: (n: number) => `Reached by score ${n}`,
  notReached: 'Not reached yet',
  noiseShort: 'What ± means',
  noise:
    '± is one standard deviation: how much the number would move with other rows and other fit seeds. A difference counts when its 95 % interval leaves out 0, which is from about twice its ± on, and later where the fits scatter.',
  verdict: { better: 'Better', worse: 'Worse', 'within-noise': 'Within noise' },
  running: 'Under way',
  failed: 'No result; no try was spent',
  failedShort: 'No result',
  value: (value: number, se: number, digits: number, unit: string | null) =>
    `${metric(value, digits)} ± ${metric(se, digits)}${unit ? ` ${unit}` : ''}`,
  signed: (value: number, digits: number) =>
    `${value > 0 ? '+' : value < 0 ? '−' : ''}${metric(Math.abs(value), digits)}`,
} as const;

/** Words of the code of an earlier score. */
export const scoreCodeWords = {
  code: 'Code',
  what: 'the code of this score',
  title: (score: string) => `Code of ${score.toLowerCase()}`,
  lead: 'As it was when the score was asked for. Files that came later stay as they are.',
  allSame: 'The files are as they were when the score was asked for.',
  same: 'as it is now',
  gone: 'not there any more',
  compare: 'Compare',
  take: 'Put this code into the editor',
  taken: (score: string) => `The code of ${score.toLowerCase()} is in the editor; undo in a file brings yours back`,
  failed: (why: string) => `The code could not be loaded: ${why}`,
  diff: (file: string, score: string) => `${file}: ${score.toLowerCase()} and now`,
  now: 'Now',
} as const;
