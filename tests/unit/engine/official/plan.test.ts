/** In which batches rows are asked. */
import { describe, expect, test } from 'vitest';
import { BATCH_ROWS, planOf, seedOf } from '../../../../engine/official/plan.ts';

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed);
const ROWS = [0, 1, 2, 3, 10, 511, 512, 1_023, 1_024, 1_025, 4_000, 8_192, 8_193, 20_000, 61_234];

/** How often each row is asked. */
function timesOf(n: number, batches: readonly Uint32Array[]): number[] {
  const times = Array.from({ length: n }, () => 0);
  for (const batch of batches) for (const row of batch) times[row] = (times[row] ?? 0) + 1;
  return times;
}

describe.each(ROWS)('[HN50] %d rows', (n) => {
  test('[HN50] each is asked once or twice, never twice in one batch, a tenth of them twice', () => {
    for (const seed of SEEDS) {
      const batches = planOf(n, seed, 0.1);
      const times = timesOf(n, batches);
      expect(times.every((time) => time === 1 || time === 2)).toBe(true);
      expect(times.filter((time) => time === 2)).toHaveLength(n < 2 ? 0 : Math.ceil(n / 10));
      for (const batch of batches) expect(new Set(batch).size).toBe(batch.length);
    }
  });

  test('[HN50] no batch holds all, and where there are rows enough each has from 512 to 8,192', () => {
    for (const seed of SEEDS) {
      const sizes = planOf(n, seed, 0.3).map((batch) => batch.length);
      if (n >= 2) expect(sizes.length).toBeGreaterThan(1);
      if (n < 2 * BATCH_ROWS.least) continue;
      expect(Math.min(...sizes), `seed ${seed}`).toBeGreaterThanOrEqual(BATCH_ROWS.least);
      expect(Math.max(...sizes), `seed ${seed}`).toBeLessThanOrEqual(BATCH_ROWS.most);
    }
  });
});

test('[HN50] the same rows are asked in the same batches, others in others', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const plan = (text: string) => planOf(5_000, seedOf(bytes(text)), 0.1).map((batch) => batch.join());
  expect(plan('id\n1\n')).toEqual(plan('id\n1\n'));
  expect(plan('id\n1\n')).not.toEqual(plan('id\n2\n'));
});

test('[HN50] rows that are asked again lie in every batch, not at its end', () => {
  const batches = planOf(20_000, 3, 0.1);
  const times = timesOf(20_000, batches);
  for (const batch of batches) {
    const again = [...batch.keys()].filter((at) => times[batch[at] as number] === 2);
    expect(again.length).toBeGreaterThan(0);
    const middle = again.reduce((sum, at) => sum + at, 0) / again.length / batch.length;
    expect(Math.abs(middle - 0.5)).toBeLessThan(0.1);
  }
});
