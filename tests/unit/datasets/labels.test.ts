/** Labels from scores, wrong labels and late labels: `labels.ts`, `labelNoise.ts`, `labelDelay.ts`. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { delayLabels } from '../../../datasets/labelDelay.ts';
import { classNoise, rowNoise, uniformNoise } from '../../../datasets/labelNoise.ts';
import { exactClasses, exactLabels, logisticLabels } from '../../../datasets/labels.ts';
import { interceptFor, sigmoid } from '../../../datasets/logistic.ts';
import { separation } from '../../../datasets/order.ts';
import { createRng } from '../../../datasets/rng.ts';
import { drawValues } from '../../../datasets/shape.ts';
import { shapes } from '../../../datasets/shapes.ts';
import { minuteOf } from '../../../datasets/timeline.ts';

const ROWS = 20_000;
const share = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const scoresOf = (seed: string, rows = ROWS) => drawValues(createRng(seed), shapes.normal(0, 2), rows);

it('[SN33] the solved intercept gives the base rate, whatever the scores', () => {
  const score = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(score, { minLength: 1, maxLength: 40 }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      (scores, rate) => {
        const intercept = interceptFor(scores, rate);
        expect(Math.abs(share(scores.map((value) => sigmoid(intercept + value))) - rate)).toBeLessThan(1e-9);
      },
    ),
  );
  expect(() => interceptFor([0], 1)).toThrow('a rate of 1');
  expect(() => interceptFor([0, Number.NaN], 0.1, 'scam scores')).toThrow('scam scores: row 1 is NaN');
  expect(() => interceptFor([], 0.1)).toThrow('no row');
});

it('[SN33] logistic labels come at the base rate and follow the scores', () => {
  const scores = scoresOf('logistic');
  const labels = logisticLabels(createRng('logistic/y'), scores, interceptFor(scores, 0.03));
  expect(Math.abs(share(labels) - 0.03)).toBeLessThan(5 * Math.sqrt((0.03 * 0.97) / ROWS));
  expect(separation(labels, scores)).toBeGreaterThan(0.8);
});

it('[SN33] an exact class ratio is met to the row, with or without noise and ties', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(0, 0.5, 1),
      (seed, scores, wanted, noise) => {
        const labels = exactLabels(createRng(seed), scores, { share: wanted, noise });
        expect(labels.reduce((sum, label) => sum + label, 0)).toBe(Math.round(wanted * scores.length));
      },
    ),
  );
});

it('[SN33] without noise the highest scores are the positives, and equal ones give no order away', () => {
  const scores = scoresOf('exact');
  const clean = exactLabels(createRng('exact/y'), scores, { share: 0.1, noise: 0 });
  expect(separation(clean, scores)).toBe(1);
  const noisy = exactLabels(createRng('exact/y'), scores, { share: 0.1, noise: 1 });
  expect(separation(noisy, scores)).toBeLessThan(0.95);
  const tied = exactLabels(createRng('tied'), new Float64Array(ROWS), { share: 0.1, noise: 0 });
  expect(Math.abs(share(tied.subarray(0, ROWS / 2)) - 0.1)).toBeLessThan(0.02);
  expect(() => exactLabels(createRng('e'), [0], { share: 2, noise: 0 })).toThrow('exactLabels of e: a share of 2');
  expect(() => exactLabels(createRng('e'), [Number.NaN], { share: 1, noise: 0 })).toThrow('row 0 has no score');
});

it('[SN33] classes have their exact counts, the largest remainders first', () => {
  const counts = (classes: Uint8Array) => [0, 1, 2].map((name) => classes.filter((one) => one === name).length);
  expect(counts(exactClasses(createRng('c'), 10, [1, 1, 1]))).toEqual([4, 3, 3]);
  fc.assert(
    fc.property(
      fc.nat(300),
      fc.array(fc.double({ min: 0.01, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 }),
      (rows, shares) => {
        const total = shares.reduce((sum, one) => sum + one, 0);
        const got = counts(exactClasses(createRng('many'), rows, shares));
        expect(got.reduce((sum, one) => sum + one, 0)).toBe(rows);
        for (const [at, count] of got.entries())
          expect(Math.abs(count - ((shares[at] as number) / total) * rows)).toBeLessThan(1);
      },
    ),
  );
  expect(() => exactClasses(createRng('bad'), 3, [0, 0])).toThrow('exactClasses of bad');
});

it('[SN34] uniform noise turns labels at its rate into any other class, and says which', () => {
  const truth = exactClasses(createRng('truth'), ROWS, [1, 1, 1]);
  const { labels, changed } = uniformNoise(createRng('noise'), truth, 0.2, 3);
  expect(Math.abs(share(changed) - 0.2)).toBeLessThan(0.015);
  expect(changed).toEqual(truth.map((label, row) => Number(label !== labels[row])));
  const fromZero = [1, 2].map((name) => labels.filter((label, row) => truth[row] === 0 && label === name).length);
  expect(Math.abs((fromZero[0] as number) / (fromZero[1] as number) - 1)).toBeLessThan(0.2);
});

it('[SN34] noise by class follows its table, noise by row its chance', () => {
  const truth = exactLabels(createRng('t'), scoresOf('t'), { share: 0.3, noise: 1 });
  const of = (labels: Uint8Array, name: number) => share(labels.filter((_, row) => truth[row] === name));
  const byClass = classNoise(createRng('class'), truth, [
    [0.95, 0.05],
    [0.4, 0.6],
  ]).labels; // prettier-ignore
  expect(Math.abs(of(byClass, 0) - 0.05)).toBeLessThan(0.01);
  expect(Math.abs(of(byClass, 1) - 0.6)).toBeLessThan(0.03);
  const byRow = rowNoise(createRng('row'), truth, (row) => (row % 2 ? 0.5 : 0)).changed;
  expect(byRow.some((one, row) => one && row % 2 === 0)).toBe(false);
  expect(Math.abs(share(byRow) - 0.25)).toBeLessThan(0.015);
  expect(() =>
    classNoise(createRng('c'), truth, [
      [0.9, 0.2],
      [0, 1],
    ]),
  ).toThrow('of c: written[0] sums to 1.1'); // prettier-ignore
  expect(() =>
    classNoise(createRng('c'), Uint8Array.of(2), [
      [1, 0],
      [0, 1],
    ]),
  ).toThrow('row 0 is of class 2'); // prettier-ignore
  expect(() => rowNoise(createRng('r'), truth, () => 2)).toThrow('of r: row 0 is 2');
});

it('[SN34] a label that is not known by the export reads as unknown, and no other changes', () => {
  const day = 1440;
  const start = minuteOf('2025-01-01');
  const minutes = Float64Array.from({ length: ROWS }, (_, row) => start + (row * 100 * day) / ROWS);
  const truth = exactLabels(createRng('d'), scoresOf('d'), { share: 0.2, noise: 1 });
  const exported = start + 100 * day;
  const given = { minutes, delay: shapes.exponential(20 * day), export: exported, atOnce: [] };
  const { labels, known, knownAt } = delayLabels(createRng('delay'), truth, given);
  expect(known).toEqual(Uint8Array.from(knownAt, (minute) => Number(minute <= exported)));
  expect(labels).toEqual(truth.map((label, row) => (known[row] ? label : 0)));
  expect(share(labels.subarray(0, ROWS / 2))).toBeGreaterThan(0.18);
  // In the last tenth most labels are still to come.
  expect(share(labels.subarray(0.9 * ROWS))).toBeLessThan(0.07);
  const apart = delayLabels(createRng('delay'), truth, { ...given, unknown: 2, atOnce: [0] });
  expect(apart.labels.every((label, row) => truth[row] === 1 || label === 0)).toBe(true);
  expect(apart.labels.some((label) => label === 2)).toBe(true);
  expect(() => delayLabels(createRng('x'), truth, { ...given, minutes: [1] })).toThrow('label delay of x: 1 minutes');
});
