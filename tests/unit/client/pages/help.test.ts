/** The compatibility page is true: every line of its table about danfojs is run here, every version and name is looked up. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Block } from '../../../../client/pages/help/section.ts';
import { SECTIONS } from '../../../../client/pages/help/typescript.ts';
import { stripTypes } from '../../../../engine/typescript/code/emit.ts';

const require = createRequire(import.meta.url);
const read = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');

const blocksOf = (id: string): readonly Block[] => SECTIONS.find((section) => section.id === id)?.blocks ?? [];
const tableOf = (id: string) => blocksOf(id).flatMap((block) => ('table' in block ? [block.table] : []))[0];
const textOf = (block: Block): string =>
  'text' in block
    ? block.text
    : 'list' in block
      ? block.list.join('\n')
      : 'code' in block
        ? block.code
        : block.table.rows.flat().join('\n');

type Danfojs = typeof import('danfojs');

let dfd: Danfojs;
beforeAll(() => {
  dfd = require('danfojs') as Danfojs;
}, 60_000);

const A = [3, Number.NaN, 1, 4];
const frame = (columns: Record<string, unknown[]> = { a: A }) => new dfd.DataFrame(columns);
const series = (values: unknown[] = A) => new dfd.Series(values);
const groups = () =>
  frame({ g: ['x', 'x', 'y'], a: [4, Number.NaN, 2] })
    .groupby(['g'])
    .col(['a']);

/** What danfojs gives for the first cell of each row of the table, beside what it gives where the page declares a difference. */
const CLAIMS: Record<string, () => [got: unknown, expected: unknown]> = {
  '`df.sortValues("a")`': () => [frame().sortValues('a').values, [[3], [Number.NaN], [1], [4]]],
  '`s.sortValues()`': () => [series().sortValues().values, [1, 4, Number.NaN, 3]],
  '`df.groupby(["g"]).col(["a"]).mean()`, `sum()`': () => [
    [groups().mean().values, groups().sum().values],
    [
      [
        ['x', Number.NaN],
        ['y', 2],
      ],
      [
        ['x', Number.NaN],
        ['y', 2],
      ],
    ],
  ],
  '`….count()` of a group': () => [
    groups().count().values,
    [
      ['x', 2],
      ['y', 1],
    ],
  ],
  'groups by a key that is NaN': () => [
    frame({ g: ['x', Number.NaN, 'x'], a: [4, 1, 2] })
      .groupby(['g'])
      .col(['a'])
      .mean().values,
    [
      ['x', 3],
      [expect.anything(), 1],
    ],
  ],
  '`df.describe()`': () => {
    const described = frame().describe();
    const rows = described.values as number[][];
    const values = Object.fromEntries(described.index.map((name, i) => [String(name), rows[i]?.[0]]));
    const nan = Number.NaN;
    return [values, { count: 3, mean: nan, std: nan, min: 1, median: nan, max: 4, variance: nan }];
  },
  '`StandardScaler`, `MinMaxScaler`': () => [
    [new dfd.StandardScaler(), new dfd.MinMaxScaler()].map((scaler) => scaler.fitTransform(frame()).values.flat()),
    [Array(4).fill(Number.NaN), Array(4).fill(Number.NaN)],
  ],
  '`valueCounts()` of "2021-01", "2021-02"': () => {
    let message = '';
    try {
      series(['2021-01', '2021-02', '2021-01']).valueCounts();
    } catch (error) {
      message = String(error);
    }
    return [message, expect.stringContaining('Row index must contain unique values')];
  },
  '`s.cumSum()`': () => [series().cumSum().values, [3, Number.NaN, Number.NaN, Number.NaN]],
  '`series.dt.month()`': () => [series(['2021-01-31']).dt.month().values, [0]],
  '`LabelEncoder`': () => [new dfd.LabelEncoder().fitTransform(series(['b', 'a', 'b'])).values, [0, 1, 0]],
  '`getDummies(series)`': () => [dfd.getDummies(series(['a', 'b'])).columns, ['0_a', '1_b']],
  '`df.iloc({ rows: ["-2:"] })`': () => {
    let threw = false;
    try {
      frame({ a: [1, 2, 3] }).iloc({ rows: ['-2:'] });
    } catch {
      threw = true;
    }
    return [threw, true];
  },
  'sorting 100,000 rows': () => {
    const values = Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 100_003);
    const began = performance.now();
    frame({ a: values }).sortValues('a');
    const slow = performance.now() - began;
    const then = performance.now();
    [...values].sort((a, b) => a - b);
    return [slow > 10 * (performance.now() - then), true];
  },
  '`quantile`, `corr`, `pivot`, `rolling`, `shift`, `cut`, `melt`': () => {
    const names = ['quantile', 'corr', 'pivot', 'rolling', 'shift', 'cut', 'melt'];
    const found = names.filter((name) => [frame(), series(), dfd].some((one) => name in (one as object)));
    return [found, []];
  },
};

describe('the compatibility page', () => {
  test('[LG7] every line about danfojs is one that is tried here', () => {
    expect(tableOf('danfojs')?.rows.map(([call]) => call)).toEqual(Object.keys(CLAIMS));
  });

  test.each(Object.entries(CLAIMS))('[LG7] danfojs is as the page says: %s', (_, claim) => {
    const [got, expected] = claim();
    expect(got).toEqual(expected);
  });

  test('[LG7] danfojs is right where the page says so', () => {
    const s = series();
    expect([s.sum(), s.max(), s.median(), s.mean()]).toEqual([8, 4, 3, 8 / 3]);
    expect(s.std()).toBeCloseTo(1.5275252316519465, 12);
    const df = frame({ a: A, b: [1, 2, 3, 4] });
    expect(df.dropNa({ axis: 1 }).values).toEqual([
      [3, 1],
      [1, 3],
      [4, 4],
    ]);
    expect(df.fillNa(0).values).toEqual([
      [3, 1],
      [0, 2],
      [1, 3],
      [4, 4],
    ]);
    expect(df.query(df.b.gt(2)).values).toEqual([
      [1, 3],
      [4, 4],
    ]);
    const [left, right] = [frame({ k: ['a', 'b'], x: [1, 2] }), frame({ k: ['b', 'c'], y: [3, 4] })];
    expect(dfd.merge({ left, right, on: ['k'], how: 'inner' }).values).toEqual([['b', 2, 3]]);
  });

  test('[LG7] the versions are those that are installed', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const rows = tableOf('imports')?.rows ?? [];
    const listed = rows.flatMap(([line = '', version = '']) => {
      const name = /from '([^']+)'/.exec(line)?.[1] ?? '';
      return name in dependencies ? [[name, version]] : [];
    });
    expect(listed.map(([name]) => name)).toEqual(['@tensorflow/tfjs', 'danfojs', 'arquero', '@observablehq/plot']);
    for (const [name, version] of listed) {
      const installed = JSON.parse(read(`node_modules/${name}/package.json`)) as { version: string };
      expect([name, installed.version]).toEqual([name, version]);
    }
  });

  test('[LG7] the functions of holdout are those of the module, all of them', () => {
    const source = read('engine/typescript/helpers/index.ts');
    const exported = [...source.matchAll(/^export \{([^}]*)\}/gm)]
      .flatMap(([, names = '']) => names.split(','))
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '));
    const listed = (tableOf('holdout')?.rows ?? []).flatMap(([call = '']) =>
      [...call.matchAll(/`(\w+)/g)].map(([, name = '']) => name),
    );
    expect(listed.toSorted()).toEqual(exported.toSorted());
    const named = SECTIONS.flatMap(({ blocks }) => blocks.map(textOf)).join('\n');
    for (const [, names = ''] of named.matchAll(/import \{([^}]*)\} from 'holdout'/g))
      for (const name of names.split(',')) expect(exported).toContain(name.trim());
  });

  test('[LG7] the example is a program', () => {
    const [code = ''] = blocksOf('contract').flatMap((block) => ('code' in block ? [block.code] : []));
    const { code: plain } = stripTypes('model.ts', code);
    expect(plain).toContain('export function predict(model');
    for (const name of ['load', 'fit', 'predict'])
      expect(plain).toMatch(new RegExp(`export (const|function) ${name}\\b`));
  });

  test('[LG7] no planted bug is among its words', () => {
    const words = SECTIONS.flatMap(({ blocks }) => blocks.map(textOf))
      .join('\n')
      .toLowerCase();
    for (const secret of ['logits', 'softmax', 'crossentropy', 'training: true', 'comparator', '.sort()'])
      expect(words).not.toContain(secret);
  });
});
