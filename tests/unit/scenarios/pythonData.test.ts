import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint, toCsv } from '../../../datasets/csv.ts';
import { createRng } from '../../../datasets/rng.ts';
import { createSecretRng } from '../../../datasets/secretRng.ts';
import { columnOf } from '../../../datasets/table.ts';
import { fingerprintData } from '../../../scenarios/kit/data/fingerprint.ts';
import { loadDataMaker } from '../../../scenarios/kit/data/maker.ts';
import { loadPythonData } from '../../../scenarios/kit/data/python.ts';
import type { DataRngs } from '../../../scenarios/kit/data.ts';
import { AuthoringError } from '../../../scenarios/kit/manifest/error.ts';

/** Two sources as a published pair has them. */
function both(name: string): DataRngs {
  const rng = createRng(name);
  return { world: rng, holdout: rng };
}

const GOOD = `\n${readFileSync(new URL('./programs/data.py', import.meta.url), 'utf8')}`;

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'holdout-data-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function folder(slug: string, files: Record<string, string>): string {
  const at = path.join(root, slug);
  mkdirSync(at, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(at, name), text);
  return at;
}
const good = (slug = 'good') => folder(slug, { 'data.py': GOOD, 'people.py': 'NAMES = ["Ada, née B", None]\n' });

/** A data.py whose body of `generate` is given. */
const body = (lines: string, decimals = '{}') =>
  `import numpy as np\nDECIMALS = ${decimals}\ndef generate(rng, size):\n${lines.replaceAll(/^/gm, '    ')}\n`;
const returned = (train: string, more = '') =>
  body(`return {"train": ${train}, "holdout": {"a": [1]}, "labels": [0]${more}}`);

it('[SN44] data.py makes tables, labels and arrays as data.ts does', async () => {
  const make = await loadPythonData(good());
  const { train, holdout, labels, arrays } = make(both('one'), { train: 6, holdout: 4 });
  expect(train.columns.map(({ name, kind }) => [name, kind])).toEqual([
    ['id', 'integer'],
    ['at', 'text'],
    ['who', 'text'],
    ['amount', 'number'],
    ['flag', 'integer'],
    ['loose', 'integer'],
    ['label', 'integer'],
    ['calls', 'integer'],
  ]);
  expect(columnOf(train, 'at').values[1]).toBe('2025-03-01 09:01');
  expect(columnOf(train, 'who').values.slice(0, 2)).toEqual(['Ada, née B', '']);
  expect(toCsv(train).split('\n')[1]).toMatch(/^0,2025-03-01 09:00,"Ada, née B",(-?\d+\.\d\d)?,[01],\d+,[01],1$/);
  for (const value of columnOf(train, 'amount').values as Float64Array)
    if (!Number.isNaN(value)) expect(value).toBe(Number(value.toFixed(2)));
  expect(holdout.rows).toBe(4);
  expect([labels.constructor, labels.length]).toEqual([Uint8Array, 4]);
  expect([arrays.amount_eur?.constructor, arrays.amount_eur?.length]).toEqual([Float64Array, 4]);
});

it('[SN44] the same name and size give the same bytes, training does not depend on the hold-out, and nothing is kept', async () => {
  const make = await loadPythonData(good());
  const of = (seed: string, holdout: number) => make(both(seed), { train: 500, holdout });
  expect(fingerprintData(of('one', 300))).toBe(fingerprintData(of('one', 300)));
  expect(fingerprint(of('one', 0).train)).toBe(fingerprint(of('one', 300).train));
  expect(fingerprint(of('two', 300).train)).not.toBe(fingerprint(of('one', 300).train));
  expect(columnOf(of('one', 1).train, 'calls').values[0]).toBe(1);
});

it('[SN44] the bytes of a name stay what they were', async () => {
  const make = await loadPythonData(good());
  expect(fingerprintData(make(both('golden'), { train: 200, holdout: 100 }))).toBe(GOLDEN);
});

it('[SN44] streams are independent of each other and of what was drawn before', async () => {
  const lines = [
    'rng = rng.world',
    'plain = rng.stream("x").normal(size=3)',
    'rng.normal(size=100); rng.stream("y").normal(size=7)',
    'again = rng.stream("x").normal(size=3)',
    'assert (plain == again).all() and (plain != rng.stream("y").normal(size=3)).all()',
    'assert rng.stream("a").stream("b").integers(2**40) != rng.stream("b").stream("a").integers(2**40)',
    'return {"train": {"a": [1]}, "holdout": {"a": [1]}, "labels": [0]}',
  ].join('\n');
  const make = await loadPythonData(folder('streams', { 'data.py': body(lines) }));
  expect(make(both('s'), { train: 1, holdout: 1 }).train.rows).toBe(1);
});

const one = 'return {"train": {"a": [rng.stream("t").integers(2**30)]}, "holdout": {"a": [1]}, "labels": [0]}';
const SMALL = { train: 1, holdout: 1 };

it('[SN44] two sources of a secret share nothing, and give another generator than the published ones', async () => {
  const lines = [
    'drawn = [source.stream("t").integers(2**30, size=3) for source in (rng.world, rng.holdout)]',
    'assert type(rng.world.bit_generator).__name__ == "Philox"',
    'return {"train": {"a": drawn[0]}, "holdout": {"a": drawn[1]}, "labels": [0, 0, 0], "train_arrays": {"eur": [1, 2, 3]}}',
  ].join('\n');
  const make = await loadPythonData(folder('secrets', { 'data.py': body(lines) }));
  const drawn = (world: string, holdout: string) => {
    const rngs = { world: createSecretRng(world, 'world'), holdout: createSecretRng(holdout, 'holdout') };
    const { train, holdout: later, trainArrays } = make(rngs, { train: 3, holdout: 3 });
    expect(trainArrays).toEqual({ eur: Float64Array.of(1, 2, 3) });
    return [train, later].map((table) => columnOf(table, 'a').values);
  };
  const [train, later] = drawn('a', 'b');
  expect(drawn('a', 'b')).toEqual([train, later]);
  expect(drawn('a', 'c')[0]).toEqual(train);
  expect(drawn('a', 'c')[1]).not.toEqual(later);
  expect(drawn('c', 'b')[1]).toEqual(later);
});

it('[SN23] a data.py that takes one source serves interviews of one seed, and is refused in words for all others', async () => {
  const make = await loadPythonData(folder('before', { 'data.py': body(one) }));
  const before = createRng('s');
  expect(make({ ...before, ...both('s') }, SMALL).train.rows).toBe(1);
  expect(() => make(both('s'), SMALL)).toThrow(/rng\.stream is not there: generate gets two sources, rng\.world for/);
});

it('[SN44] a changed file is read again', async () => {
  const at = folder('change', { 'data.py': returned('{"a": [1]}'), 'gone.py': '' });
  const size = { train: 1, holdout: 1 };
  const first = (await loadPythonData(at))(both('c'), size);
  writeFileSync(path.join(at, 'data.py'), returned('{"a": [2]}'));
  const second = (await loadPythonData(at))(both('c'), size);
  expect([first, second].map(({ train }) => columnOf(train, 'a').values[0])).toEqual([1, 2]);
  writeFileSync(path.join(at, 'data.py'), `import gone\n${returned('{"a": [3]}')}`);
  rmSync(path.join(at, 'gone.py'));
  const third = await loadPythonData(at);
  expect(() => third(both('c'), size)).toThrow("No module named 'gone'");
});

describe('[SN44] a mistake is told with its file and line', () => {
  const cases: [what: string, files: Record<string, string>, message: string][] = [
    ['an exception', { 'data.py': body('x = 1\nreturn 1 / 0') }, 'data.py:5: ZeroDivisionError: division by zero'],
    [
      'one in another file',
      { 'data.py': body('import other\nother.fail()'), 'other.py': 'def fail():\n    raise ValueError("no")\n' },
      'other.py:2: ValueError: no',
    ],
    ['syntax', { 'data.py': 'def generate(rng, size:\n    pass\n' }, "data.py:1: SyntaxError: '(' was never closed"],
    ['no function', { 'data.py': 'x = 1\n' }, 'data.py: defines no function "generate"'],
    ['a package that is not there', { 'data.py': 'import pandas\n' }, 'data.py:1: ModuleNotFoundError'],
    ['no dict', { 'data.py': body('return 3') }, 'data.py: "generate" returns no dict with'],
    [
      'an unknown part',
      { 'data.py': returned('{"a": [1]}', ', "extra": 1') },
      '"generate" returns "extra", which is not known',
    ],
    ['no decimals', { 'data.py': returned('{"a": [0.5]}') }, 'train column "a" holds real numbers: say in DECIMALS'],
    [
      'an infinite value',
      { 'data.py': returned('{"a": [0.5, np.inf]}').replace('{}', '{"a": 1}') },
      'train column "a" row 1 is infinite',
    ],
    ['large numbers', { 'data.py': returned('{"a": [2**31]}') }, 'train column "a" leaves the range of 32-bit'],
    ['a mixed column', { 'data.py': returned('{"a": ["x", 1, object()]}') }, 'train column "a" row 1 is'],
    ['a matrix', { 'data.py': returned('{"a": np.zeros((2, 2))}') }, 'train column "a" has 2 dimensions'],
    ['unequal lengths', { 'data.py': returned('{"a": [1], "b": [1, 2]}') }, 'train column "b" has 2 rows, "a" 1'],
    [
      'labels of another length',
      { 'data.py': returned('{"a": [1]}', ', "labels": [0, 1]') },
      '"labels" has shape (2,), the hold-out 1 rows',
    ],
    [
      'labels that are none',
      { 'data.py': returned('{"a": [1]}', ', "labels": [0.5]') },
      '"labels" wants whole numbers from 0 to 255',
    ],
    [
      'an array that is not finite',
      { 'data.py': returned('{"a": [1]}', ', "arrays": {"eur": [np.nan]}') },
      'array "eur" row 0 is not finite',
    ],
  ]; // prettier-ignore
  it.each(cases)('%s', async (what, files, message) => {
    const slug = what.replaceAll(/\W+/g, '-');
    const make = await loadPythonData(folder(slug, files));
    const failing = () => make(both('f'), { train: 1, holdout: 1 });
    expect(failing).toThrow(message);
    expect(failing).toThrow(AuthoringError);
    expect(failing).toThrow(new RegExp(`^scenarios/${slug}/`));
  });
});

it('[SN44] a folder has one generator, data.ts or data.py', async () => {
  const size = { train: 2, holdout: 2 };
  const script = 'export const generate = () => ({ train: "made by TypeScript" });\n';
  const typescript = await loadDataMaker(folder('script', { 'data.ts': script }));
  expect(typescript(both('t'), size)).toEqual({ train: 'made by TypeScript' });
  expect((await loadDataMaker(good('python')))(both('p'), size).train.rows).toBe(2);
  await expect(loadDataMaker(folder('none', {}))).rejects.toThrow(
    'scenarios/none/data.ts: is missing, and so is data.py',
  );
  await expect(loadDataMaker(folder('both', { 'data.ts': script, 'data.py': GOOD }))).rejects.toThrow(
    'scenarios/both/data.py: stands beside data.ts; keep one of them',
  );
  await expect(loadDataMaker(folder('empty', { 'data.ts': 'export {};\n' }))).rejects.toThrow(
    'exports no function "generate"',
  );
});

const GOLDEN = '1a9da84779e1186fe1e4340b4769ad1e68a5b5bd4ee551c80ab6d0aa3bfe0fa4';
