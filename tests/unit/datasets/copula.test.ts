/** Correlated columns (`copula.ts`, `correlation.ts`) and conditional categories (`conditional.ts`). */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conditional } from '../../../datasets/conditional.ts';
import { correlated, correlatedNormals } from '../../../datasets/copula.ts';
import { type CorrelatedPair, cholesky, correlationMatrix } from '../../../datasets/correlation.ts';
import { middleRanks } from '../../../datasets/order.ts';
import { createRng } from '../../../datasets/rng.ts';
import { drawValues } from '../../../datasets/shape.ts';
import { shapes } from '../../../datasets/shapes.ts';
import { texts } from '../../../datasets/table.ts';

const ROWS = 20_000;

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (of: (row: number) => number) => Array.from(a, (_, row) => of(row)).reduce((x, y) => x + y, 0);
  const da = (row: number) => (a[row] as number) - ma;
  const db = (row: number) => (b[row] as number) - mb;
  return sum((row) => da(row) * db(row)) / Math.sqrt(sum((row) => da(row) ** 2) * sum((row) => db(row) ** 2));
}

it('[SN31] normals have the correlations of the matrix', () => {
  const pairs: CorrelatedPair[] = [
    ['a', 'b', 0.7],
    ['b', 'c', -0.4],
    ['a', 'd', 0.2],
  ]; // prettier-ignore
  const names = ['a', 'b', 'c', 'd'];
  const rng = createRng('normals');
  const columns = correlatedNormals(rng, ROWS, names, pairs);
  const matrix = correlationMatrix(names, pairs);
  for (const [row, line] of matrix.entries())
    for (const [column, r] of line.entries()) {
      const got = correlation(columns[row] as Float64Array, columns[column] as Float64Array);
      expect(Math.abs(got - r), `${names[row]}, ${names[column]}: ${got}, seed ${rng.label}`).toBeLessThan(0.03);
    }
});

it('[SN31] columns keep their shapes and have the rank correlation of the copula', () => {
  const rng = createRng('copula');
  const made = correlated(
    rng,
    ROWS,
    {
      age: shapes.truncatedNormal({ mean: 44, sd: 16, least: 18 }),
      waits: shapes.gamma(0.7, 20),
      calls: shapes.poisson(3),
    },
    [
      ['age', 'waits', 0.6],
      ['waits', 'calls', -0.5],
    ], // prettier-ignore
  );
  const ranks = (values: Float64Array) => middleRanks(values);
  const expected = (r: number) => (6 / Math.PI) * Math.asin(r / 2);
  expect(correlation(ranks(made.age), ranks(made.waits))).toBeCloseTo(expected(0.6), 1);
  expect(Math.abs(correlation(ranks(made.waits), ranks(made.calls)) - expected(-0.5))).toBeLessThan(0.05);
  // Without a quick quantile a column holds exactly the draws of its shape.
  const draws = drawValues(createRng('copula/draws/waits'), shapes.gamma(0.7, 20), ROWS).sort();
  expect(made.waits.slice().sort()).toEqual(draws);
  expect(Math.min(...made.age)).toBeGreaterThanOrEqual(18);
});

it('[SN31] a column added at the end leaves the others as they were', () => {
  const two = { a: shapes.normal(0, 1), b: shapes.beta(2, 2) };
  const before = correlated(createRng('grow'), 500, two, [['a', 'b', 0.5]]);
  const after = correlated(createRng('grow'), 500, { ...two, c: shapes.exponential(1) }, [
    ['a', 'b', 0.5],
    ['c', 'a', 0.8],
  ]); // prettier-ignore
  expect(after.a).toEqual(before.a);
  expect(after.b).toEqual(before.b);
});

it('[SN31] the factor times itself is the matrix, for every matrix that can be', () => {
  const size = 4;
  const cell = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
      (raw) => {
        const matrix = raw.map((a, i) =>
          raw.map((b, j) => a.reduce((sum, value, at) => sum + value * (b[at] as number), Number(i === j))),
        );
        const factor = cholesky(matrix, []);
        for (const [i, line] of matrix.entries())
          for (const [j, value] of line.entries()) {
            const got = (factor[i] as Float64Array).reduce((sum, x, at) => sum + x * (factor[j]?.[at] as number), 0);
            expect(Math.abs(got - value)).toBeLessThan(1e-9);
          }
      },
    ),
  );
});

it('[SN31] correlations that cannot be are refused with the column', () => {
  const names = ['a', 'b', 'c'];
  const impossible: CorrelatedPair[] = [
    ['a', 'b', 0.9],
    ['b', 'c', 0.9],
    ['a', 'c', -0.9],
  ]; // prettier-ignore
  expect(() => cholesky(correlationMatrix(names, impossible), names)).toThrow(
    'not positive definite: those of "c" cannot all hold with those of a, b',
  );
  // A column that is a sum of others has no independent part.
  const half = Math.SQRT1_2;
  expect(() =>
    cholesky(
      [
        [1, 0, half],
        [0, 1, half],
        [half, half, 1],
      ],
      names,
    ),
  ).toThrow('those of "c"'); // prettier-ignore
  expect(() => cholesky(correlationMatrix(names, [['a', 'b', 1 - 1e-12]]), names)).toThrow('those of "b"');
  expect(() => correlationMatrix(names, [['a', 'z', 0.1]])).toThrow('names "z"; there are a, b, c');
  expect(() => correlationMatrix(names, [['a', 'b', 1]])).toThrow('correlation 1 of "a" and "b"');
  expect(() =>
    correlationMatrix(names, [
      ['a', 'b', 0.1],
      ['b', 'a', 0.1],
    ]),
  ).toThrow('given twice'); // prettier-ignore
  expect(() => correlationMatrix(names, [['a', 'a', 0.1]])).toThrow('with itself');
  expect(() =>
    cholesky(
      [
        [1, 0.5],
        [0.4, 1],
      ],
      ['x', 'y'],
    ),
  ).toThrow('not symmetric at "y" and "x"'); // prettier-ignore
  expect(() => cholesky([[1, 0]], ['x'])).toThrow('matrix row "x" has 2 of 1');
});

it('[SN32] a category has the shares of its row of the table', () => {
  const device = conditional('device', ['known', 'new'], { 'app|day': [3, 1], 'app|night': [1, 3], '*': [1, 0] });
  const channel = texts(
    'channel',
    Array.from({ length: ROWS }, (_, row) => (row % 2 ? 'app' : 'branch')),
  );
  const part = texts(
    'part',
    Array.from({ length: ROWS }, (_, row) => (row % 4 < 2 ? 'day' : 'night')),
  );
  const { values } = device.column(createRng('device'), channel, part);
  const share = (start: number) => {
    const rows = values.filter((_, row) => row % 4 === start);
    return rows.filter((value) => value === 'new').length / rows.length;
  };
  expect(Math.abs(share(1) - 0.25)).toBeLessThan(0.04);
  expect(Math.abs(share(3) - 0.75)).toBeLessThan(0.04);
  expect(share(0)).toBe(0);
  expect(device.shares({ 'app|day': 1, 'app|night': 1, 'branch|day': 2 })).toEqual({ known: 0.75, new: 0.25 });
});

it('[SN32] a value without a row, and rows of another length, are refused', () => {
  const device = conditional('device', ['known', 'new'], { app: [9, 1] });
  expect(() => device.column(createRng('d'), texts('channel', ['app', 'web']))).toThrow(
    '"device" has no shares for "web" (column "channel" row 1); there are app',
  );
  expect(() => conditional('device', ['known'], { app: [9, 1] })).toThrow('"device" given "app" has 2 weights for 1');
  expect(() => conditional('device', ['known'], { app: [0] })).toThrow(
    '"device" given "app": categorical weights sum to 0',
  );
});
