/** The functions that a candidate's contract files define, in the order in which the official path calls them. */

/** Every function with its parameters, as sentences about it write them. */
export const SIGNATURES = {
  load: 'load(path)',
  split: 'split(rows, seed)',
  prepare: 'prepare(train, valid)',
  fit: 'fit(train, prep, seed)',
  tune: 'tune(model, valid)',
  predict: 'predict(model, rows)',
  decide: 'decide(model, rows, scores)',
  report: 'report(rows, labels, scores, decisions)',
} as const;
export type FunctionName = keyof typeof SIGNATURES;

export const ORDER = Object.keys(SIGNATURES) as FunctionName[];

/** Functions that may be absent, where the scenario does not say otherwise. */
export const OPTIONAL: readonly string[] = ['tune', 'decide'];
