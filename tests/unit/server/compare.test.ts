/** What a re-run compares, and how it says so. */
import { describe, expect, test } from 'vitest';
import type { FinishedScore } from '../../../protocol/scores.ts';
import type { Marked, StoredPredictions } from '../../../server/marking/types.ts';
import { compareRuns } from '../../../server/score/compare.ts';

const metric = (name: string, value: number) => ({ name, value, better: 'higher' as const });
const predictions = (decisions: number[] | null): StoredPredictions => ({
  fits: [{ seed: 1, scores: Float64Array.of(0.5, 0.25), decisions: decisions && Uint8Array.from(decisions) }],
});
const part = (value: number, secondary = 0.7) => ({
  metric: metric('ap', value),
  se: 0.01,
  secondary: [metric('auc', secondary)],
  delta: null,
  toBest: null,
  toTargets: [],
});
const outcome = (change: Partial<Marked> = {}): Marked => ({
  ok: true,
  public: part(0.5),
  private: part(0.61),
  reported: metric('AP', 0.9),
  sameOnHoldout: null,
  weights: { total: 7, items: [], rest: 7 },
  reportedFirst: null,
  onValidation: null,
  facts: [],
  predictions: predictions([1, 0]),
  ...change,
});
const { public: shown, private: final, ...rest } = outcome();
const privately = { ...final, delta: null, toTargets: [], honestyGap: null, sameOnHoldout: null };
const score: FinishedScore & { private: typeof privately } = {
  scoreId: 's',
  hypothesis: { text: 'x', direction: 'better', amount: '' },
  requestedAt: 0,
  status: 'finished',
  finishedAt: 1,
  public: {
    number: 1,
    ...shown,
    delta: null,
    toBest: null,
    toTargets: [],
    reported: rest.reported,
    weights: rest.weights,
    budget: 10,
    seconds: 1,
    triesLeft: 1,
  },
  private: privately,
  verification: null,
};

test('[AU52] a re-run that gives everything again says what was compared', () => {
  const { agrees, message } = compareRuns(score, predictions([1, 0]), outcome());
  expect(agrees).toBe(true);
  expect(message).toBe(
    'A re-run of the same code on the same rows gave the same metric, secondary metrics, own number, decisions and weights.',
  );
});

test('[AU52] what cannot be compared is not said to be: no secondary metrics, no own number, decisions that are gone', () => {
  const bare = { ...score, public: { ...score.public, reported: null }, private: { ...privately, secondary: [] } };
  const { agrees, message } = compareRuns(bare, null, outcome({ reported: null }));
  expect(agrees).toBe(true);
  expect(message).toBe('A re-run of the same code on the same rows gave the same metric and weights.');
});

describe.each<[string, Partial<Marked>, StoredPredictions | null, string]>([
  ['the metric', { private: part(0.62) }, null, 'the metric is another one'],
  ['a secondary metric', { private: part(0.61, 0.71) }, null, 'a secondary metric is another one'],
  ['the own number', { reported: metric('AP', 0.91) }, null, 'the number that the code reports'],
  ['the name of the own number', { reported: metric('AUC', 0.9) }, null, 'the number that the code reports'],
  ['an own number that is gone', { reported: null }, null, 'the number that the code reports'],
  ['a decision', {}, predictions([1, 1]), 'some decisions are others'],
  ['decisions that are gone', { predictions: predictions(null) }, predictions([1, 1]), 'some decisions are others'],
  ['the weights', { weights: { total: 8, items: [], rest: 8 } }, null, '8 weights were counted, 7 were reported'],
])('%s', (_, change, before, said) => {
  test('[AU52] that differs is named, without a value of the private part', () => {
    const { agrees, message } = compareRuns(score, before, outcome(change));
    expect(agrees).toBe(false);
    expect(message).toContain(said);
    expect(message).not.toMatch(/0\.6[12]/);
  });
});

test('[AU52] weights that an older rule counted are not compared, and it says so', () => {
  const { agrees, message } = compareRuns(score, null, outcome({ weights: { total: 9, items: [], rest: 9, rule: 2 } }));
  expect(agrees).toBe(true);
  expect(message).toMatch(/own number\. Its weights were counted by an older rule; by this one they are 9\.$/);
  expect(message).not.toContain('and weights');
});

test('[AU52] rounding of another browser is no difference', () => {
  expect(compareRuns(score, null, outcome({ private: part(0.61 + 1e-9) })).agrees).toBe(true);
});
