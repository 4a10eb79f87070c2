/** Masks, sentinels and units: `quirks.ts`. */
import { expect, it } from 'vitest';
import { missingAtRandom, missingBy, withMissing, withSentinel, withUnitMix } from '../../../datasets/quirks.ts';
import { createRng } from '../../../datasets/rng.ts';
import { numbers } from '../../../datasets/table.ts';
import { formatMinute, hourOf, timeline } from '../../../datasets/timeline.ts';

const column = () => numbers('x', Float64Array.of(1, 2, 3, 4), 0);
const mask = Uint8Array.of(0, 1, 0, 1);
const share = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

it('[SN4] a quirk changes the rows of its mask and no other', () => {
  const before = column();
  expect([...withSentinel(before, mask, -999).values]).toEqual([1, -999, 3, -999]);
  expect([...withUnitMix(before, mask, 100).values]).toEqual([1, 200, 3, 400]);
  expect([...withMissing(before, mask).values]).toEqual([1, Number.NaN, 3, Number.NaN]);
  expect([...before.values]).toEqual([1, 2, 3, 4]);
  expect(() => withSentinel(before, Uint8Array.of(1), 0)).toThrow('mask of 1 rows for column "x" of 4');
});

it('[SN4] values missing at random are missing at the given rate whatever they are', () => {
  expect(Math.abs(share(missingAtRandom(createRng('mcar'), 20_000, 0.2)) - 0.2)).toBeLessThan(0.015);
});

it('[SN4] values missing for a reason follow their driver', () => {
  const driver = Float64Array.from({ length: 20_000 }, (_, row) => row % 2);
  const missing = missingBy(createRng('mar'), driver, (value) => (value ? 0.4 : 0.1));
  const of = (kind: number) => share(missing.filter((_, row) => driver[row] === kind));
  expect(Math.abs(of(0) - 0.1)).toBeLessThan(0.02);
  expect(Math.abs(of(1) - 0.4)).toBeLessThan(0.03);
});

it('[SN4] moments come in order, inside their days, at the weighted hours', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => (hour === 9 || hour === 17 ? 1 : 0));
  const weekdays = [0, 1, 1, 1, 1, 1, 0];
  const minutes = timeline(createRng('time'), { from: '2025-03-01', to: '2025-04-01', rows: 5000, hours, weekdays });
  expect([...minutes]).toEqual([...minutes].sort((a, b) => a - b));
  expect(formatMinute(minutes[0] as number) >= '2025-03-03 09:00').toBe(true);
  expect(formatMinute(minutes.at(-1) as number) < '2025-04-01').toBe(true);
  expect(new Set([...minutes].map(hourOf))).toEqual(new Set([9, 17]));
  expect(minutes.some((minute) => [0, 6].includes(new Date(minute * 60_000).getUTCDay()))).toBe(false);
  expect(() => timeline(createRng('t'), { from: '2025-03-01', to: '2025-03-01', rows: 1, hours, weekdays })).toThrow(
    /no day/,
  );
});
