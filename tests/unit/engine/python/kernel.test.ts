import { beforeAll, describe, expect, test } from 'vitest';
import type { ErrorItem, OutputItem } from '../../../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../../../protocol/outputCaps.ts';
import { type KernelInNode, kernelInNode } from '../../../support/pythonKernel.ts';
import { program } from './scaffold.ts';

let kernel: KernelInNode;
beforeAll(async () => {
  kernel = await kernelInNode([]);
}, 60_000);

const text = (items: OutputItem[]): string =>
  items.map((item) => (item.type === 'stream' || item.type === 'value' ? item.text : '')).join('');
const errorOf = (items: OutputItem[]): ErrorItem => {
  const found = items.find((item) => item.type === 'error');
  if (found?.type !== 'error') throw new Error(`no error among ${JSON.stringify(items)}`);
  return found;
};

describe('the namespace and the last expression', () => {
  test('[RN1] names live from run to run, and the last expression is shown', () => {
    expect(kernel.run('a = 20\nb = 22').items).toEqual([]);
    expect(kernel.run('a + b').items).toEqual([{ type: 'value', text: '42' }]);
    expect(kernel.run('a + b;').items).toEqual([]);
    expect(kernel.run('None').items).toEqual([]);
    expect(kernel.run('def f():\n    1\nf()').items).toEqual([]);
  });

  test('[RN1] a selection may be indented', () => {
    expect(text(kernel.run('    c = 3\n    print(c)\n', { kind: 'selection', startLine: 8 }).items)).toBe('3\n');
    expect(kernel.run('    c = 3', { kind: 'cell' }).status).toBe('error');
  });

  test('[RN1] classes of a cell can be pickled, and __file__ is the file', () => {
    const ran = kernel.run(
      'import pickle\nclass P: pass\ntype(pickle.loads(pickle.dumps(P()))).__name__, __file__, __name__',
    );
    expect(text(ran.items)).toBe("('P', '/home/candidate/explore.py', '__main__')");
  });

  test('[RN1] sys.exit ends the run, not the kernel', () => {
    expect(kernel.run('import sys\nsys.exit()').status).toBe('ok');
    const failed = kernel.run('sys.exit(3)');
    expect(failed.status).toBe('error');
    expect(failed.items).toEqual([{ type: 'notice', kind: 'info', text: 'The program ended itself: sys.exit(3).' }]);
    expect(text(kernel.run('6*7').items)).toBe('42');
  });
});

describe('several files', () => {
  const model = (body: string): Record<string, string> => ({ 'model.py': body });

  test('[RN2] an edited module is reloaded and names imported from it follow', () => {
    kernel.run('import model\nfrom model import K, g as h', { files: model('K = 1\ndef g(): return K\n') });
    expect(text(kernel.run('K, h(), model.K', { files: model('K = 2\ndef g(): return K * 10\n') }).items)).toBe(
      '(2, 20, 2)',
    );
  });

  test('[RN2] a module that imports an edited one is reloaded after it', () => {
    const files = { 'inner.py': 'Z = 1\n', 'outer.py': 'from inner import Z\ndef z(): return Z\n' };
    expect(text(kernel.run('from outer import z\nz()', { files }).items)).toBe('1');
    expect(text(kernel.run('z()', { files: { 'inner.py': 'Z = 2\n' } }).items)).toBe('2');
  });

  test('[RN2] a name that the module no longer defines is gone', () => {
    kernel.run('from model import gone', { files: model('gone = 1\n') });
    expect(errorOf(kernel.run('gone', { files: model('other = 1\n') }).items).name).toBe('NameError');
    expect(text(kernel.run('import model\nhasattr(model, "gone")').items)).toBe('False');
  });

  test('[RN2] unchanged modules keep their state', () => {
    kernel.run('import counter\ncounter.n += 1', { files: { 'counter.py': 'n = 0\n' } });
    expect(text(kernel.run('counter.n += 1\ncounter.n').items)).toBe('2');
  });

  test('[RN2] star imports, packages and removed files', () => {
    const files = { 'pack/__init__.py': '', 'pack/part.py': 'V = 1\n_hidden = 2\n' };
    expect(text(kernel.run('from pack.part import *\nV', { files }).items)).toBe('1');
    expect(text(kernel.run('V', { files: { 'pack/part.py': 'V = 7\n' } }).items)).toBe('7');
    expect(errorOf(kernel.run('import pack.part', { files: { 'pack/part.py': null } }).items).name).toBe(
      'ModuleNotFoundError',
    );
  });

  test('[RN2] a file name cannot leave the folder', () => {
    expect(kernel.run('1', { files: { '../x.py': '1' } }).status).toBe('error');
    expect(kernel.run('1', { files: { '../x.py': null } }).status).toBe('ok');
  });
});

describe('errors', () => {
  test('[RN3] frames carry the line of the file, internals are not own', () => {
    const ran = kernel.run('import json\ndef f():\n    json.loads("{")\nf()', { startLine: 40 });
    const { frames, name, text: whole } = errorOf(ran.items);
    expect(name).toBe('JSONDecodeError');
    expect(frames.filter((frame) => frame.own)).toEqual([
      { file: 'explore.py', line: 43, name: '<module>', own: true },
      { file: 'explore.py', line: 42, name: 'f', own: true },
    ]);
    expect(frames.some((frame) => !frame.own && frame.file.includes('json'))).toBe(true);
    expect(whole).not.toContain('holdout_kernel');
    expect(whole).not.toContain('/home/candidate/');
  });

  test('[RN3] a syntax error has its line in the file', () => {
    const ran = kernel.run('x = 1\ny = (', { startLine: 7 });
    expect(errorOf(ran.items)).toMatchObject({ name: 'SyntaxError', frames: [{ file: 'explore.py', line: 8 }] });
  });

  test('[RN3] chained exceptions stand in the text', () => {
    const ran = kernel.run('try:\n    {}["k"]\nexcept KeyError as e:\n    raise ValueError("bad") from e');
    expect(errorOf(ran.items).text).toMatch(/KeyError: 'k'[\s\S]*direct cause[\s\S]*ValueError: bad/);
  });

  test('[RN3] exceptions that cannot be printed are told all the same', () => {
    const ran = kernel.run('class E(Exception):\n    def __str__(self): raise OSError\nraise E()');
    expect(errorOf(ran.items)).toMatchObject({ name: 'E', message: '<str() of the exception failed: OSError>' });
    expect(errorOf(kernel.run('class R:\n    def __repr__(self): return 3\nR()').items).name).toBe('TypeError');
  });

  test('[RN8] input and breakpoint say why they cannot work', () => {
    expect(errorOf(kernel.run('input("name? ")').items).message).toContain('no keyboard');
    expect(errorOf(kernel.run('breakpoint()').items).message).toContain('keyboard');
  });
});

describe('caps', () => {
  test('[RN4] a million prints: 10,000 lines, few messages, one notice', () => {
    const ran = kernel.run('for i in range(1_000_000): print(i)');
    expect(text(ran.items).split('\n').length - 1).toBe(OUTPUT_CAPS.lines);
    expect(ran.messages).toBeLessThan(200);
    expect(ran.items.at(-1)).toMatchObject({ type: 'notice', kind: 'truncated' });
    expect(JSON.stringify(ran.items.at(-1))).toContain('990,000 more lines');
  }, 60_000);

  test('[RN4] one endless line and a huge repr are cut', () => {
    const line = kernel.run('print("y" * 50_000_000)');
    expect(text(line.items).length).toBe(OUTPUT_CAPS.chars);
    expect(line.items.at(-1)).toMatchObject({ type: 'notice', kind: 'truncated' });
    const repr = kernel.run('"x" * 50_000_000');
    expect(text(repr.items).length).toBe(OUTPUT_CAPS.itemChars);
  });

  test('[RN4] astral characters and lone surrogates stay within the caps and valid', () => {
    const ran = kernel.run('print("😀" * 300_000)\nprint("\\ud800")');
    expect(text(ran.items).length).toBeLessThanOrEqual(OUTPUT_CAPS.chars);
    expect(text(kernel.run('print("a\\ud800b")').items)).toBe('a\ufffdb\n');
  });

  test('[RN4] endless values are cut too', () => {
    const ran = kernel.run('for i in range(6_000): display(i)');
    expect(ran.items.length).toBeLessThanOrEqual(OUTPUT_CAPS.items);
    const mixed = kernel.run('import sys\nfor i in range(4_500): print(i, file=sys.stderr if i % 2 else sys.stdout)');
    expect(mixed.items.length).toBeLessThanOrEqual(OUTPUT_CAPS.items);
    expect(mixed.items.at(-1)).toMatchObject({ type: 'notice', kind: 'truncated' });
    expect(ran.items.at(-1)).toMatchObject({ type: 'notice', kind: 'truncated' });
  });
});

describe('undefined names', () => {
  const lint = (code: string, live = false): string[] =>
    (kernel.ask({ ask: 'lint', code, live }) as { line: number; col: number; name: string }[]).map(
      (mark) => `${mark.line}:${mark.col} ${mark.name}`,
    );

  test('[RN6] names that nothing defines are marked, with UTF-16 columns', () => {
    expect(lint('x = 1\nprint(x, nope)')).toEqual(['2:9 nope']);
    expect(lint('s = "é😀"; print(undef, s)')).toEqual(['1:17 undef']);
    expect(lint('def f(a):\n    return a + missing\n')).toEqual(['2:15 missing']);
    expect(lint('class C:\n    q = 1\n    def m(self): return q\n')).toEqual(['3:24 q']);
    expect(lint('@deco\ndef g() -> Ret: pass')).toEqual(['1:1 deco', '2:11 Ret']);
  });

  test('[RN6] what Python finds is not marked', () => {
    const fine = program('fineNames');
    expect(lint(fine)).toEqual([]);
    expect(lint('from x import *\nanything')).toEqual([]);
    expect(lint('def broken(\nprint(nope)'), 'an error of syntax is one mark, and no guess').toEqual([
      '1:10 undefined',
    ]);
  });

  test('[RN6] with cells, the names of the running kernel count', () => {
    kernel.run('from_before = 1');
    expect(lint('from_before')).toEqual(['1:0 from_before']);
    expect(lint('from_before', true)).toEqual([]);
  });
});
