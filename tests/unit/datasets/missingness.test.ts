/** Missing cells and recorded values: `missingness.ts`, `recording.ts`. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mar, marBy, mcar, mnar, withBlanks } from '../../../datasets/missingness.ts';
import { withMissing } from '../../../datasets/quirks.ts';
import { withHeaping, withLimits, withLocalTime, withUnits } from '../../../datasets/recording.ts';
import { createRng } from '../../../datasets/rng.ts';
import { drawValues } from '../../../datasets/shape.ts';
import { shapes } from '../../../datasets/shapes.ts';
import { numbers, texts } from '../../../datasets/table.ts';

const ROWS = 20_000;
const share = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const income = () => numbers('income', drawValues(createRng('income'), shapes.logNormal(2000, 0.5), ROWS), 2);
const other = () => numbers('other', drawValues(createRng('other'), shapes.normal(0, 1), ROWS), 2);
/** Share of gaps among the rows whose value is in the upper half, minus that in the lower. */
const lean = (mask: Uint8Array, { values }: { values: Float64Array }) => {
  const middle = values.slice().sort()[ROWS / 2] as number;
  const half = (upper: boolean) => share(mask.filter((_, row) => (values[row] as number) > middle === upper));
  return half(true) - half(false);
};

it('[SN35] gaps come at the stated rate, whatever drives them', () => {
  for (const rate of [0.02, 0.15, 0.6]) {
    const spread = 5 * Math.sqrt((rate * (1 - rate)) / ROWS);
    for (const missing of [
      mcar(createRng('mcar'), ROWS, rate),
      mar(createRng('mar'), other(), { rate, strength: 1.5 }),
      mnar(createRng('mnar'), income(), { rate, strength: 3 }),
    ]) {
      expect(missing.rate).toBe(rate);
      expect(Math.abs(share(missing.mask) - rate), `${missing.mechanism} ${rate}`).toBeLessThan(spread);
    }
  }
});

it('[SN35] they follow their driver, and nothing else', () => {
  const by = { rate: 0.2, strength: 1.5 };
  const chance = mcar(createRng('a'), ROWS, 0.2);
  const another = mar(createRng('b'), other(), by);
  const own = mnar(createRng('c'), income(), by);
  expect([chance, another, own].map(({ mechanism, driver }) => [mechanism, driver])).toEqual([
    ['MCAR', null],
    ['MAR', 'other'],
    ['MNAR', 'income'],
  ]);
  expect(Math.abs(lean(chance.mask, income()))).toBeLessThan(0.03);
  expect(Math.abs(lean(another.mask, income()))).toBeLessThan(0.03);
  expect(lean(another.mask, other())).toBeGreaterThan(0.2);
  expect(lean(own.mask, income())).toBeGreaterThan(0.15);
  expect(lean(mnar(createRng('c'), income(), { ...by, strength: -1.5 }).mask, income())).toBeLessThan(-0.15);
});

it('[SN35] a driver with gaps of its own still gives the rate; one without spread is refused by name', () => {
  const gappy = withMissing(other(), mcar(createRng('gaps'), ROWS, 0.3).mask);
  expect(Math.abs(share(mar(createRng('g'), gappy, { rate: 0.2, strength: 2 }).mask) - 0.2)).toBeLessThan(0.015);
  const flat = numbers('flat', new Float64Array(10), 0);
  expect(() => mar(createRng('f'), flat, { rate: 0.2, strength: 2 })).toThrow(
    'missing by "flat" (f): the column has no spread',
  );
  expect(() => mar(createRng('f'), other(), { rate: 1, strength: 2 })).toThrow('missing by "other" (f): a rate of 1');
  expect(() => mcar(createRng('f'), 3, 1.2)).toThrow('missing (f): a rate of 1.2');
});

it('[SN35] by category each has its rate, and one without is refused', () => {
  const source = texts(
    'source',
    Array.from({ length: ROWS }, (_, row) => (row % 4 ? 'web' : 'branch')),
  );
  const { mask, rate } = marBy(createRng('s'), source, { web: 0, branch: 0.5 });
  expect(rate).toBeCloseTo(0.125, 10);
  expect(mask.every((gap, row) => !gap || row % 4 === 0)).toBe(true);
  expect(Math.abs(share(mask) - 0.125)).toBeLessThan(0.01);
  expect(() => marBy(createRng('s'), source, { web: 0 })).toThrow('missing by "source": row 0 has "branch"');
  expect(withBlanks(texts('t', ['a', 'b']), Uint8Array.of(0, 1)).values).toEqual(['a', '']);
  expect(() => withBlanks(texts('t', ['a', 'b']), Uint8Array.of(0))).toThrow('mask of 1 rows for column "t" of 2');
});

it('[SN36] values are written in the unit of their source, and go back exactly', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.boolean()), { minLength: 1 }),
      (rows) => {
        const celsius = numbers(
          't',
          Float64Array.from(rows, ([value]) => value),
          1,
        );
        const source = texts('station', [...rows.map(([, us]) => (us ? 'us' : 'eu')), 'us'].slice(0, rows.length));
        fc.pre(source.values.includes('us'));
        const mixed = withUnits(celsius, source, { us: { factor: 1.8, offset: 32 } });
        for (const [row, value] of mixed.values.entries()) {
          const back = source.values[row] === 'us' ? (value - 32) / 1.8 : value;
          expect(Math.abs(back - (celsius.values[row] as number))).toBeLessThan(1e-9);
        }
      },
    ),
  );
  const column = numbers('t', Float64Array.of(1), 1);
  expect(() => withUnits(column, texts('s', ['eu']), { us: { factor: 2 } })).toThrow('no row of "s" is "us"');
  expect(() => withUnits(column, texts('s', ['us']), { us: { factor: 0 } })).toThrow('the factor of "us" is 0');
  expect(() => withUnits(column, texts('s', []), {})).toThrow('"s" has 0 rows, column "t" 1');
});

it('[SN36] limits make a heap at the limit, heaping rounds the rows of its mask', () => {
  const column = numbers('x', Float64Array.of(-3, 2.4, 7, Number.NaN), 1);
  expect([...withLimits(column, { least: 0, most: 5 }).values]).toEqual([0, 2.4, 5, Number.NaN]);
  expect([...withLimits(column, { most: 5 }).values]).toEqual([-3, 2.4, 5, Number.NaN]);
  expect([...withHeaping(column, Uint8Array.of(1, 1, 0, 1), 5).values]).toEqual([-5, 0, 7, Number.NaN]);
  expect(() => withHeaping(column, Uint8Array.of(1), 5)).toThrow('mask of 1 rows for column "x"');
  expect(() => withHeaping(column, Uint8Array.of(1, 1, 1, 1), 0)).toThrow('heaping of "x" in steps of 0');
  expect(() => withLimits(column, { least: 2, most: 1 })).toThrow('limits of "x": 2 to 1');
});

it('[SN36] clocks differ by their source', () => {
  const minutes = Int32Array.of(100, 200, 300);
  expect([...withLocalTime(minutes, texts('land', ['de', 'us', 'de']), { us: -360 })]).toEqual([100, -160, 300]);
});
