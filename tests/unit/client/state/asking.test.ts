/** What the dialog of a score makes of a draft and of the state of the room. */
import { expect, test } from 'vitest';
import { comparedWith, EMPTY_DRAFT, latestWeights, readDraft } from '../../../../client/state/asking.ts';
import { waitBeforeScore } from '../../../../protocol/scores.ts';
import { roomWith } from '../../../support/scored.ts';

test('[SC2] a draft lacks direction and reason until both are given; nothing is chosen for the candidate', () => {
  expect(readDraft(EMPTY_DRAFT)).toEqual({ lacks: ['reason', 'direction'] });
  expect(readDraft({ text: 'It is noise.', direction: 'same', amount: '' })).toEqual({ lacks: ['reason'] });
  const text = ' Fewer units cost little. ';
  expect(readDraft({ text, direction: null, amount: '' })).toEqual({ lacks: ['direction'] });
  expect(readDraft({ text, direction: 'worse', amount: ' 0.1 ' })).toEqual({
    text: 'Fewer units cost little.',
    direction: 'worse',
    amount: '0.1',
  });
});

test('[SC2] the direction is meant against the last score that was marked, not against one that failed', () => {
  expect(comparedWith(roomWith())).toBeNull();
  const state = roomWith({ at: 1_000, value: 7 }, { at: 9_000, value: 8 }, { at: 20_000, fails: true });
  expect(comparedWith(state)?.public.metric.value).toBe(8);
});

test('[SC3] the newest count of weights is known, and the time until a score may be asked for', () => {
  const state = roomWith({ at: 1_000, value: 7, weights: 900 }, { at: 9_000, fails: true, weights: 1_900 });
  expect(latestWeights(state)).toMatchObject({ weights: { total: 1_900 }, run: null });
  const pace = { secondsBetweenScores: 30 };
  expect(waitBeforeScore(roomWith(), pace, 5_000)).toBeLessThanOrEqual(0);
  // Marked a second after it was asked for.
  expect(waitBeforeScore(state, pace, 22_000)).toBe(10_000);
  expect(waitBeforeScore(roomWith({ at: 9_000, fails: true }), pace, 9_500)).toBe(2_500);
});
