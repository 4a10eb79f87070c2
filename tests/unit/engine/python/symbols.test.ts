/** Errors of syntax, definitions and uses in Python files, as the kernel finds them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { answers, type LintMark } from '../../../../client/sandbox/answers.ts';
import { type KernelInNode, kernelInNode } from '../../../support/pythonKernel.ts';

const FILES = {
  'model.py': `import numpy as np
from features import make, RATE as speed
import features

class Model:
    """make is a word here"""
    def __init__(self, rate=1):
        self.rate = rate

    def fit(self, rows, rate):
        make = lambda x: x  # make
        return make(rows) + self.rate + rate

def run(rows, rate=2):
    total = make(rows, scale=rate)
    text = f"{total} make {make(1)}"
    for one in [total for total in [1, 2]]:
        total += one
    return features.make(total), speed, np.zeros(3), "make"

def other():
    total = 1
    def inner():
        nonlocal total
        total += 1
    return total, run(rows=1, rate=3), Model(rate=4).fit(1, rate=2)
`,
  'features.py': 'RATE = 2\ndef make(rows, scale=1):\n    global RATE\n    RATE = scale\n    return rows * scale\n',
};

let kernel: KernelInNode;
beforeAll(async () => {
  kernel = await kernelInNode(['numpy', 'jedi']);
}, 120_000);

const lint = (code: string): LintMark[] => answers.lint.parse(kernel.ask({ ask: 'lint', code, live: true }));
const syntax = (code: string) =>
  lint(code).flatMap((mark) => (mark.kind === 'syntax' ? [`${mark.line}:${mark.col}`] : []));

/** The position of the nth occurrence of a text. */
function at(file: keyof typeof FILES, text: string, nth = 0, files: Record<string, string> = FILES) {
  let offset = -1;
  for (let n = 0; n <= nth; n++) offset = (files[file] ?? '').indexOf(text, offset + 1);
  const before = (files[file] ?? '').slice(0, offset).split('\n');
  return { file, files, line: before.length, column: before.at(-1)?.length ?? 0 };
}
const uses = (...where: Parameters<typeof at>) => {
  const found = answers.places.parse(kernel.ask({ ask: 'places', ...at(...where) }));
  return found.kind === 'refused' ? found.why : found.places.map(({ file, line, col }) => `${file[0]}${line}:${col}`);
};

describe('errors of syntax', () => {
  test('[ED4] are marked where they are, one per cell', () => {
    expect(syntax('x = (1 +')).toEqual(['1:4']);
    expect(syntax('# %%\nx = (1 +\n# %%\ny = 2\n# %%\nfor i in 3\n  pass')).toEqual(['2:4', '6:9']);
    expect(syntax('t = "é😀" +')).toHaveLength(1);
    expect(syntax('  x = 1')).toHaveLength(1);
    expect(syntax('return 5')).toHaveLength(1);
    expect(lint('# %%\nx = 1\n# %%\nif x:\ny = 2').map((mark) => mark.kind === 'syntax' && mark.message)).toEqual([
      "expected an indented block after 'if' statement on line 4",
    ]);
  });

  test('[ED4] code that runs has none: lines of notebooks, top-level await, odd escapes, empty cells', () => {
    for (const code of ['%matplotlib inline\nx = 1', '!ls\ndf?\n%%time', 'await f()', 'x = "\\d"', '', '# %%\n# %%\n'])
      expect(syntax(code), code).toEqual([]);
    expect(syntax('%time f(1)\nx = )'), 'what stands beside such a line').toEqual(['2:4']);
    expect(kernel.run('6 * 7').items, 'a look at code warns of nothing').toEqual([{ type: 'value', text: '42' }]);
  });

  test('[ED5] code that nests too deep for the parser does not take the interpreter with it', () => {
    for (const code of [
      `${'not '.repeat(20_000)}1`,
      `${'-'.repeat(100_000)}1`,
      `${'lambda: '.repeat(20_000)}1`,
      '('.repeat(5_000),
    ])
      lint(code);
    lint(`if 1: pass\n${'elif 1: pass\n'.repeat(5_000)}`);
    lint(`x = (\n${'1 **\n'.repeat(20_000)}1)`);
    expect(kernel.run('6 * 7').items).toEqual([{ type: 'value', text: '42' }]);
  });
});

describe('definition', () => {
  const definition = (...where: Parameters<typeof at>) =>
    answers.definition.parse(kernel.ask({ ask: 'definition', ...at(...where) }));

  test('[ED6] leads into the files, or names the library', () => {
    expect(definition('model.py', 'make(rows, scale')).toEqual({ kind: 'place', file: 'features.py', line: 2, col: 4 });
    expect(definition('model.py', 'make(rows) +')).toEqual({ kind: 'place', file: 'model.py', line: 11, col: 8 });
    expect(definition('model.py', 'zeros')).toEqual({ kind: 'library', name: 'numpy.zeros' });
    expect(definition('model.py', 'nonlocal').kind).toBe('unknown');
  }, 60_000);
});

describe('uses', () => {
  test('[ED7] are those of one name: other scopes, strings and comments are left alone', () => {
    expect(uses('features.py', 'make')).toEqual(['f2:4', 'm2:21', 'm15:12', 'm16:27', 'm19:20']);
    expect(uses('model.py', 'make = lambda')).toEqual(['m11:8', 'm12:15']);
    expect(uses('model.py', 'total')).toEqual(['m15:4', 'm16:14', 'm18:8', 'm19:25']);
    expect(uses('model.py', 'total for')).toEqual(['m17:16', 'm17:26']);
  }, 60_000);

  test('[ED7] parameters with their keywords, attributes, nonlocal and global names, and an alias of a module', () => {
    expect(uses('model.py', 'rate=2')).toEqual(['m14:14', 'm15:29', 'm26:30']);
    expect(uses('model.py', 'scale')).toEqual(['f2:15', 'f4:11', 'f5:18', 'm15:23']);
    expect(uses('model.py', 'total = 1')).toEqual(['m22:4', 'm24:17', 'm25:8', 'm26:11']);
    expect(uses('features.py', 'RATE')).toEqual(['f1:0', 'f3:11', 'f4:4', 'm2:27']);
    expect(uses('model.py', 'np.')).toEqual(['m1:16', 'm19:40']);
  }, 60_000);

  test('[ED7] names of libraries, of modules and of nothing are refused, and files that cannot be read', () => {
    expect([uses('model.py', 'zeros'), uses('model.py', 'features\n'), uses('model.py', 'class')]).toEqual([
      'library',
      'library',
      'none',
    ]);
    const broken = { ...FILES, 'features.py': `${FILES['features.py']}make(\n` };
    expect(kernel.ask({ ask: 'places', ...at('model.py', 'make', 0, broken) })).toMatchObject({
      kind: 'refused',
      why: 'syntax',
      file: 'features.py',
    });
  }, 60_000);
});
