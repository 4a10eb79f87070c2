/** Cells, modules and errors of the TypeScript kernel, without tfjs. */
import { describe, expect, it } from 'vitest';
import { errorOf, fakeKernel } from './fakes.ts';

describe('cells', () => {
  it('[TK1] share their names: declarations of every kind outlive their cell', async () => {
    const { run } = fakeKernel();
    const first = `
const a: number = 1, { b, c: [d = 4], ...rest } = { b: 2, c: [], e: 5 };
let counter = 0;
var later: number | undefined
function add(x: number): number { return x + a + (counter += 1); }
class Point<T> { constructor(readonly x: T) {} twice = () => [this.x, this.x]; }
enum Kind { One = 1, Two }
const arrow = async (n: number) => n * 2;
for (var i = 0; i < 3; i++) { var inside = i }
interface Gone { x: number }
type Also = Gone;`;
    expect(await run(first)).toMatchObject({ status: 'ok', shown: [] });
    const { shown } = await run(
      '[a, b, d, rest.e, later, add(10), counter, new Point(7).twice(), Kind.Two, await arrow(4), i, inside, arrow.name]',
    );
    expect(shown).toEqual([[1, 2, 4, 5, undefined, 12, 1, [7, 7], 2, 8, 3, 2, 'arrow']]);
  });

  it('[TK1] a function sees what later cells assign and define, also anew', async () => {
    const { run } = fakeKernel();
    await run('let rate = 1; const scaled = () => helper(rate);');
    expect(errorOf(await run('scaled()'))).toMatchObject({ name: 'ReferenceError', message: 'helper is not defined' });
    await run('function helper(x: number) { return x * 10 }');
    await run('rate = 2');
    expect((await run('scaled()')).shown).toEqual([20]);
    await run('const rate = 3; const helper = (x: number) => -x;');
    expect((await run('scaled()')).shown).toEqual([-3]);
  });

  it('[TK1] inner names hide those of cells, and shorthand properties follow', async () => {
    const { run } = fakeKernel();
    await run('const x = 1; const y = 2;');
    const { shown } = await run(`
const f = (x: number) => { const { y } = { y: 5 }; return { x, y } };
function g({ x = y } = {} as any) { return x }
let z; ({ x: z } = { x: 9 });
[f(3), g(), { x, y, z }, (() => { try { throw 4 } catch (x) { return x } })(), [1, 2].map((y) => y + x)]`);
    expect(shown).toEqual([[{ x: 3, y: 5 }, 2, { x: 1, y: 2, z: 9 }, 4, [2, 3]]]);
  });

  it('[TK1] lines without semicolons stay statements of their own', async () => {
    const { run } = fakeKernel();
    await run('const seen: string[] = []\nconst note = (s: string) => { seen.push(s) }');
    const { shown } = await run(
      "const first = 1\nnote('a')\nconst { length } = seen\nnote('b')\nfunction f() {\n  note('c')\n  note('d')\n}\nf()\nseen.join() + length",
    );
    expect(shown).toEqual(['a,b,c,d1']);
  });

  it('[TK2] the last expression is shown, an assignment is not, and neither is nothing', async () => {
    const { run } = fakeKernel();
    expect((await run('1 + 1;')).shown).toEqual([2]);
    expect((await run('const q = 3')).shown).toEqual([]);
    expect((await run('let w; w = 3')).shown).toEqual([]);
    expect((await run('undefined')).shown).toEqual([]);
    expect((await run('Promise.resolve(5)')).shown).toEqual([5]);
    expect((await run('({ a: 1 })')).shown).toEqual([{ a: 1 }]);
    expect((await run('// only a remark')).shown).toEqual([]);
  });

  it('[TK2] await stands at the top, and a promise nobody waits for fails the run', async () => {
    const { run } = fakeKernel();
    expect((await run('const v = await new Promise<number>((r) => setTimeout(() => r(8), 1)); v')).shown).toEqual([8]);
  });
});

describe('modules', () => {
  const files = {
    'data.ts':
      "export const COLUMNS = ['a', 'b'] as const;\nexport interface Row { a: number }\nexport function load(): Row[] { return [{ a: 1 }] }",
    'model.ts':
      "import { COLUMNS, load, type Row } from './data';\nimport { Row as Again } from './data.ts';\nexport default class Net {}\nexport async function fit(rows: Row[] = load()) { return { rows: rows as Again[], columns: COLUMNS.length } }\nexport * from './data';",
  };

  it('[TK3] files import each other with or without ending; types vanish', async () => {
    const { run } = fakeKernel();
    const { shown, items } = await run(
      "import Net, { fit, load } from './model';\nimport * as all from './model.ts';\n[await fit(), load(), new Net() instanceof all.default, Object.keys(all).sort()]",
      { files },
    );
    expect(items).toEqual([]);
    expect(shown).toEqual([
      [{ rows: [{ a: 1 }], columns: 2 }, [{ a: 1 }], true, ['COLUMNS', 'default', 'fit', 'load']],
    ]);
  });

  it('[TK3] import() works, and modules that import each other see live values', async () => {
    const { run } = fakeKernel();
    const circular = {
      'a.ts': "import { two } from './b';\nexport const one = 1;\nexport const both = () => one + two;",
      'b.ts': "import { one } from './a';\nexport const two = 2;\nexport const sum = () => one + two;",
    };
    const { shown } = await run(
      "const { both } = await import('./a'); const { sum } = await import('./b.ts'); [both(), sum()]",
      {
        files: circular,
      },
    );
    expect(shown).toEqual([[3, 3]]);
  });

  it('[TK4] only the listed libraries and files of the work can be imported; the refusal names line and choice', async () => {
    const { run } = fakeKernel({ danfojs: { version: '1.2' } });
    const missing = errorOf(await run("\nimport x from './nowhere'", { files }));
    expect(missing).toMatchObject({
      name: 'ImportError',
      message: 'explore.ts imports "./nowhere", and there is no file nowhere.ts',
    });
    const bad = { 'm.ts': "export const a = 1;\nimport fs from 'node:fs';\nexport const b = fs;" };
    const refused = errorOf(await run("import { b } from './m'", { files: bad }));
    expect(refused.message).toMatch(/^m\.ts imports "node:fs"; there are danfojs, and files of the work/);
    expect(refused.frames).toMatchObject([{ file: 'm.ts', line: 2 }]);
    expect((await run("import { version } from 'danfojs'; version")).shown).toEqual(['1.2']);
  });

  it('[TK4] a name that a module does not export is missed where it is used', async () => {
    const { run } = fakeKernel();
    const wrong = {
      'm.ts': "import { nothing } from './n';\nexport const use = () => nothing(1);",
      'n.ts': 'export const a = 1;',
    };
    const error = errorOf(await run("import { use } from './m';\nuse()", { files: wrong }));
    expect(error).toMatchObject({ name: 'ReferenceError', message: '"./n" has no export named nothing' });
  });

  it('[TK5] a changed file is evaluated anew with all that import it, and imported names follow', async () => {
    const { run } = fakeKernel();
    const look = "import { fit } from './model';\nimport * as data from './data';";
    await run(look, { files });
    const changed = { ...files, 'data.ts': files['data.ts'].replace("'b'] as", "'b', 'c'] as") };
    expect((await run('[(await fit()).columns, data.COLUMNS.length]', { files: changed })).shown).toEqual([[3, 3]]);
    expect((await run('const keep = fit; fit === keep', { files: changed })).shown).toEqual([true]);
  });

  it('[TK5] where a changed file fails, all is as before', async () => {
    const { run } = fakeKernel();
    await run("import { load } from './data';", { files });
    const broken = { ...files, 'data.ts': "throw new Error('no');" };
    expect(errorOf(await run('1', { files: broken })).message).toBe('no');
    expect((await run('load()', { files })).shown).toEqual([[{ a: 1 }]]);
  });
});

describe('errors', () => {
  it('[TK6] name file and line of the work, outermost first, whatever cell the code was run from', async () => {
    const { run } = fakeKernel();
    const files = { 'model.ts': 'type T = number;\n\nexport function inner(x: T) {\n  return (x as any).a.b;\n}' };
    await run("import { inner } from './model';\n\nfunction outer() {\n  return inner(1);\n}", { files, startLine: 5 });
    const error = errorOf(await run('\n\nouter()', { files, startLine: 20 }));
    expect(error.name).toBe('TypeError');
    expect(error.frames.map(({ file, line, name }) => `${file}:${line} ${name}`)).toEqual([
      'explore.ts:22 <module>',
      'explore.ts:8 outer',
      'model.ts:4 inner',
    ]);
    expect(error.text).toContain('at inner (model.ts:4)');
  });

  it('[TK6] lines of code that the editor compiled are those of the source', async () => {
    const { run } = fakeKernel();
    const code = { code: 'const a = 1;\nthrow new Error("here");', lines: [2, 6] };
    const error = errorOf(await run('', { startLine: 10, emitted: { code } }));
    expect(error.frames).toMatchObject([{ file: 'explore.ts', line: 15 }]);
  });

  it('[TK6] code that does not parse is told with its line', async () => {
    const { run } = fakeKernel();
    expect(errorOf(await run('const a = 1;\nconst b = ;', { startLine: 4 })).frames).toMatchObject([{ line: 5 }]);
    const files = { 'm.ts': 'export const a = 1;\n\nexport const b = (;' };
    expect(errorOf(await run("import './m'", { files }))).toMatchObject({
      name: 'SyntaxError',
      frames: [{ file: 'm.ts', line: 3 }],
    });
  });

  it('[TK6] anything can be thrown', async () => {
    const { run } = fakeKernel();
    expect(errorOf(await run("throw 'words'"))).toMatchObject({ name: 'Thrown', message: 'words' });
    expect(errorOf(await run('throw null'))).toMatchObject({ name: 'Thrown', message: 'null' });
  });

  it('[TK6] a program has no way to make the kernel fail: names like ours, hostile getters, deep recursion', async () => {
    const { run } = fakeKernel();
    expect(errorOf(await run('const f = (): number => f() + 1; f()')).name).toBe('RangeError');
    expect((await run('const $scope = 1; const $holdout = 2; $scope + $holdout')).status).toBe('ok');
    expect(
      (await run("throw Object.defineProperty(new Error('x'), 'stack', { get() { throw new Error('y') } })")).status,
    ).toBe('error');
  });
});
