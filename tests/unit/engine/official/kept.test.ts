/** Whether what is held grows with the rows. */
import { expect, test } from 'vitest';
import { Kept } from '../../../../engine/official/kept.ts';

/** @param held bytes after each batch of 3,000 rows */
const grown = (held: readonly number[]): number => {
  const kept = new Kept();
  for (const bytes of held) kept.add(3_000, () => bytes);
  kept.end(() => held.at(-1) ?? 0);
  return kept.grown;
};
const batches = (of: (batch: number) => number): number[] => Array.from({ length: 20 }, (_, batch) => of(batch));

test.each([
  ['one number of each row', batches((batch) => batch * 24_000), 18 * 24_000],
  ['numbers in a buffer that grows by eighths', batches((batch) => 1.125 ** Math.ceil(batch * 0.7) * 400_000), null],
])('[HN75] noted: %s', (_, held, bytes) => {
  expect(grown(held)).toBeGreaterThanOrEqual(bytes ?? 1);
});

test.each([
  ['nothing', batches(() => 1e8)],
  ['what the first batches fill', batches((batch) => Math.min(batch, 1) * 1e8)],
  ['a library that is loaded in a later batch', batches((batch) => (batch > 11 ? 1e7 : 0))],
  ['a kilobyte or two of each batch', batches((batch) => batch * 2_000)],
  ['the last batch alone', batches((batch) => (batch % 3) * 500_000)],
  ['three batches, too few to tell', batches((batch) => batch * 1e6).slice(0, 3)],
])('[HN75] not noted: %s', (_, held) => {
  expect(grown(held)).toBe(0);
});

test('[HN75] after the sixth batch memory is looked at every third time, and at the end', () => {
  const kept = new Kept();
  const looked: number[] = [];
  for (let batch = 1; batch <= 14; batch++)
    kept.add(100, () => {
      looked.push(batch);
      return batch;
    });
  kept.end(() => looked.push(14));
  expect(looked).toEqual([2, 3, 4, 5, 6, 9, 12, 14]);
});
