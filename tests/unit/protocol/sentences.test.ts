/** Which failed scores state by themselves that no try was spent. */
import { expect, test } from 'vitest';
import type { ScoreFailure, WeightInventory } from '../../../protocol/score.ts';
import { failureSentence, statesNoTry } from '../../../protocol/sentences.ts';

const failure = (code: ScoreFailure['code'], stage: ScoreFailure['stage'], message: string): ScoreFailure => ({
  code,
  stage,
  message,
  weights: null,
});

const inventory = (total: number, ...counts: number[]): WeightInventory => ({
  total,
  items: counts.map((count, i) => ({ path: `model.w${i}`, count })),
  rest: 0,
});

test('[SC22] a model over the budget is told with its three largest parts', () => {
  expect(failureSentence.overBudget(inventory(2_000, 1_200, 500, 200, 100), 1_500)).toBe(
    'The model has 2,000 weights; the budget is 1,500. Most are in model.w0 (1,200), model.w1 (500) and model.w2 (200). It cost no try.',
  );
  expect(failureSentence.overBudget(inventory(2_000, 2_000), 1_500)).toContain('Most are in model.w0 (2,000). It');
});

test.each([
  failure('over-budget', 'score', failureSentence.overBudget(inventory(2_000), 1_000)),
  failure('lost', 'train', failureSentence.neverEnded),
  failure('lost', 'train', failureSentence.pageClosed),
  failure('server', 'score', failureSentence.serverFailed),
  failure('server', 'request', failureSentence.noAnswer),
  failure('server', 'score', failureSentence.noAnswer),
])('[CL27] $code at $stage states that no try was spent: $message', (stated) => {
  expect(statesNoTry(stated)).toBe(true);
  expect(stated.message).toMatch(/no try/i);
});

test.each([
  failure('code-error', 'train', "KeyError: 'no try'"),
  failure('lost', 'train', 'The interpreter ended while it trained: no try left to explain it.'),
  failure('server', 'upload', 'The server cannot be reached.'),
  failure('server', 'request', 'The server cannot be reached.'),
  failure('cancelled', 'request', 'Cancelled.'),
  failure('bad-payload', 'upload', 'The weights of fit 1 do not add up: 2 listed, 3 in all.'),
])('[CL27] $code at $stage leaves it to the page, whatever words it has: $message', (silent) => {
  expect(statesNoTry(silent)).toBe(false);
});
