/** Interviews from when there was one target: they keep it, and their scores say what they said. */
import { expect, test } from 'vitest';
import { reachedBy } from '../../../protocol/scores.ts';
import { ofToday } from '../../../server/interview/olderVariant.ts';
import { answerKeyBytes, readAnswerKey } from '../../../server/marking/answerKey.ts';

const target = { value: 9.02, text: 'Expected cost per transfer of 9.02 EUR or less' };
const variant = (fields: Record<string, unknown>) => ({
  version: '1',
  candidate: { slug: 's', ...fields },
  staff: { candidate: fields },
});

test('[SC5] the stored bundle of an interview that had one target has that one', () => {
  const targets = [{ name: 'only', ...target }];
  expect(ofToday(variant({ target }))).toEqual(variant({ targets }));
  expect(ofToday(variant({ target: null }))).toEqual(variant({ targets: [] }));
  const today = variant({ targets: [{ name: 'sound', ...target }] });
  expect(ofToday(today)).toEqual(today);
});

test('[SC5] the stored answer key of such an interview judges by that one', () => {
  const key = {
    language: 'python' as const,
    entries: ['model.py'],
    spec: {
      data: { classes: 2 },
      metric: { name: 'expected_cost', better: 'lower' as const },
      secondary: [],
      cost: null,
      constraints: { weights: 10, fitSeeds: [1] },
    },
    labels: Uint8Array.of(0, 1),
    publicRows: Uint8Array.of(1, 0),
    arrays: {},
  };
  const { targets: _, ...stored } = JSON.parse(
    new TextDecoder().decode(answerKeyBytes({ ...key, targets: [] })),
  ) as Record<string, unknown>;
  const read = (more: object) =>
    readAnswerKey(new TextEncoder().encode(JSON.stringify({ ...stored, ...more }))).targets;
  expect(read({ target: { value: 9.02 } })).toEqual([{ name: 'only', value: 9.02 }]);
  expect(read({ target: null })).toEqual([]);
  const both = [
    { name: 'sound' as const, value: 8 },
    { name: 'strong' as const, value: 6 },
  ];
  expect(readAnswerKey(answerKeyBytes({ ...key, targets: both })).targets).toEqual(both);
});

test('[SC5] a score says of its targets what its own version said', () => {
  const difference = { value: -1, sd: 0.2, verdict: 'better' as const };
  expect(reachedBy({ reachedTarget: true })).toEqual([{ name: 'only', reached: true, difference: null }]);
  expect(reachedBy({ reachedTarget: false, toTarget: difference })).toEqual([
    { name: 'only', reached: true, difference },
  ]);
  expect(reachedBy({ reachedTarget: null, toTarget: null })).toEqual([]);
  expect(reachedBy({ toTargets: [{ name: 'sound', ...difference }] })).toEqual([
    { name: 'sound', reached: true, difference },
  ]);
});
