import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../../engine/typescript/helpers/csv.ts';
import { json, realm } from './rowsRealm.ts';

describe('CSV', () => {
  const columns = (text: string): Record<string, unknown[]> => {
    const { names, columns: all } = parseCsv(text);
    return Object.fromEntries(names.map((name, i) => [name, [...(all[i] ?? [])]]));
  };

  it('[TJ8] a column is numeric where every cell that is not empty is a number', () => {
    expect(columns('a,b,c,d,e\n1,x,,0x1f,1e3\n,2,,5,-.5\n 3 ,,,6,NaN\n')).toEqual({
      a: [1, Number.NaN, 3],
      b: ['x', '2', ''],
      c: ['', '', ''],
      d: ['0x1f', '5', '6'],
      e: [1000, -0.5, Number.NaN],
    });
  });

  it('[TJ8] quotes hold commas, breaks and quotes; CR LF, a byte order mark and a missing last break are read', () => {
    expect(columns('\ufeffa,"b ""q"""\r\n"x, y","1\n2"\r\n\r\n"",z')).toEqual({
      a: ['x, y', ''],
      'b "q"': ['1\n2', 'z'],
    });
    expect(columns('a\n1\n\n2')).toEqual({ a: [1, Number.NaN, 2] });
    expect(columns('a,b\n')).toEqual({ a: [], b: [] });
    expect(columns('')).toEqual({});
  });

  it('[TJ8] a line of another length and an open quote are told with their line', () => {
    expect(() => parseCsv('a,b\n1,2\n3\n')).toThrow('Line 3 has 1 cells where there are 2 names.');
    expect(() => parseCsv('a,b\n"1\n2",2\n3,4,5\n')).toThrow('Line 4 has 3 cells where there are 2 names.');
    expect(() => parseCsv('a\n1\n"2\n')).toThrow('Line 3 has a quote that is not closed.');
  });

  it('[TJ8] rows, table and frame hold the same; a file that is not there is told', async () => {
    realm.write('d.csv', 'id,amount,kind\n1,2.5,x\n2,,y\n');
    const expected = [
      { id: 1, amount: 2.5, kind: 'x' },
      { id: 2, amount: 'NaN', kind: 'y' },
    ];
    expect(json("holdout.readRows('d.csv')")).toEqual(expected);
    expect(json("holdout.readTable('d.csv').objects()")).toEqual(expected);
    expect(json("dfd.toJSON(holdout.readFrame('d.csv'))")).toEqual(expected);
    expect(json("holdout.readFrame('d.csv').dtypes")).toEqual(['float32', 'float32', 'string']);
    expect(await realm.run<Promise<string>>("dfd.readCSV('d.csv').then((f) => dfd.toCSV(f))")).toBe(
      'id,amount,kind\n1,2.5,x\n2,NaN,y',
    );
    expect(() => realm.run("holdout.readRows('no.csv')")).toThrow('There is no file no.csv.');
    realm.write('bad.csv', 'a,b\n1\n');
    expect(() => realm.run("holdout.readRows('bad.csv')")).toThrow('bad.csv: Line 2 has 1 cells');
    expect(() => realm.run("dfd.readExcel('d.xlsx')")).toThrow('readExcel is not available here');
  });

  it('[TJ8] a hundred thousand rows of 22 columns are read in about a second', () => {
    const line = Array.from({ length: 22 }, (_, i) => (i % 7 === 6 ? `kind${i}` : String((i * 37.123) % 91))).join(',');
    realm.write(
      'big.csv',
      `${Array.from({ length: 22 }, (_, i) => `c${i}`).join(',')}\n${`${line}\n`.repeat(100_000)}`,
    );
    const start = performance.now();
    expect(realm.run("holdout.readRows('big.csv').length")).toBe(100_000);
    const ms = performance.now() - start;
    console.info(`readRows, 100,000 x 22: ${ms.toFixed(0)} ms`);
    expect(ms).toBeLessThan(10_000);
  });
});

describe('helpers against pandas 2.2.3 (df = DataFrame(rows) with None for a missing g)', () => {
  it('[TJ9] sums, means and quantiles leave missing values out', () => {
    // v.sum(), v.mean(), v.std(), v.median(), v.quantile(.1), v.quantile(.9), v.min(), v.max()
    expect(json('[holdout.sum(v), holdout.mean(v), holdout.std(v), holdout.median(v)]')).toEqual([
      18.75, 4.6875, 3.738175802892814, 3.75,
    ]);
    expect(json('[holdout.quantile(v, 0.1), holdout.quantile(v, 0.9), holdout.min(v), holdout.max(v)]')).toEqual([
      1.925, 8.200000000000001, 1.25, 10,
    ]);
    // Series([]).sum(), .mean(), .min()
    expect(json('[holdout.sum([]), holdout.mean([NaN, null]), holdout.min([]), holdout.std([1])]')).toEqual([
      0,
      'NaN',
      'NaN',
      'NaN',
    ]);
    // v.corr(df['w'])
    expect(realm.run<number>('holdout.corr(v, rows.map((r) => r.w))')).toBeCloseTo(0.22721215350591376, 12);
    expect(() => realm.run("holdout.mean([1, 'x'])")).toThrow('Value 1 is "x", not a number.');
    expect(() => realm.run('holdout.corr([1], [1, 2])')).toThrow('must be equally long');
    expect(json('holdout.mean(new dfd.Series([1, NaN, 3]))')).toBe(2);
  });

  it('[TJ9] sorting puts missing values last in either direction, by numbers, and keeps equal ones in order', () => {
    // df.sort_values('v', kind='stable').index, and with ascending=False
    const order = (options: string): unknown =>
      json(`holdout.sortBy(rows.map((r, i) => ({ ...r, i })), 'v', ${options}).map((r) => r.i)`);
    expect(order('{}')).toEqual([2, 0, 4, 3, 1, 5]);
    expect(order('{ descending: true }')).toEqual([3, 4, 0, 2, 1, 5]);
    expect(json('holdout.sortBy([10, 9, 100, 1], (x) => x)')).toEqual([1, 9, 10, 100]);
    expect(json("holdout.sortBy(['b', '', 'B', 'a', null], (x) => x)")).toEqual(['B', 'a', 'b', '', null]);
  });

  it('[TJ9] groups, counts and descriptions leave missing values out', () => {
    // df.groupby('g')['v'].mean() and .count()
    expect(json("holdout.groupMean(rows, 'g', 'v')")).toEqual([
      { key: 'a', count: 1, mean: 10 },
      { key: 'b', count: 2, mean: 2.375 },
      { key: 'c', count: 0, mean: 'NaN' },
    ]);
    expect(json("[...holdout.groupBy(rows, 'g')].map(([k, r]) => [k, r.length])")).toEqual([
      ['b', 2],
      ['a', 2],
      [null, 1],
      ['c', 1],
    ]);
    // df['g'].value_counts()
    expect(json('holdout.valueCounts(rows.map((r) => r.g))')).toEqual([
      { value: 'b', count: 2, share: 0.4 },
      { value: 'a', count: 2, share: 0.4 },
      { value: 'c', count: 1, share: 0.2 },
    ]);
    expect(json("holdout.valueCounts(['2021-01', '2021-02', '2021-01']).map((c) => c.count)")).toEqual([2, 1]);
    // v.describe()
    const v = {
      column: 'v',
      type: 'number',
      count: 4,
      missing: 2,
      unique: 4,
      mean: 4.6875,
      std: 3.738175802892814,
      min: 1.25,
      '25%': 2.9375,
      '50%': 3.75,
      '75%': 5.5,
      max: 10,
      top: null,
    };
    const g = {
      column: 'g',
      type: 'text',
      count: 5,
      missing: 1,
      unique: 3,
      mean: null,
      std: null,
      min: null,
      '25%': null,
      '50%': null,
      '75%': null,
      max: null,
      top: 'b',
    };
    expect(json('holdout.describe(rows).slice(0, 2)')).toEqual([g, v]);
    expect(json('holdout.describe(new dfd.DataFrame(rows.map(({ v, w }) => ({ v, w }))))[1].mean')).toBe(10.5);
    expect(json('holdout.describe(aq.from(rows))[0].top')).toBe('b');
    expect(json('holdout.corrTable(rows).map((r) => [r.column, r.v.toFixed(6), r.w])')).toEqual([
      ['v', '1.000000', expect.closeTo(0.22721215350591376, 12)],
      ['w', '0.227212', 1],
    ]);
  });

  it('[TJ9] decisions are counted by label; what is neither 0 nor 1 is told with its row', () => {
    // confusion_matrix([1,1,0,0,1], [1,0,1,0,1]) and precision_score, recall_score, f1_score, accuracy_score of scikit-learn 1.6.1
    expect(json('holdout.confusion([1, 1, 0, 0, 1], [1, 0, 1, 0, true])')).toEqual({
      tp: 2,
      fp: 1,
      fn: 1,
      tn: 1,
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
      accuracy: 0.6,
    });
    expect(json('holdout.confusion([0], [0]).precision')).toBe(0);
    expect(() => realm.run('holdout.confusion([1, 0], [1, 0.5])')).toThrow('The decision of row 1 is 0.5, not 0 or 1.');
    expect(() => realm.run('holdout.confusion([1], [1, 0])')).toThrow('There are 1 labels and 2 decisions.');
  });
});

describe('what candidates read', () => {
  it('[TJ9] everything that `holdout` exports is documented', () => {
    const folder = fileURLToPath(new URL('../../../../engine/typescript/helpers/', import.meta.url));
    const index = readFileSync(`${folder}index.ts`, 'utf8');
    for (const [, names = '', file = ''] of index.matchAll(/export \{ ([^}]+) \} from '\.\/(\w+)\.ts'/g)) {
      const source = readFileSync(`${folder}${file}.ts`, 'utf8');
      for (const name of names.split(', ').map((n) => n.replace('type ', ''))) {
        expect(source, `${file}.ts: ${name}`).toMatch(new RegExp(`\\*/\\nexport (function|interface|type) ${name}\\b`));
      }
    }
  });
});

describe('pictures', () => {
  it('[TJ12] bytes come out of base64 as they went in, whatever their number', () => {
    for (const length of [0, 1, 2, 3, 4, 255, 420]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + 11) % 256);
      const text = Buffer.from(bytes).toString('base64');
      expect(json(`[...holdout.bytesOf('${text}')]`), `${length} bytes`).toEqual([...bytes]);
    }
    expect(() => realm.run(`holdout.bytesOf('ab*d')`)).toThrow('The text holds "*", which base64 does not have.');
  });
});
