/** Descriptions of tables and of drift against tables whose numbers are counted by hand. */
import { expect, it } from 'vitest';
import { conditional } from '../../../datasets/conditional.ts';
import { describeDrift, halves } from '../../../datasets/describeDrift.ts';
import { describeTable } from '../../../datasets/describeTable.ts';
import { mcar } from '../../../datasets/missingness.ts';
import { middleRanks, rowsInOrder, separation } from '../../../datasets/order.ts';
import { withMissing } from '../../../datasets/quirks.ts';
import { fitLogistic } from '../../../datasets/regression.ts';
import { createRng } from '../../../datasets/rng.ts';
import { drawValues } from '../../../datasets/shape.ts';
import { shapes } from '../../../datasets/shapes.ts';
import { createTable, integers, numbers, type Table, texts } from '../../../datasets/table.ts';

const small = () =>
  createTable([
    integers('id', Int32Array.of(1, 2, 3, 4, 5)),
    texts('source', ['web', 'web', 'branch', 'branch', '']),
    numbers('days', Float64Array.of(10, 10, -999, Number.NaN, 20), 0),
    texts('at', ['2025-01', '2025-01', '2025-02', '2025-02', '2025-03']),
    integers('y', Int32Array.of(0, 0, 1, 0, 1)),
  ]);

it('[SN43] a description tells ratios, gaps, sentinels, copies and order exactly', () => {
  const described = describeTable(small(), {
    label: 'y',
    time: 'at',
    by: ['source', 'y'],
    sentinels: { days: [-999] },
    ids: ['id'],
  });
  expect(described.rows).toBe(5);
  expect(described.positives).toBe(0.4);
  expect(described.classes).toEqual({ 0: 0.6, 1: 0.4 });
  expect(described.columns.days).toEqual({
    kind: 'number',
    missing: 0.2,
    sentinels: { '-999': 0.2 },
    distinct: 3,
    numbers: {
      mean: 40 / 3,
      sd: expect.closeTo(Math.sqrt(200 / 9), 12),
      least: 10,
      most: 20,
      atLeast: 0.4,
      atMost: 0.2,
    },
  });
  expect(described.columns.source).toMatchObject({ missing: 0.2, distinct: 2, numbers: null });
  expect(described.groups.source?.branch).toEqual({
    rows: 2,
    positives: 0.5,
    missing: { source: 0, days: 0.5 },
    sentinels: { days: 0.5 },
  });
  expect(described.groups.y?.['1']?.missing).toEqual({ source: 0.5, days: 0 });
  expect(described.duplicates).toEqual({ whole: 0, butIds: 0.2 });
  expect(described.ordered).toBe(true);
  expect(describeTable(small(), { time: 'days' }).ordered).toBe(false);
  expect(describeTable(small())).toMatchObject({ positives: null, classes: null, ordered: null, groups: {} });
});

it('[SN43] class names have shares but no positives, and an empty table is described too', () => {
  expect(describeTable(small(), { label: 'at' })).toMatchObject({
    positives: null,
    classes: { '2025-01': 0.4, '2025-02': 0.4 },
  });
  expect(describeTable(createTable([numbers('x', new Float64Array(0), 1)])).columns.x).toMatchObject({
    missing: 0,
    numbers: null,
  });
});

it('[SN43] questions that do not fit are refused with the column', () => {
  expect(() => describeTable(small(), { sentinels: { source: [1] } })).toThrow('column "source" is text');
  expect(() => describeTable(small(), { ids: ['nope'] })).toThrow('no column "nope"');
  const wide = createTable([
    integers(
      'n',
      Int32Array.from({ length: 300 }, (_, row) => row),
    ),
  ]);
  expect(() => describeTable(wide, { by: ['n'] })).toThrow('column "n" has 300 values');
});

it('[SN43] rows that are written alike are copies, whatever lies behind the decimals', () => {
  const written = createTable([numbers('x', Float64Array.of(1.001, 1.002, -0.001, 0, Number.NaN, Number.NaN), 2)]);
  expect(describeTable(written).duplicates.whole).toBe(0.5);
});

it('[SN43] ranks share ties, and separation is the share of ordered pairs', () => {
  expect([...rowsInOrder([3, 1, 2, 1])]).toEqual([1, 3, 2, 0]);
  expect([...middleRanks([3, 1, Number.NaN, 1])]).toEqual([2, 0.5, Number.NaN, 0.5]);
  const [kinds, scores] = [
    [0, 1, 0, 1, 1],
    [1, 2, 2, 5, 0],
  ]; // prettier-ignore
  let pairs = 0;
  for (const [i, a] of kinds.entries())
    for (const [j, b] of kinds.entries())
      if (a > b) pairs += (scores[i] as number) > (scores[j] as number) ? 1 : scores[i] === scores[j] ? 0.5 : 0;
  expect(separation(kinds, scores)).toBe(pairs / 6);
  expect(separation([1, 1], [0, 1])).toBe(0.5);
});

it('[SN43] the regression finds the weights behind labels', () => {
  const rng = createRng('regression');
  const x = drawValues(rng.stream('x'), shapes.normal(0, 1), 20_000);
  const z = drawValues(rng.stream('z'), shapes.normal(0, 1), 20_000);
  const y = x.map((value, row) => Number(rng.uniform() < 1 / (1 + Math.exp(1 - 2 * value + 0.5 * (z[row] as number)))));
  const weights = fitLogistic(
    [x, z],
    y,
    Uint32Array.from(y, (_, row) => row),
  );
  for (const [at, wanted] of [-1, 2, -0.5].entries())
    expect(Math.abs((weights[at] as number) - wanted)).toBeLessThan(0.1);
  // Two kinds that can be separated without error do not break it.
  expect(
    fitLogistic(
      [x],
      x.map((value) => Number(value > 0)),
      Uint32Array.from(y, (_, row) => row),
    ).every(Number.isFinite),
  ).toBe(true);
});

function world(seed: string, change: { mean?: number; sd?: number; gaps?: number; web?: number } = {}): Table {
  const rng = createRng(seed);
  const rows = 5000;
  const { mean = 0, sd = 1, gaps = 0.1, web = 1 } = change;
  const x = numbers('x', drawValues(rng.stream('x'), shapes.normal(mean, sd), rows), 3);
  const channel = conditional('channel', ['app', 'web'], { '*': [1, web] });
  return createTable([
    integers(
      'id',
      Int32Array.from({ length: rows }, (_, row) => row),
    ),
    withMissing(x, mcar(rng.stream('gaps'), rows, gaps).mask),
    numbers('heavy', drawValues(rng.stream('heavy'), shapes.studentT(2), rows), 3),
    channel.column(rng.stream('channel'), texts('none', new Array<string>(rows).fill(''))),
  ]);
}

it.each([1, 2, 3, 4, 5])('[SN43] tables of one world are not told apart (seed calm-%i)', (at) => {
  const described = describeDrift(world(`calm-${at}`), world(`calm-${at}-later`), { ignore: ['id'] });
  expect(Math.abs(described.separation - 0.5)).toBeLessThan(0.03);
  expect(described.rows).toEqual([4000, 4000]);
});

it('[SN43] many columns and few rows do not look like a drift', () => {
  const noise = (seed: string) =>
    createTable(
      Array.from({ length: 25 }, (_, at) =>
        numbers(`x${at}`, drawValues(createRng(`${seed}/${at}`), shapes.normal(0, 1), 150), 3),
      ),
    );
  expect(describeDrift(noise('few'), noise('few-later'), { ignore: [] }).separation).toBeLessThan(0.6);
});

it.each([
  ['moved', { mean: 0.5 }, 'x'],
  ['wider', { sd: 2 }, 'x'],
  ['missing more often', { gaps: 0.4 }, 'x'],
  ['another mix of categories', { web: 3 }, 'channel'],
] as const)('[SN43] a drift is found with its column: %s', (_, change, column) => {
  const described = describeDrift(world('before'), world('after', change), { ignore: ['id'] });
  expect(described.separation).toBeGreaterThan(0.57);
  expect(described.columns[0]?.name).toBe(column);
  for (const other of described.columns.slice(1)) expect(other.separation).toBeLessThan(0.53);
});

it('[SN43] the same tables and seed give the same answer; what cannot be compared is refused', () => {
  const ask = () => describeDrift(world('a'), world('b', { mean: 0.2 }), { ignore: ['id'], rows: 500 });
  expect(ask()).toEqual(ask());
  expect(() => describeDrift(world('a'), world('b'), { ignore: ['time'] })).toThrow('no column "time" to leave out');
  const other = createTable([texts('x', ['a'])]);
  expect(() => describeDrift(world('a'), other, { ignore: [] })).toThrow(
    'column "x" is number in one table and text in the other',
  );
  expect(halves(small(), 2).map(({ rows }) => rows)).toEqual([2, 3]);
  expect(() => halves(small(), 5)).toThrow('a cut at row 5 of 5');
});
