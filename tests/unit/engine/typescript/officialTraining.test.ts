/** Training on TypeScript's official path, where it differs from other languages (tests/contract/official has what does not). */
import { describe, expect, it } from 'vitest';
import { hex, refusal } from './refusals.ts';
import { CONFIG, changed, FILES, MODEL, official } from './scaffold.ts';

describe('the contract', () => {
  it('[HN1] a missing function or file, and more arguments than are given, are named', async () => {
    expect(await refusal(changed('model.ts', 'export async function fit(', 'async function fit('))).toMatchObject({
      code: 'missing-function',
      message: 'model.ts exports no function fit(train, prep, seed)',
    });
    const { 'data.ts': _, ...rest } = FILES;
    expect((await refusal(rest)).message).toBe('data.ts is missing: it must hold load(path)');
    expect((await refusal(changed('model.ts', 'seed: number) {', 'seed: number, more: number) {'))).message).toBe(
      'model.ts has fit with 4 arguments, but the contract calls fit(train, prep, seed)',
    );
    expect(await refusal(changed('model.ts', 'export function decide(', 'export function decide(('))).toMatchObject({
      code: 'bad-source',
      file: 'model.ts',
    });
  });

  it('[HN2] what reads data or trains on import is refused with file and line', async () => {
    const spellings = [
      ["import { readRows } from 'holdout';\nexport const rows = readRows('train.csv');", 'readRows'],
      ["import * as dfd from 'danfojs';\nexport const frame = await dfd.readCSV('train.csv');", 'readCSV'],
      ["import { readRows as read } from 'holdout';\nexport const rows = read('train.csv');", 'may not be read here'],
    ] as const;
    for (const [text, told] of spellings) {
      const found = await refusal({ ...FILES, 'extra.ts': text, 'model.ts': `import './extra';\n${MODEL}` });
      expect(found.message, text).toContain(told);
      expect(found, text).toMatchObject({ file: 'extra.ts', line: 2 });
    }
    const trains = `${MODEL}\nconst early = tf.sequential();\nawait early.fit(tf.ones([1, 1]), tf.ones([1, 1]));`;
    expect((await refusal({ ...FILES, 'model.ts': trains })).message).toMatch(/^model\.ts line 36 runs fit on import/);
    const runs = `${MODEL}\nimport { load } from './data';\nexport const all = load('train.csv');`;
    expect((await refusal({ ...FILES, 'model.ts': runs })).message).toContain('runs load on import');
  });
});

describe('training', () => {
  it('[HN4] Math.random is seeded, for the candidate and for what the libraries draw from it', async () => {
    const files = changed('model.ts', 'json: { prep } }', 'json: { prep, drawn: [Math.random(), Math.random()] } }');
    const [a, b] = [await official(files), await official(files, { seeds: [3, 4] })];
    if (!a.train.ok || !b.train.ok) throw new Error('no training');
    const [third, fourth] = b.train.fits;
    expect(hex(a.train.fits[0]?.payload)).toBe(hex(third?.payload));
    expect(hex(third?.payload)).not.toBe(hex(fourth?.payload));
  });

  it('[HN5] a module global that training changed is named', async () => {
    const files = changed(
      'model.ts',
      '  const x = matrix(train);',
      '  MEANS.push(1);\n  kept = train.length;\n  const x = matrix(train);',
    );
    files['model.ts'] = `const MEANS: number[] = [];\nlet kept = 0;\nconst SAME = { a: [1] };\n${files['model.ts']}`;
    const { train } = await official(files);
    expect(train.notes.map(({ message }) => message)).toEqual([
      'MEANS in model.ts does not travel; return it from fit',
      'kept in model.ts does not travel; return it from fit',
    ]);
  });

  it('[HN6] an error of the code comes with file, line, function and without frames of the harness', async () => {
    const found = await refusal(changed('model.ts', '  const x = matrix(train);', '  const x = matrix(null as any);'));
    expect(found.message).toMatch(/^fit failed: Cannot read properties of null/);
    expect(found.frames).toEqual([
      { file: 'model.ts', line: 15, function: 'fit' },
      { file: 'model.ts', line: 4, function: 'matrix' },
    ]);
  });

  const uncrossable: [name: string, model: string, message: RegExp][] = [
    ['nothing', 'undefined', /fit returned nothing: fit returns \{ layers\?, tensors\?, json\? \}/],
    ['a model itself', 'net', /return \{ layers: it \}/],
    ['a stray field', '{ layers: net, odds: 1 }', /the field "odds", which does not cross/],
    ['NaN in JSON', '{ json: { means: [1, NaN] } }', /model\.json\.means\[1\] is NaN/],
    [
      'a typed array in JSON',
      '{ json: { w: new Float32Array(2) } }',
      /model\.json\.w is a Float32Array: write Array\.from/,
    ],
    ['a tensor in JSON', '{ json: { w: tf.ones([2]) } }', /put it into tensors/],
    ['a function', '{ json: { f: () => 1 } }', /model\.json\.f is a function/],
    ['a class instance', '{ json: { m: new Map([[1, 2]]) } }', /model\.json\.m is a Map/],
    ['a loop', '(() => { const a: any = {}; a.a = a; return { json: a } })()', /holds itself/],
    ['a number among tensors', '{ tensors: { w: 3 } }', /model\.tensors\.w is a number, not a tensor/],
    ['an odd name', "{ tensors: { '../w': tf.ones([2]) } }", /name tensors by simple words/],
    ['a string tensor', "{ tensors: { w: tf.tensor(['a']) } }", /is of string/],
  ];
  it.each(uncrossable)('[HN6] %s cannot cross, and why is said', async (_name, model, message) => {
    expect((await refusal(changed('model.ts', '{ layers: net, json: { prep } }', `${model} as any`))).message).toMatch(
      message,
    );
  });
});

it('[HN4] the configuration of the tests is one of the product', () => {
  expect(Object.keys(CONFIG.functions)).toHaveLength(8);
});
