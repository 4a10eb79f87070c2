import { beforeAll, describe, expect, test } from 'vitest';
import type { ImageItem, OutputItem, TableItem } from '../../../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../../../protocol/outputCaps.ts';
import { type KernelInNode, kernelInNode } from '../../../support/pythonKernel.ts';

const MODEL = `
import numpy as np
def fit(train, prep, seed):
    return {"coef": np.zeros((3, 4)), "names": ["a", "b"]}
class Other:
    def fit(self): return np.zeros(99)
`;

const FUNCTIONS = Object.fromEntries(
  ['load', 'split', 'prepare', 'fit', 'predict', 'report'].map((name) => [name, 'model.py']),
);

let kernel: KernelInNode;
beforeAll(async () => {
  kernel = await kernelInNode(['numpy', 'pandas', 'matplotlib', 'jedi', 'joblib'], {
    data: { 'train.csv': 'id,amount,kind\n1,2.5,x\n2,,y\n', 'data/more.csv': 'a\n1\n' },
    config: { functions: FUNCTIONS, label: 'y', id: 'id', train: 'train.csv', seeds: [1] },
  });
  kernel.run('import numpy as np, pandas as pd\nimport matplotlib.pyplot as plt');
}, 120_000);

const only = <T extends OutputItem['type']>(items: OutputItem[], type: T): Extract<OutputItem, { type: T }>[] =>
  items.filter((item): item is Extract<OutputItem, { type: T }> => item.type === type);
const table = (code: string): TableItem => {
  const ran = kernel.run(code);
  const [found] = only(ran.items, 'table');
  if (!found) throw new Error(`no table from ${code}: ${JSON.stringify(ran.items).slice(0, 2_000)}`);
  return found;
};
const images = (code: string): ImageItem[] => only(kernel.run(code).items, 'image');

describe('tables', () => {
  test('[RN5] data files are where the scaffold reads them, and a frame is a table', () => {
    expect(table('pd.read_csv("train.csv")')).toEqual({
      type: 'table',
      kind: 'frame',
      columns: [
        { name: 'id', dtype: 'int64' },
        { name: 'amount', dtype: 'float64' },
        { name: 'kind', dtype: 'object' },
      ],
      index: { name: '', dtype: 'int64', labels: [0, 1] },
      rows: [
        [1, 2.5, 'x'],
        [2, 'NaN', 'y'],
      ],
      head: 2,
      shape: [2, 3],
    });
    expect(table('pd.read_csv("data/more.csv")').shape).toEqual([1, 1]);
  });

  test('[RN5] a large frame is its head and tail, with the shape of the whole', () => {
    const large = table('pd.DataFrame(np.arange(100_000 * 60).reshape(100_000, 60))');
    expect(large.shape).toEqual([100_000, 60]);
    expect(large.columns.length).toBe(OUTPUT_CAPS.tableColumns);
    expect(large.rows.length).toBe(OUTPUT_CAPS.tableRows);
    expect(large.index.labels[large.head - 1]).toBe(large.head - 1);
    expect(large.index.labels.at(-1)).toBe(99_999);
  });

  test('[RN5] long texts cost rows, never the caps', () => {
    const wide = table('pd.DataFrame({f"c{i}": ["é" * 5_000] * 300 for i in range(50)})');
    expect(JSON.stringify(wide).length).toBeLessThan(400_000);
    expect(wide.rows[0]?.[0]).toHaveLength(OUTPUT_CAPS.cellChars);
  });

  test('[RN5] odd cells are told as they are', () => {
    const odd = table(
      'pd.DataFrame({"v": [None, True, 2**60, float("inf"), pd.Timestamp("2024-01-02"), [1] * 1000, pd.NA, np.float32(0.1), "a\\ud800"]}, dtype=object)',
    );
    const cells = odd.rows.map((row) => row[0]);
    expect(cells.slice(0, 5)).toEqual([null, true, String(2n ** 60n), 'inf', '2024-01-02 00:00:00']);
    expect(String(cells[5]).length).toBeLessThanOrEqual(OUTPUT_CAPS.cellChars);
    expect(cells.slice(6)).toEqual(['<NA>', 0.1, 'a\ufffd']);
  });

  test('[RN5] series, groups of columns, empty frames and odd indexes', () => {
    const series = table('pd.Series([3, 1], index=["x", "y"], name="n", dtype="category")');
    expect(series).toMatchObject({ kind: 'series', columns: [{ name: 'n', dtype: 'category' }], rows: [[3], [1]] });
    const grouped = table(
      'pd.DataFrame({"a": [1, 1], "b": [2, 3], "c": [4., 5.]}).groupby(["a", "b"]).agg(["mean", "max"])',
    );
    expect(grouped.columns.map((column) => column.name)).toEqual(['c / mean', 'c / max']);
    expect(grouped.index).toMatchObject({ name: 'a / b', labels: ['1 / 2', '1 / 3'] });
    expect(table('pd.DataFrame()').shape).toEqual([0, 0]);
    expect(table('pd.DataFrame(index=[1, 2])').rows).toEqual([[], []]);
    expect(table('pd.DataFrame([[1, 2]], columns=["a", "a"])').rows).toEqual([[1, 2]]);
  });

  test('[RN5] HTML is never used', () => {
    const ran = kernel.run(
      'class H:\n    def _repr_html_(self): return "<b>x</b>"\n    def __repr__(self): return "plain"\nH()',
    );
    expect(ran.items).toEqual([{ type: 'value', text: 'plain' }]);
  });

  test('[RN4] tables beyond the cap are left out and told', () => {
    const ran = kernel.run('for i in range(30): display(pd.DataFrame({"a": [i]}))');
    expect(only(ran.items, 'table')).toHaveLength(OUTPUT_CAPS.tables);
    expect(ran.items.at(-1)).toMatchObject({ type: 'notice', kind: 'truncated' });
  });
});

describe('figures', () => {
  test('[RN5] open figures come after the run, with words, and only once', () => {
    const [image, ...more] = images('plt.plot([1, 2])\nplt.title("Loss")\nplt.xlabel("epoch");');
    expect(more).toEqual([]);
    expect(image).toMatchObject({ mime: 'image/png', alt: 'Plot. Loss, x: epoch' });
    expect(image?.width).toBeGreaterThan(300);
    expect(images('1')).toEqual([]);
  });

  test('[RN5] show() shows at once, and a figure as the last expression is not doubled', () => {
    const ran = kernel.run('plt.plot([1])\nplt.show()\nprint("after")');
    expect(ran.items.map((item) => item.type)).toEqual(['image', 'stream']);
    expect(images('fig, ax = plt.subplots()\nax.bar([1], [2])\nfig')).toHaveLength(1);
  });

  test('[RN5] an error keeps the figures drawn before it', () => {
    const ran = kernel.run('plt.plot([1])\n1/0');
    expect(ran.status).toBe('error');
    expect(ran.items.map((item) => item.type)).toEqual(['error', 'image']);
  });

  test('[RN4] many and huge figures are capped', () => {
    const ran = kernel.run('for i in range(25):\n    plt.figure(figsize=(1, 1)); plt.plot([i])');
    expect(only(ran.items, 'image')).toHaveLength(OUTPUT_CAPS.images);
    const [noise] = images('plt.figure(figsize=(14, 14))\nplt.imshow(np.random.rand(1500, 1500));');
    expect(noise?.data.length ?? 0).toBeLessThanOrEqual(OUTPUT_CAPS.imageChars);
  }, 60_000);
});

describe('weights of fit', () => {
  test('[RN9] the last value of a top-level fit is counted by attribute', () => {
    const ran = kernel.run('import model\nfor s in range(3): m = model.fit(None, None, s)', {
      files: { 'model.py': MODEL },
    });
    expect(ran.weights?.total).toBe(12);
    expect(only(ran.items, 'weights')[0]?.weights).toEqual(ran.weights);
    expect(ran.weights?.items[0]).toEqual({ path: "model['coef']", count: 12 });
  });

  test('[RN9] no fit, no count; a method of that name is not it; a fit in a cell is', () => {
    expect(kernel.run('model.Other().fit()').weights).toBeNull();
    expect(kernel.run('1').weights).toBeNull();
    expect(kernel.run('def fit(t, p, s): return np.zeros(5)\nm = fit(1, 2, 3)').weights?.total).toBe(5);
    expect(
      kernel.run('model.fit(1, 2, 3)', { files: { 'model.py': MODEL.replace('(3, 4)', '(2, 4)') } }).weights?.total,
    ).toBe(8);
  });
});

describe('completion', () => {
  const complete = (code: string): string[] => {
    const lines = code.split('\n');
    const at = { line: lines.length, column: (lines.at(-1) ?? '').length };
    const answer = kernel.ask({ ask: 'complete', file: 'explore.py', code, ...at }) as { items: { name: string }[] };
    return answer.items.map((item) => item.name);
  };

  test('[RN7] before jedi is there, plain names and live objects answer', () => {
    kernel.run('frame_one = pd.DataFrame({"amount_eur": [1.0]})');
    expect(complete('fram')).toEqual(['frame_one']);
    expect(complete('frame_one.amount_')).toEqual(['amount_eur']);
  });

  test('[RN7] with jedi, live objects answer', () => {
    expect(kernel.ask({ ask: 'warm' })).toBe(true);
    expect(complete('frame_one.amount_')).toContain('amount_eur');
    expect(complete('frame_one.groupb')).toContain('groupby');
    expect(complete('é = "😀"; np.arang')).toContain('arange');
    expect(complete('frame_one.').some((name) => name.startsWith('_'))).toBe(false);
    const [signature] = kernel.ask({
      ask: 'signature',
      file: 'explore.py',
      code: 'def add(first, second=2): return first\nadd(1, ',
      line: 2,
      column: 7,
    }) as { label: string; params: string[]; active: number }[];
    expect(signature).toMatchObject({ label: 'add(first, second=2)', active: 1 });
  }, 30_000);

  test('[RN7] names and members for the page to keep', () => {
    const told = kernel.ask({ ask: 'names' }) as { names: Record<string, string[]>; members: Record<string, string[]> };
    expect(told.names.frame_one).toEqual(['instance', 'pandas.core.frame.DataFrame']);
    expect(told.members['pandas.core.frame.DataFrame']).toContain('groupby');
    expect((kernel.ask({ ask: 'names' }) as typeof told).members).toEqual({});
  });
});
