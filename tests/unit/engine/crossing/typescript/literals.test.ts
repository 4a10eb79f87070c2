import { describe, expect, it } from 'vitest';
import { ownClasses, readCode } from '../../../../../engine/crossing/typescript/code.ts';
import { countLiterals } from '../../../../../engine/crossing/typescript/literals.ts';
import { refusal } from './corpus.ts';

const of = (text: string) => countLiterals({ 'model.ts': text }, ['model.ts']).sums();
const scalars = (text: string): number => of(text).scalars;
const text = (code: string): number => of(code).textBytes;

const HIDDEN = 1000;
const values = Array.from({ length: HIDDEN }, (_, i) => Math.sin(i + 1));
const bits = values.map((value) => (value > 0 ? 1 : 0));
const spelled = values.map((_, i) => String(i).padStart(8, 'x'));

describe('literals of code', () => {
  it('[AR20] each distinct number and text counts once a file', () => {
    expect(scalars('const a = 3; const b = 3 + 3; const c = 3.5; f(3); f(0x3)')).toBe(2);
    expect(text(`const a = 'abc'; const b = "abc"; f(\`abc\`); f('de')`)).toBe(5);
    const two = countLiterals({ 'a.ts': `import './b'; f(3, 'x')`, 'b.ts': `f(3, 'x')` }, ['a.ts']);
    expect(two.items()).toEqual([
      { path: 'a.ts literals', kind: 'scalar', count: 1 },
      { path: 'b.ts literals', kind: 'scalar', count: 1 },
      { path: 'a.ts literals', kind: 'text', count: 1 },
      { path: 'b.ts literals', kind: 'text', count: 1 },
    ]);
  });

  it('[AR20] within array and object literals everything counts each time', () => {
    expect(scalars('const w = [1, 1, -1, 0, true, null, , 1n]')).toBe(8);
    expect(scalars('const w = { a: 1, b: 1, c: { d: 1 } }')).toBe(3);
    expect(scalars('const w = [() => f(1) + g(1)]')).toBe(1);
    expect(of(`const w = ['ab', 'ab', 'ab']`)).toEqual({ arrays: 0, scalars: 2, textBytes: 2 });
  });

  it('[AR20] among more than eight arguments everything counts each time', () => {
    expect(scalars('f(1, 1, 1, 1, 1, 1, 1, 1)')).toBe(1);
    expect(scalars('f(1, 1, 1, 1, 1, 1, 1, 1, 1)')).toBe(9);
    expect(scalars('new F(1, 1, 1, 1, 1, 1, 1, 1, 1)')).toBe(9);
  });

  it('[AR20] whole numbers of any length count 1 per 64 bits', () => {
    expect(scalars('f(0n)')).toBe(1);
    expect(scalars('f(18446744073709551615n)')).toBe(1);
    expect(scalars('f(18446744073709551616n)')).toBe(2);
    expect(scalars(`f(0x${'f'.repeat(160)}n)`)).toBe(10);
  });

  it('[AR20] parts of templates, patterns and keys of objects are text', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is the code under test.
    expect(text('f(`ab${x}cd${y}`)')).toBe(4);
    expect(text('f(String.raw`\\u0041`)')).toBe(6);
    expect(text('f(/ab+c/gi)')).toBe(7);
    expect(text(`const w = { alpha: x, 'be ta': y, 7: z, [k]: 1, alpha2() {} }`)).toBe(5 + 5 + 1 + 6);
    expect(text('const a = { alpha: x }; const b = { alpha: y }')).toBe(5);
  });

  it('[AR20] comments, names, types, directives and what is imported do not count', () => {
    const nothing = `
      'use strict';
      /* 12 'text' */ // 34
      import type { Row } from './rows1234';
      import * as tf from '@tensorflow/tfjs';
      export { a as b } from './other';
      export * from './more';
      type Kind = 'higher' | 'lower' | 42;
      interface Prep { size: 7; name: 'x' }
      declare const LIMIT: 99;
      export function fit(rows: Row[], kind: Kind = undefined as 'higher'): Prep | 5 {
        const { size: n, name } = rows as unknown as { size: 8; name: 'y' };
        label: for (const row of rows) { if (row.amount) continue label; }
        return <Prep>(<unknown>name) satisfies unknown;
      }
      class Net { #weight: number; static made?: 3; fit(): void {} }
      const late = await import('./late');`;
    expect(of(nothing)).toEqual({ arrays: 0, scalars: 0, textBytes: 0 });
  });

  it('[AR20] a name of more than 64 bytes is text', () => {
    expect(text(`f.${'a'.repeat(64)}`)).toBe(0);
    expect(text(`f.${'a'.repeat(65)}`)).toBe(65);
    expect(text(`class A { #${'a'.repeat(65)} }`)).toBe(65);
    expect(text(`const x = 1; export { x as '${'ab'.repeat(10)}' }`)).toBe(20);
  });

  const CHEATS: [what: string, code: string, least: number][] = [
    ['an array', `const W = [${values}]`, HIDDEN],
    ['an array of bits', `const W = [${bits}]`, HIDDEN],
    ['an array of signs', `const W = [${bits.map((bit) => (bit ? '1' : '-1'))}]`, HIDDEN],
    ['an array of holes', `const W = [${bits.map((bit) => (bit ? '1' : ''))},]`, HIDDEN],
    ['a typed array', `const W = Float32Array.of(${bits})`, HIDDEN],
    ['arrays in a function', `export function predict() { return [${bits.map((bit) => `[${bit}]`)}] }`, HIDDEN],
    ['an object', `const W = { ${bits.map((bit, i) => `k${i}: ${bit}`)} }`, HIDDEN],
    ['one constant each', values.map((value, i) => `const w${i} = ${value};`).join('\n'), HIDDEN],
    ['a text', `const W = '${spelled.join('')}'`, HIDDEN],
    ['a template', `const W = \`${spelled.join('')}\``, HIDDEN],
    ['parts of a template', `const W = tag\`${spelled.join('$' + '{x}')}\``, HIDDEN],
    ['a pattern', `const W = /${spelled.join('')}/.source`, HIDDEN],
    ['a whole number', `const W = 0x${'9'.repeat(16 * HIDDEN)}n`, HIDDEN],
    ['keys', `const W = { ${spelled.map((key) => `${key}: f()`)} }`, HIDDEN],
    ['an enum', `enum W { ${spelled.map((key, i) => `${key} = ${i}`)} }`, HIDDEN],
    ['a static field', `class Table { static values = [${bits}] }`, HIDDEN],
    ['a default argument', `export const predict = (w = [${bits}]) => w`, HIDDEN],
    ['a name of its own', `f.${'abcdefgh'.repeat(HIDDEN)}`, HIDDEN],
  ];
  it.each(CHEATS)('[AR20] numbers hidden in %s count', (_what, code, least) => {
    const found = of(code);
    expect(found.scalars + found.textBytes / 8).toBeGreaterThanOrEqual(least);
  });
});

describe('files that count', () => {
  const reached = (files: Record<string, string>, entries = ['model.ts']): string[] =>
    readCode(files, entries).map(({ file }) => file);

  it('[AR21] those that the contract imports count, with or without ending, however far; others do not', () => {
    const files = {
      'model.ts': `import { a } from './data'; export { b } from './steps/prep.ts';`,
      'data.ts': `import './deep/one.js'; import 'features'; import './table.txt';`,
      'steps/prep.ts': `export * from '../shared'; const late = import('./late');`,
      'steps/late.ts': 'export const late = import(`../last.ts`)',
      'deep/one.ts': `import '../model'`,
      'shared.ts': '',
      'last.ts': '',
      'features.ts': '',
      'explore.ts': 'const w = [1, 2, 3]',
      'notes.md': '# no program',
      'table.txt': 'export const w = 1',
    };
    const found = [
      'data.ts',
      'deep/one.ts',
      'last.ts',
      'model.ts',
      'shared.ts',
      'steps/late.ts',
      'steps/prep.ts',
      'table.txt',
    ];
    expect(reached(files).sort()).toEqual(found);
  });

  it('[AR21] an import that only types use still runs its file; one of types alone does not', () => {
    const files = {
      'model.ts': `import { T } from './a'; import type { U } from './b'; let x: T | U;`,
      'a.ts': '',
      'b.ts': '',
    };
    expect(reached(files)).toEqual(['model.ts', 'a.ts']);
  });

  it('[AR21] an import whose name is worked out at run time reaches every file that is a program', () => {
    const files = {
      'model.ts': `const m = await import('./da' + 'ta')`,
      'data.ts': '',
      'other.ts': '',
      'notes.md': '# no program',
    };
    expect(reached(files)).toEqual(['model.ts', 'data.ts', 'other.ts']);
  });

  it('[AR22] a file that is missing or does not parse is named with its line', () => {
    const broken = refusal(() => reached({ 'model.ts': `import './data'`, 'data.ts': '\n\nconst = 1;' }));
    expect(broken).toMatchObject({ code: 'bad-code', message: expect.stringMatching(/^data\.ts line 3: /) });
    const twice = refusal(() => reached({ 'model.ts': 'const a = 1;\nconst a = 2;' }));
    expect(twice.message).toMatch(/^model\.ts line 2: .*already been declared/);
    expect(refusal(() => reached({ 'data.ts': '' })).message).toBe('model.ts is missing');
    expect(refusal(() => reached({}, ['__proto__', 'constructor'])).message).toBe('__proto__ is missing');
  });

  it('[AR22] code that nests too deeply or is no program’s length is refused', () => {
    const deep = `const x = ${'('.repeat(50_000)}1${')'.repeat(50_000)}`;
    expect(refusal(() => reached({ 'model.ts': deep }))).toMatchObject({
      code: 'bad-code',
      message: /nests too deeply/,
    });
    expect(refusal(() => reached({ 'model.ts': `//${'x'.repeat(1 << 20)}` })).code).toBe('too-large');
  });

  it('[AR4] classes are known by their names and by what they are registered as', () => {
    const files = {
      'model.ts': `
        import './layers';
        export class Clip extends tf.layers.Layer { static className = 'ClipLayer'; }
        const Named = class Inner { static get className() { return 'Registered'; } };`,
      'layers.ts': `class Deep { static readonly className: string = \`Deeper\`; }`,
      'explore.ts': `class Never {}`,
    };
    expect(ownClasses(readCode(files, ['model.ts'])).sort()).toEqual(
      ['Clip', 'ClipLayer', 'Deep', 'Deeper', 'Inner', 'Registered'].sort(),
    );
  });
});
