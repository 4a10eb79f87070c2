/** What counts as the reason of a hypothesis. */
import { expect, test } from 'vitest';
import { isReason, lengthOfReason } from '../../../protocol/reason.ts';

test('[SC1] a reason has three words and fifteen characters, in any script; blanks and signs are neither', () => {
  for (const text of [
    '',
    '.',
    '...............',
    'better',
    'it is noise',
    'aaaaaaaaaaaaaaaaaaaa',
    '  a  b  c            ',
  ])
    expect(isReason(text), text).toBe(false);
  for (const text of [
    'Fewer units cost little.',
    'df["x"] / 100 for branches',
    '少一些单元几乎没有代价因为数据噪声很大',
  ])
    expect(isReason(text), text).toBe(true);
  expect(lengthOfReason(' the model’s alpha: 0.1 ')).toEqual({ chars: 22, words: 5 });
});
