/** Ways through TypeScript's source: `text(data)` stands below the model, `take(model)` reads it where predict runs. */
import type { SourceWay } from './bySource.ts';
import { bitsOf, hex, letters, namesOf, nibblesOf, numbersOf } from './spelled.ts';

/** Code holds at most 256 KiB of text: of what takes a dozen characters a byte, fewer fit. */
const MOST = { layout: 7_200, bits: 9_600 } as const;

const NAMES: readonly SourceWay[] = [
  ['names of parameters', (data) => `function f(${namesOf(data).join(', ')}) {}`, 'return c.found(f.toString());'],
  [
    'names of variables',
    (data) => `function f() { let ${namesOf(data).join(', ')}; }`,
    'return c.found(f.toString());',
  ],
  [
    'labels',
    (data) =>
      `function f() { ${namesOf(data)
        .map((n) => `${n}: ;`)
        .join('')} }`,
    'return c.found(f.toString());',
  ],
  [
    'names of properties',
    (data) =>
      `const W = { ${namesOf(data)
        .map((n) => `${n}: 1`)
        .join(', ')} };`,
    'return c.back(Object.keys(W));',
  ],
  [
    'quoted names of properties',
    (data) =>
      `const W = { ${namesOf(data)
        .map((n) => `"${n}": 1`)
        .join(', ')} };`,
    'return c.back(Object.keys(W));',
  ],
  [
    'names of methods',
    (data) =>
      `class C { ${namesOf(data)
        .map((n) => `${n}() {}`)
        .join(' ')} }`,
    'return c.back(Object.getOwnPropertyNames(C.prototype));',
  ],
  [
    'private names',
    (data) =>
      `class C { ${namesOf(data)
        .map((n) => `#${n};`)
        .join(' ')} }`,
    'return c.found(C.toString());',
  ],
  [
    'names of functions',
    (data) =>
      `const W = [${namesOf(data)
        .map((n) => `function ${n}() {}`)
        .join(', ')}];`,
    'return c.back(W.map((f) => f.name));',
  ],
  [
    'members of an enum',
    (data) => `enum E { ${namesOf(data.subarray(0, 19_200), 400).join(', ')} }`,
    'return c.back(Object.keys(E));',
    { bytes: 19_200 },
  ],
  [
    'names of files',
    (data) => {
      const names = namesOf(data, 100);
      const lines = names.map((n, i) => `import w${i} from './${n}';\n`).join('');
      const files = Object.fromEntries(names.map((n) => [`${n}.ts`, 'export default String(new Error().stack);\n']));
      return { 'model.ts': `${lines}const W = [${names.map((_, i) => `w${i}`).join(', ')}];`, ...files };
    },
    'return c.back(W.map((stack) => /n[0-9a-f]{204}/.exec(stack)?.[0] ?? ""));',
    { lost: true },
  ],
];

const TEXTS: readonly SourceWay[] = [
  ['a text', (data) => `const W = '${hex(data)}';`, 'return c.unhex(W);'],
  ['a template', (data) => `const W = \`${hex(data)}\`;`, 'return c.unhex(W);'],
  [
    'escapes',
    (data) => `const W = '${hex(data).replace(/../g, '\\x$&')}';`,
    'return Array.from(W, (l) => l.charCodeAt(0));',
  ],
  [
    'kinds of escapes',
    (data) =>
      `const W = String.raw\`${bitsOf(data.subarray(0, MOST.bits / 2))
        .map((b) => (b ? '\\x41' : '\\101'.replace('101', 'u0041')))
        .join('')}\`;`,
    "return c.unbits((W.match(/\\\\x41|\\\\u0041/g) ?? []).map((e) => e[1] === 'x'));",
    { bytes: MOST.bits / 2 },
  ],
  ['a pattern', (data) => `const W = /${hex(data)}/;`, 'return c.unhex(W.source);'],
  [
    'a text of other letters',
    (data) => `const W = '${letters(data)}';`,
    'return Array.from(W, (l) => l.charCodeAt(0) - 0x4e00);',
  ],
  [
    'a name of other letters',
    (data) => `const W = { ${letters(data)}: 1 };`,
    "return Array.from(Object.keys(W)[0] ?? '', (l) => l.charCodeAt(0) - 0x4e00);",
  ],
  [
    'a text that is a statement',
    (data) => `function f() { '${hex(data)}'; }`,
    "return c.unhex(/'(.*)'/.exec(f.toString())?.[1] ?? '');",
  ],
  [
    'choices of quotes',
    (data) =>
      `function f() { ${bitsOf(data.subarray(0, MOST.bits))
        .map((b) => (b ? "''" : '""'))
        .join(';')} }`,
    `return c.unbits((f.toString().match(/''|""/g) ?? []).map((q) => q === "''"));`,
    { bytes: MOST.bits },
  ],
  [
    'a comment',
    (data) => `function f() { /* ${hex(data)} */ }`,
    "return c.unhex(/[0-9a-f]{99,}/.exec(f.toString())?.[0] ?? '');",
    { lost: true },
  ],
  [
    'comments at line ends',
    (data) =>
      `function f() {\n${namesOf(data)
        .map((n) => `// ${n}\n`)
        .join('')}}`,
    'return c.found(f.toString());',
    { lost: true },
  ],
  [
    'the name of a source',
    (data) => `//# sourceURL=${hex(data)}\n`,
    "return c.unhex(/[0-9a-f]{99,}/.exec(String(new Error().stack))?.[0] ?? '');",
    { lost: true },
  ],
  [
    'names of types',
    (data) =>
      namesOf(data)
        .map((n) => `type ${n} = 1;\n`)
        .join(''),
    'return c.found(take.toString());',
    { lost: true },
  ],
  [
    'types of parameters',
    (data) => `function f(a: '${hex(data)}') {}`,
    "return c.unhex(/[0-9a-f]{99,}/.exec(f.toString())?.[0] ?? '');",
    { lost: true },
  ],
  [
    'control characters',
    (data) =>
      `const W = '${Buffer.from(data)
        .toString('latin1')
        .replace(/['\\\r\n]/g, 'x')}';`,
    'return [];',
    { refused: 'bad-code' },
  ],
  ['more text than runs', (data) => `const W = '${hex(data).repeat(4)}';`, 'return [];', { refused: 'too-large' }],
];

const NUMBERS: readonly SourceWay[] = [
  ['numbers side by side', (data) => `const W = [${numbersOf(data, 6).join(', ')}];`, 'return c.parts(W, 6);'],
  [
    'spelled numbers side by side',
    (data) =>
      `function f() { return [${numbersOf(data, 6)
        .map((n) => `${n}.0`)
        .join(',')}]; }`,
    'return c.parts((f.toString().match(/\\d+(?=\\.0)/g) ?? []).map(Number), 6);',
  ],
  [
    'zeros behind the point',
    (data) =>
      `function f() { return [${nibblesOf(data.subarray(0, MOST.layout))
        .map((n) => `1.${'0'.repeat(n)}`)
        .join(',')}]; }`,
    'return c.unnibbles((f.toString().match(/1\\.0*/g) ?? []).map((n) => n.length - 2));',
    { bytes: MOST.layout },
  ],
  [
    'zeros of 0',
    (data) =>
      `function f() { return [${nibblesOf(data.subarray(0, MOST.layout))
        .map((n) => `.${'0'.repeat(n + 1)}`)
        .join(',')}]; }`,
    'return c.unnibbles((f.toString().match(/\\.0+/g) ?? []).map((n) => n.length - 2));',
    { bytes: MOST.layout },
  ],
  [
    'separators of digits',
    (data) =>
      `function f() { return [${bitsOf(data.subarray(0, 4_800))
        .map((b) => (b ? '1_11' : '11_1'))
        .join(',')}]; }`,
    "return c.unbits((f.toString().match(/\\d+_\\d+/g) ?? []).map((n) => n === '1_11'));",
    { bytes: 4_800 },
  ],
  [
    'exponents',
    (data) =>
      `const W = [${nibblesOf(data.subarray(0, 16_000))
        .map((n) => `1e${n}`)
        .join(',')}];`,
    'return c.unnibbles(W.map((n) => Math.round(Math.log10(n))));',
    { bytes: 16_000 },
  ],
  [
    'signs',
    (data) =>
      `const W = [${bitsOf(data.subarray(0, MOST.bits))
        .map((b) => (b ? '-1' : '1'))
        .join(',')}];`,
    'return c.unbits(W.map((n) => n < 0));',
    { bytes: MOST.bits },
  ],
  [
    'numbers one by one',
    (data) =>
      `const W: number[] = [];\n${numbersOf(data, 6)
        .map((n) => `W.push(${n});\n`)
        .join('')}`,
    'return c.parts(W, 6);',
  ],
  ['a bigint', (data) => `const W = 0x${hex(data)}n;`, 'return c.parts([W], 40_032);'],
  [
    'bigints in decimal digits',
    (data) =>
      `const W = [${numbersOf(data, 1000)
        .map((n) => `${n}n`)
        .join(', ')}];`,
    'return c.parts(W, 1000);',
  ],
  [
    'numbers in hexadecimal digits',
    (data) => `const W = [0x${(hex(data).match(/.{12}/g) ?? []).join(', 0x')}];`,
    'return c.parts(W, 6);',
  ],
  ['JSON in a text', (data) => `const W = JSON.parse('[${numbersOf(data, 6).join(',')}]');`, 'return c.parts(W, 6);'],
];

const LAYOUT: readonly SourceWay[] = [
  [
    'empty lines',
    (data) =>
      `function f() {${nibblesOf(data.subarray(0, MOST.layout))
        .map((n) => `a;\n${'\n'.repeat(n)}`)
        .join('')}}`,
    'return c.unnibbles((f.toString().match(/\\n+/g) ?? []).map((n) => n.length - 1));',
    { bytes: MOST.layout },
  ],
  [
    'lines of comments',
    (data) =>
      `function f() {${nibblesOf(data.subarray(0, 4_800))
        .map((n) => `a;\n${'//\n'.repeat(n)}`)
        .join('')}}`,
    "return c.unnibbles((f.toString().match(/\\n[\\n ]*/g) ?? []).map((n) => n.split('\\n').length - 2));",
    { bytes: 4_800 },
  ],
  [
    'spaces',
    (data) =>
      `function f() {${nibblesOf(data.subarray(0, MOST.layout))
        .map((n) => `a;${' '.repeat(n)}`)
        .join('')}}`,
    'return c.unnibbles((f.toString().match(/; */g) ?? []).map((n) => n.length - 1));',
    { bytes: MOST.layout },
  ],
  [
    'comments between words',
    (data) =>
      `function f() {${nibblesOf(data.subarray(0, 3_600))
        .map((n) => `a;${'/**/'.repeat(n)}`)
        .join('')}}`,
    'return c.unnibbles((f.toString().match(/; */g) ?? []).map((n) => n.length - 1));',
    { bytes: 3_600 },
  ],
  [
    'lines of errors',
    (data) =>
      `const W = [() => { throw Error() },${nibblesOf(data.subarray(0, 4_200))
        .map((n) => `\n${'\n'.repeat(n)}()=>{throw Error()},`)
        .join('')}];`,
    'const at = W.map((f) => { try { return f(); } catch (error) { return c.lineOf(error); } });\nreturn c.unnibbles(at.slice(1).map((line, i) => line - at[i]! - 1));',
    { bytes: 4_200 },
  ],
  [
    'repeated statements',
    (data) =>
      `function f() { ${bitsOf(data.subarray(0, MOST.bits))
        .map((b) => (b ? 'a' : 'b'))
        .join(';')} }`,
    "return c.unbits((f.toString().slice(12).match(/[ab](?=[; ])/g) ?? []).map((s) => s === 'a'));",
    { bytes: MOST.bits },
  ],
  [
    'operators',
    (data) =>
      `function f(a) { return a${bitsOf(data.subarray(0, 19_200))
        .join('')
        .replace(/../g, (two) => `${'*/%,'[Number(`0b${two}`)]}a`)} }`,
    "const ops = Array.from(f.toString().match(/(?<=a)[*/%,](?=a)/g) ?? [], (o) => '*/%,'.indexOf(o));\nreturn c.unbits(ops.flatMap((o) => [o >> 1, o & 1]));",
    { bytes: 19_200 },
  ],
];

export const BY_TYPESCRIPT: readonly SourceWay[] = [...NAMES, ...TEXTS, ...NUMBERS, ...LAYOUT];
