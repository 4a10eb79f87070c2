/** The editor's TypeScript compiler: errors, completions, documentation. */
import { typescript as monacoTs } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildLibrary, nameInBlocks } from '../../../../build/typeLibrary.ts';
import { Compiler } from '../../../../client/compiler/compiler.ts';
import type { Mirror } from '../../../../client/compiler/host.ts';

/** Characters of all declarations together; what the worker's file grows by is about a ninth of it (brotli). */
const CEILING = 2_600_000;

let library: Record<string, string>;
beforeAll(async () => {
  library = await buildLibrary();
}, 120_000);

const ROWS = `declare module 'holdout/data' {
  export interface TrainRow {
    /** Amount of the transfer. Unit: EUR. */
    amount: number;
  }
}
`;

/** A compiler over files that a test changes. */
function work(files: Record<string, string>) {
  const mirrors = new Map<string, Mirror>();
  const put = (name: string, text: string) => {
    const version = (mirrors.get(name)?.version ?? 0) + 1;
    const mirror = mirrors.get(name) ?? { uri: { path: `/work/${name}` }, version, getValue: () => '' };
    mirrors.set(name, Object.assign(mirror, { version, getValue: () => text }));
  };
  for (const [name, text] of Object.entries(files)) put(name, text);
  const compiler = new Compiler(() => [...mirrors.values()], library, ROWS);
  return {
    compiler,
    put,
    remove: (name: string) => void mirrors.delete(name),
    codes: (name: string) => compiler.faults(`/work/${name}`).map(({ line, code }) => `${line}:${code}`),
    /** What is offered at `|`. */
    offers: (name: string, text: string, trigger: string | null = null) => {
      put(name, text.replace('|', ''));
      return compiler.complete(`/work/${name}`, text.indexOf('|'), trigger).map((offer) => offer.name);
    },
  };
}

describe('declarations of the libraries', () => {
  test('[TY6] are the same byte for byte each time, below their ceiling, and for the compiler of this version', async () => {
    const again = await buildLibrary();
    expect(JSON.stringify(again) === JSON.stringify(library)).toBe(true);
    const sizes = Object.entries(library).map(([path, text]) => [path, text.length] as const);
    console.log(Object.fromEntries(sizes.filter(([, size]) => size > 20_000)));
    expect(sizes.reduce((sum, [, size]) => sum + size, 0)).toBeLessThan(CEILING);
    expect(monacoTs.version).toBe(ts.version);
  }, 120_000);

  test('[TY6] have no name of the DOM and no type of Node', () => {
    const { codes } = work({
      'a.ts': "document.title;\nwindow.close();\nprocess.exit();\nrequire('fs');\nfetch('/');\nnew HTMLElement();\n",
    });
    expect(codes('a.ts')).toEqual(['1:2584', '2:2304', '3:2591', '4:2591', '5:2304', '6:2693']);
  });

  test('[TY6] flattened blocks name types as the file does', () => {
    const code = `declare class Tensor1D$1 {}
declare module "./index.d" {
  interface Tensor {
    /** Not Add. */
    add(): Tensor1D;
    Tensor1D(): other.Tensor1D;
  }
}
export { Tensor1D$1 as Tensor1D, Tensor$1 as Tensor };
`;
    expect(nameInBlocks(code)).toContain('interface Tensor {');
    expect(nameInBlocks(code)).toContain('add(): Tensor1D$1;');
    expect(nameInBlocks(code)).toContain('other.Tensor1D;');
  });

  test('[TY4] say what each library gives', () => {
    const { codes } = work({
      'a.ts': `import * as Plot from '@observablehq/plot';
import * as tf from '@tensorflow/tfjs';
import * as aq from 'arquero';
import * as dfd from 'danfojs';
import { type Confusion, display as show, readRows, sortBy } from 'holdout';
import type { TrainRow } from 'holdout/data';

const rows = readRows<TrainRow>('train.csv');
const x = tf.tensor2d(rows.map(({ amount }) => [amount]));
const flat: tf.Tensor1D = x.as1D();
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
const history = await model.fit(x, flat, { epochs: 2 });
const frame: dfd.DataFrame = await dfd.readCSV('train.csv');
frame.head().print();
const sums = aq.from(rows).groupby('amount').rollup({ n: aq.op.count() });
display(Plot.plot({ marks: [Plot.dot(rows, { x: 'amount' })] }), sums);
show(history);
const wrong: Confusion[] = sortBy(rows, 'amount');
x.mean().missing();
const alsoWrong: string = x.as1D();
`,
    });
    expect(codes('a.ts')).toEqual(['19:2322', '20:2339', '21:2322']);
  });
});

describe('the compiler', () => {
  test('[TY2] finds errors across files, with imports by name and by file name', () => {
    const { codes, compiler } = work({
      'data.ts': 'export const rows = [1];\n',
      'a.ts': "import { rows } from './data';\nconst text: string = rows[0];\n",
      'b.ts': "import { rows } from './data.ts';\nconst text: string = rows[0];\nconst x = ;\n",
      'notes.md': 'const',
    });
    expect(codes('a.ts')).toEqual(['2:2322']);
    expect(codes('b.ts')).toEqual(['2:2322', '3:1109']);
    expect(codes('notes.md')).toEqual([]);
    expect(compiler.allFaults(2).map(({ path, line }) => `${path}:${line}`)).toEqual(['/work/a.ts:2', '/work/b.ts:2']);
  });

  test('[TY2] says nothing of what is merely unused, and gives no advice on options', () => {
    const { compiler } = work({ 'a.ts': 'function f(seed: number) {}\nlet never = 1;\nf(1);\nprocess.exit();\n' });
    expect(compiler.faults('/work/a.ts').map(({ message }) => message)).toEqual(["Cannot find name 'process'."]);
  });

  test('[TY2] lets await stand at the top, and files share no names', () => {
    const { codes } = work({ 'a.ts': 'const x = await 1;\n', 'b.ts': "const x = 'b';\n" });
    expect([codes('a.ts'), codes('b.ts')]).toEqual([[], []]);
  });

  test('[TY3] follows a file that goes, comes back and changes', () => {
    const { codes, put, remove } = work({
      'a.ts': "import { n } from './b';\nn.length;\n",
      'b.ts': 'export const n = 1;\n',
    });
    expect(codes('a.ts')).toEqual(['2:2339']);
    remove('b.ts');
    expect(codes('a.ts')).toEqual(['1:2307']);
    put('b.ts', "export const n = 'text';\n");
    expect(codes('a.ts')).toEqual([]);
    remove('b.ts');
    put('b.ts', 'export const n = 1;\n');
    expect(codes('a.ts')).toEqual(['2:2339']);
  });

  test('[TY4] completes members, columns, names and paths of imports, and values of string types', () => {
    const { offers } = work({ 'data.ts': 'export const load = 1;\n', 'a.ts': '' });
    expect(offers('a.ts', "import * as tf from '@tensorflow/tfjs';\ntf.|", '.')).toContain('tensor2d');
    expect(
      offers('a.ts', "import type { TrainRow } from 'holdout/data';\nfunction f(row: TrainRow) { row.| }"),
    ).toEqual(['amount']);
    expect(offers('a.ts', "import { | } from './data'")).toContain('load');
    expect(offers('a.ts', "import {} from './|'", '/')).toEqual(['data']);
    expect(offers('a.ts', "import {} from '|'", "'")).toEqual(
      expect.arrayContaining([
        '@tensorflow/tfjs',
        'danfojs',
        'arquero',
        '@observablehq/plot',
        'holdout',
        'holdout/data',
      ]),
    );
    const plot = "import * as Plot from '@observablehq/plot';\nPlot.line([1], { curve: '|' });";
    expect(offers('a.ts', plot, "'")).toContain('catmull-rom');
    expect(offers('a.ts', 'const a = 6 /|', '/')).toEqual([]);
  });

  test('[TY4] tells what a name is and means', () => {
    const text = "import type { TrainRow } from 'holdout/data';\nexport const f = (row: TrainRow) => row.amount;\n";
    const { compiler } = work({ 'a.ts': text });
    const at = text.lastIndexOf('amount');
    expect(compiler.hover('/work/a.ts', at)).toEqual({
      start: at,
      length: 6,
      code: '(property) TrainRow.amount: number',
      documentation: 'Amount of the transfer. Unit: EUR.',
    });
    expect(compiler.hover('/work/a.ts', 0)).toBeNull();
    expect(compiler.details('/work/a.ts', at, 'amount')?.documentation).toBe('Amount of the transfer. Unit: EUR.');
  });

  test('[TY4] shows a call’s signatures, with the place of each parameter', () => {
    const text = '/** Adds.\n * @param a first */\nfunction add(a: number, b = 1) { return a + b; }\nadd(1, ';
    const { compiler } = work({ 'a.ts': text });
    const found = compiler.signatures('/work/a.ts', text.length, ',', false);
    expect(found).toMatchObject({ active: 0, argument: 1 });
    const [item] = found?.items ?? [];
    expect(item?.label).toBe('add(a: number, b?: number): number');
    expect(item?.parameters.map(({ label }) => item.label.slice(...label))).toEqual(['a: number', 'b?: number']);
    expect(item?.parameters[0]?.documentation).toBe('first');
  });

  test('[TY4] has no answer about a file that is not there (any more)', () => {
    const { compiler } = work({});
    expect(compiler.faults('/work/a.ts')).toEqual([]);
    expect(compiler.complete('/work/a.ts', 0, null)).toEqual([]);
    expect(compiler.hover('/work/a.ts', 0)).toBeNull();
    expect(compiler.details('/work/a.ts', 0, 'x')).toBeNull();
    expect(compiler.signatures('/work/a.ts', 0, null, false)).toBeNull();
  });

  test('[TY5] compiles to a module that keeps imports and adds no statement, with the line each line comes from', () => {
    const { compiler } = work({});
    const text = `import * as tf from '@tensorflow/tfjs';
import type { TrainRow } from 'holdout/data';

interface A {
  b: number;
}
enum Kind { One, Two }
const a: A = { b: await 1 };

// kept
a.b as number`;
    const { code, lines, faults } = compiler.transpile('explore.ts', text);
    expect(faults).toEqual([]);
    expect(code.split('\n').map((line, i) => `${lines[i]} ${line}`)).toEqual([
      "1 import * as tf from '@tensorflow/tfjs';",
      '7 var Kind;',
      '7 (function (Kind) {',
      '7     Kind[Kind["One"] = 0] = "One";',
      '7     Kind[Kind["Two"] = 1] = "Two";',
      '7 })(Kind || (Kind = {}));',
      '8 const a = { b: await 1 };',
      '10 // kept',
      '11 a.b;',
      '11 ',
    ]);
    expect(compiler.transpile('a.ts', 'const a = 1;').code).toBe('const a = 1;\n');
    expect(compiler.transpile('a.ts', '').code.trim()).toBe('');
    expect(compiler.transpile('a.ts', 'const a = ;').faults).toMatchObject([{ path: 'a.ts', line: 1, column: 11 }]);
  });
});
