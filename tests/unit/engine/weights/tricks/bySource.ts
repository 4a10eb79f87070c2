/** Ways through Python source: `text(data)` stands below the model, `take(model)` reads it where predict runs. */
import { bitsOf, hex, letters, namesOf, nibblesOf, numbersOf, ordersOf } from './spelled.ts';
import type { Ending } from './way.ts';

/** Files by name, or what is added to model.py. */
export type Source = string | Record<string, string>;
export type SourceWay = readonly [what: string, text: (data: Uint8Array) => Source, take: string, ending?: Ending];

/** Code holds at most 256 KiB of text: of what takes a dozen characters a byte, fewer fit. */
const MOST = { layout: 7_200, bits: 9_600 } as const;

const NAMES: readonly SourceWay[] = [
  [
    'names of parameters',
    (data) => `def f(${namesOf(data).join(', ')}): pass\n`,
    'return back(f.__code__.co_varnames)',
  ],
  [
    'names of local variables',
    (data) =>
      `def f():\n${namesOf(data)
        .map((n) => ` ${n} = 0\n`)
        .join('')}`,
    'return back(f.__code__.co_varnames)',
  ],
  [
    'names of attributes',
    (data) =>
      `def f(a):\n${namesOf(data)
        .map((n) => ` a.${n}\n`)
        .join('')}`,
    'return back(f.__code__.co_names)',
  ],
  [
    'names of globals',
    (data) =>
      namesOf(data)
        .map((n) => `${n} = 0\n`)
        .join(''),
    'return back(globals())',
  ],
  [
    'names of functions',
    (data) =>
      namesOf(data)
        .map((n) => `def ${n}(): pass\n`)
        .join(''),
    'return back(globals())',
  ],
  [
    'names of methods',
    (data) =>
      `class C:\n${namesOf(data)
        .map((n) => ` def ${n}(self): pass\n`)
        .join('')}`,
    'return back(vars(C))',
  ],
  [
    'names of fields',
    (data) =>
      `class C:\n${namesOf(data)
        .map((n) => ` ${n}: int\n`)
        .join('')}`,
    'return back(C.__annotations__)',
  ],
  [
    'names of keywords',
    (data) =>
      `def f(**k): return k\nW = f(${namesOf(data)
        .map((n) => `${n}=1`)
        .join(', ')})\n`,
    'return back(W)',
  ],
  [
    'names of imports',
    (data) =>
      namesOf(data)
        .map((n) => `import math as ${n}\n`)
        .join(''),
    'return back(globals())',
  ],
  [
    'names of types',
    (data) => `def f[${namesOf(data).join(', ')}](): pass\n`,
    'return back(t.__name__ for t in f.__type_params__)',
  ],
  ['annotations', (data) => `def f(a: "${hex(data)}"): pass\n`, 'return bytes.fromhex(f.__annotations__["a"])'],
  [
    'patterns',
    (data) =>
      `def f(a):\n match a:\n${namesOf(data)
        .map((n) => `  case "${n}": pass\n`)
        .join('')}`,
    'return back(c for c in f.__code__.co_consts if type(c) is str)',
  ],
  [
    'order of names',
    (data) =>
      ordersOf(data)
        .map((o, i) => `class C${i}: ${o.map((k) => `k${k}=`).join('')}0\n`)
        .join(''),
    'kept = [vars(globals()[f"C{i}"]) for i in range(191)]\nreturn unordered([[int(k[1:]) for k in held if k[1:].isdigit()] for held in kept])',
  ],
  [
    'names of files',
    (data) => {
      const names = namesOf(data, 100);
      return {
        'model.py': names.map((n) => `import ${n}\n`).join(''),
        ...Object.fromEntries(names.map((n) => [`${n}.py`, ''])),
      };
    },
    'return back(m for m in sys.modules if len(m) == 205)',
  ],
  [
    'names of files that no import spells',
    (data) => {
      const names = namesOf(data, 100);
      return { 'model.py': 'import importlib\n', ...Object.fromEntries(names.map((n) => [`${n}.py`, ''])) };
    },
    'import os\nreturn back(sorted(n[:-3] for n in os.listdir(os.path.dirname(__file__)) if len(n) == 208))',
  ],
];

const TEXTS: readonly SourceWay[] = [
  ['a text', (data) => `W = "${hex(data)}"\n`, 'return bytes.fromhex(W)'],
  ['a raw text', (data) => `W = r'${hex(data)}'\n`, 'return bytes.fromhex(W)'],
  ['bytes in escapes', (data) => `W = b"${hex(data).replace(/../g, '\\x$&')}"\n`, 'return W'],
  ['an f-string', (data) => `A = "0"\nW = f"{A}${hex(data)}{A}"\n`, 'return bytes.fromhex(W[1:-1])'],
  [
    'what an f-string says of itself',
    (data) => `W = f"{(${numbersOf(data, 6).join(', ')})=}"\n`,
    'return parts(W.split("=")[0][1:-1].split(","), 6)',
  ],
  ['a text of other letters', (data) => `W = "${letters(data)}"\n`, 'return bytes(ord(c) - 0x4e00 for c in W)'],
  [
    'a name of other letters',
    (data) => `def f(): ${letters(data)} = 0\n`,
    'return bytes(ord(c) - 0x4e00 for c in f.__code__.co_varnames[0])',
  ],
  [
    'a text of many lines',
    (data) => `W = """\n${hex(data).replace(/.{8}/g, '$&\n')}"""\n`,
    'return bytes.fromhex("".join(W.split()))',
  ],
  ['a text that is a statement in brackets', (data) => `("${hex(data)}")\n`, 'return b""', { lost: true }],
  ['a comment', (data) => `# ${hex(data)}\n`, 'return b""', { lost: true }],
  ['a docstring', (data) => `def f():\n "${hex(data)}"\n`, 'return bytes.fromhex(f.__doc__ or "")', { lost: true }],
  [
    'spaces at line ends',
    (data) =>
      `${nibblesOf(data.subarray(0, MOST.layout))
        .map((n) => `pass${' '.repeat(n)}\n`)
        .join('')}`,
    'return b""',
    { lost: true },
  ],
  [
    'control characters',
    (data) =>
      `W = "${Buffer.from(data)
        .toString('latin1')
        .replace(/["\\\r\n\0]/g, 'x')}"\n`,
    'return b""',
    { refused: 'bad-code' },
  ],
  [
    'more text than runs',
    (data) => `W = "${hex(data)}${hex(data)}${hex(data)}${hex(data)}"\n`,
    'return b""',
    { refused: 'too-large' },
  ],
];

const NUMBERS: readonly SourceWay[] = [
  ['numbers side by side', (data) => `W = [${numbersOf(data, 6).join(', ')}]\n`, 'return parts(W, 6)'],
  [
    'numbers of 19 digits',
    (data) =>
      `W = [${numbersOf(data, 7)
        .map((n) => `99${n.padStart(17, '0')}`)
        .join(',')}]\n`,
    'return parts([n - 99 * 10**17 for n in W], 7)',
  ],
  ['numbers of 4,000 digits', (data) => `W = [${numbersOf(data, 1650).join(', ')}]\n`, 'return parts(W, 1650)'],
  [
    'places of the point',
    (data) =>
      `W = [${nibblesOf(data.subarray(0, MOST.layout))
        .map((n) => `${'1'.repeat(n)}.${'1'.repeat(15 - n)}`.replace(/^\./, '0.').replace(/\.$/, '.0'))
        .join(',')}]\n`,
    'return unnibbles([len(str(int(n))) if n >= 1 else 0 for n in W])',
    { bytes: MOST.layout },
  ],
  [
    'exponents',
    (data) =>
      `W = [${nibblesOf(data.subarray(0, 16_000))
        .map((n) => `1e${n}`)
        .join(',')}]\n`,
    'return unnibbles([round(math.log10(n)) for n in W])',
    { bytes: 16_000 },
  ],
  [
    'signs',
    (data) =>
      `W = [${bitsOf(data.subarray(0, MOST.bits))
        .map((b) => (b ? '-1' : '1'))
        .join(',')}]\n`,
    'return unbits([n < 0 for n in W])',
    { bytes: MOST.bits },
  ],
  [
    'keys between numbers',
    (data) =>
      `W = {${namesOf(data)
        .map((n) => `"${n}": 1`)
        .join(', ')}}\n`,
    'return back(W)',
  ],
  [
    'constants between numbers',
    (data) =>
      `W = [${bitsOf(data.subarray(0, 4_200))
        .map((b) => (b ? 'None,1' : 'True,1'))
        .join(',')}]\n`,
    'return unbits([n is None for n in W[::2]])',
    { bytes: 4_200 },
  ],
  [
    'brackets between numbers',
    (data) =>
      `W = [${bitsOf(data.subarray(0, MOST.bits * 0.75))
        .map((b) => (b ? '[1]' : '(1)'))
        .join()}]\n`,
    'return unbits([type(n) is list for n in W])',
    { bytes: 7_200 },
  ],
  [
    'numbers one by one',
    (data) =>
      numbersOf(data, 6)
        .map((n, i) => `w${i} = ${n}\n`)
        .join(''),
    'return parts([globals()[f"w{i}"] for i in range(6672)], 6)',
  ],
  [
    'numbers two by two',
    (data) =>
      `a = 0\nW = [${numbersOf(data, 6)
        .map((n, i) => (i % 2 ? `${n}, a` : n))
        .join(', ')}]\n`,
    'return parts([n for i, n in enumerate(W) if i % 3 < 2], 6)',
  ],
  ['a number in hexadecimal digits', (data) => `W = 0x${hex(data)}\n`, 'return W.to_bytes(BYTES, "big")'],
  ['a number as a key', (data) => `W = {0x${hex(data)}: 1}\n`, 'return next(iter(W)).to_bytes(BYTES, "big")'],
  [
    'numbers in binary digits',
    (data) => `W = [${bitsOf(data.subarray(0, 24_000)).join('').replace(/.{48}/g, '0b1$&,')}]\n`,
    'return b"".join(unbits([int(b) for b in f"{n:b}"[1:]]) for n in W)',
    { bytes: 24_000 },
  ],
  [
    'default arguments',
    (data) => `def f(a=(${numbersOf(data, 7).join(', ')})): pass\n`,
    'return parts(f.__defaults__[0], 7)',
  ],
];

const LAYOUT: readonly SourceWay[] = [
  [
    'empty lines',
    (data) =>
      `def f():\n${nibblesOf(data.subarray(0, MOST.layout))
        .map((n) => ` a\n${'\n'.repeat(n)}`)
        .join('')} a\n`,
    'return unnibbles([n - 1 for n in steps(lines(f.__code__)[1:])])',
    { bytes: MOST.layout },
  ],
  [
    'lines of comments',
    (data) =>
      `def f():\n${nibblesOf(data.subarray(0, 4_800))
        .map((n) => ` a\n${' # x\n'.repeat(n % 4)}${' #\n'.repeat(n - (n % 4))}`)
        .join('')} a\n`,
    'return unnibbles([n - 1 for n in steps(lines(f.__code__)[1:])])',
    { bytes: 4_800 },
  ],
  [
    'lines of docstrings',
    (data) =>
      `def f():\n${nibblesOf(data.subarray(0, 4_800))
        .map((n) => ` a\n """${'\n'.repeat(n)}"""\n`)
        .join('')} a\n`,
    'return unnibbles([n - 2 for n in steps(lines(f.__code__)[1::2])])',
    { bytes: 4_800 },
  ],
];

export const BY_SOURCE: readonly SourceWay[] = [...NAMES, ...TEXTS, ...NUMBERS, ...LAYOUT];
