/** Drift, seasons and time: `drift.ts`, `season.ts`, `timeline.ts`. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  conceptDrift,
  covariateDrift,
  gradual,
  newWorld,
  passing,
  priorDrift,
  progressOf,
  sudden,
} from '../../../datasets/drift.ts';
import { createRng } from '../../../datasets/rng.ts';
import { courseOf, MINUTES, rememberingNoise, trend, wave, weekdays } from '../../../datasets/season.ts';
import { numbers } from '../../../datasets/table.ts';
import { formatMinute, minuteOf } from '../../../datasets/timeline.ts';

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

it('[SN38] a change is not begun before and complete after, at once or evenly', () => {
  expect([9, 10, 11].map(sudden(10))).toEqual([0, 1, 1]);
  expect([0, 10, 15, 20, 30].map(gradual(10, 20))).toEqual([0, 0, 0.5, 1, 1]);
  const holiday = passing(10, 20);
  expect(holiday(5)).toBe(0);
  expect(holiday(15)).toBeCloseTo(1, 12);
  expect(holiday(25)).toBeCloseTo(0, 12);
  expect(() => gradual(5, 5)).toThrow('from minute 5 to 5');
});

it('[SN38] covariate drift moves and stretches a column as far as the change has come', () => {
  const column = numbers('x', Float64Array.of(10, 10, 10, 14), 1);
  const progress = progressOf([0, 5, 10, 10], gradual(0, 10));
  expect([...covariateDrift(column, progress, { shift: 4 }).values]).toEqual([10, 12, 14, 18]);
  expect([...covariateDrift(column, progress, { scale: 2, centre: 8 }).values]).toEqual([10, 11, 12, 20]);
  expect(() => covariateDrift(column, progress.subarray(1), {})).toThrow('column "x" has 4 rows, the progress 3');
});

it('[SN38] prior drift goes from one rate to the other and never outside', () => {
  const rate = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(rate, rate, fc.double({ min: 0, max: 1, noNaN: true }), (before, after, part) => {
      const [first, between, last] = priorDrift(Float64Array.of(0, part, 1), before, after) as unknown as number[];
      expect(first).toBeCloseTo(before, 10);
      expect(last).toBeCloseTo(after, 10);
      expect(between).toBeGreaterThanOrEqual(Math.min(before, after) - 1e-12);
      expect(between).toBeLessThanOrEqual(Math.max(before, after) + 1e-12);
    }),
  );
  expect(() => priorDrift(Float64Array.of(0), 0, 0.5)).toThrow('a rate of 0');
});

it('[SN38] concept drift follows the old rule, then the new one, in part or row by row', () => {
  const [before, after] = [Float64Array.of(1, 1, 1), Float64Array.of(-1, -1, -3)];
  expect([...conceptDrift(Float64Array.of(0, 0.5, 1), before, after)]).toEqual([1, 0, -3]);
  expect(() => conceptDrift(Float64Array.of(0), before, after)).toThrow('scores before has 3 rows');
  const progress = progressOf(
    Float64Array.from({ length: 20_000 }, (_, at) => at),
    gradual(5000, 15_000),
  );
  const chosen = newWorld(createRng('world'), progress);
  expect(mean(chosen.subarray(0, 5000))).toBe(0);
  expect(mean(chosen.subarray(15_001))).toBe(1);
  expect(Math.abs(mean(chosen.subarray(9000, 11_000)) - 0.5)).toBeLessThan(0.06);
});

it('[SN39] a course repeats with its period, peaks where it says, and adds up', () => {
  const start = minuteOf('2025-03-03');
  const daily = wave({ period: MINUTES.day, amplitude: 3, peak: start + 15 * 60 });
  expect(daily(start + 15 * 60)).toBeCloseTo(3, 9);
  expect(daily(start + 3 * 60)).toBeCloseTo(-3, 9);
  expect(daily(start + 7 * MINUTES.day + 15 * 60)).toBeCloseTo(3, 9);
  const days = weekdays([0, 1, 2, 3, 4, 5, 6]);
  expect(['2025-03-02', '2025-03-03', '2025-03-08', '1969-12-31'].map((day) => days(minuteOf(day)))).toEqual([
    0, 1, 6, 3,
  ]);
  expect([...courseOf([start, start + MINUTES.day], trend(start, 2), days)]).toEqual([1, 4]);
  expect(() => wave({ period: 0, amplitude: 1, peak: 0 })).toThrow('period of 0');
  expect(() => weekdays([1])).toThrow('wants 7 values');
});

it('[SN39] a noise that remembers has its spread from the first step on, and its memory', () => {
  const made = rememberingNoise(createRng('ar'), 60_000, { memory: 0.8, sd: 3 });
  const sd = Math.sqrt(mean(made.map((value) => value * value)));
  expect(Math.abs(sd / 3 - 1), `sd ${sd}, seed ar`).toBeLessThan(0.06);
  const memory = mean(made.subarray(1).map((value, at) => value * (made[at] as number))) / (sd * sd);
  expect(Math.abs(memory - 0.8), `memory ${memory}, seed ar`).toBeLessThan(0.02);
  const firsts = Float64Array.from(
    { length: 4000 },
    (_, at) => rememberingNoise(createRng(`first-${at}`), 1, { memory: 0.9, sd: 3 })[0] as number,
  );
  expect(Math.abs(Math.sqrt(mean(firsts.map((value) => value * value))) / 3 - 1)).toBeLessThan(0.06);
  expect(() => rememberingNoise(createRng('n'), 3, { memory: 1, sd: 1 })).toThrow('noise of n: memory 1');
});

it('[SN39] a minute is written and read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000_000 }), (minute) => {
      expect(minuteOf(formatMinute(minute))).toBe(minute);
    }),
  );
  expect(minuteOf('1970-01-02')).toBe(1440);
  for (const bad of ['2025-02-30', '2025-1-1', 'soon', '2025-01-01 25:00'])
    expect(() => minuteOf(bad), bad).toThrow(`"${bad}" is no moment`);
});
