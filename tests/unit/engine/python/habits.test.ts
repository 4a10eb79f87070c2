/** Habits from notebooks: commands, questions, await, cells in Run file, warnings. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { OutputItem } from '../../../../protocol/output.ts';
import { type KernelInNode, kernelInNode } from '../../../support/pythonKernel.ts';

let kernel: KernelInNode;
beforeAll(async () => {
  kernel = await kernelInNode([]);
}, 120_000);

const text = (items: OutputItem[]): string =>
  items
    .map((item) => {
      if (item.type === 'error') return `${item.name}: ${item.message}`;
      return item.type === 'stream' || item.type === 'value' || item.type === 'notice' ? item.text : '';
    })
    .join('');
const shown = (code: string, more: Parameters<KernelInNode['run']>[1] = {}): string =>
  text(kernel.run(code, more).items);
const frames = (items: OutputItem[]) => items.flatMap((item) => (item.type === 'error' ? item.frames : []));

describe('commands that take the time', () => {
  test('[PK1] %time runs a statement where it stands, keeps what it assigns and shows its value', () => {
    const ran = kernel.run('%time a = 6 * 7\n%time a + 1');
    expect(ran.status).toBe('ok');
    expect(text(ran.items)).toMatch(/Wall time: .*Wall time: .*43/s);
    expect(shown('def f():\n    local = 3\n    %time local += 1\n    return local\nf()')).toMatch(/Wall time.*4/s);
    expect(shown('%time for i in range(3): print("i", i)')).toMatch(/i 2.*Wall time/s);
    expect(shown('%time sum([1,\n  2])')).toMatch(/Wall time.*3/s);
    expect(shown('%time 5;')).not.toContain('5\n5');
  });

  test('[PK1] %timeit repeats within a bound, keeps no names, and takes its options', () => {
    const began = performance.now();
    expect(shown('%timeit -n 2 -r 3 q = sum(range(10))')).toMatch(
      /per loop \(mean ± std\. dev\. of 3 runs, 2 loops each\)/,
    );
    expect(shown('q')).toContain('NameError');
    expect(shown('import time\n%timeit -n 1000 -r 1000 time.sleep(0.01)', { seconds: 10 })).toContain(
      'Fewer than asked for',
    );
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(shown('b = 3\ndef g(c):\n    %timeit -n1 -r1 b + c\ng(2)')).toContain('per loop');
    expect(shown('%timeit await x')).toContain('%time takes the time of one');
  });

  test('[PK1] %%time and %%timeit take the whole cell, and lines stay right', () => {
    expect(shown('# %% one\n%%time\nx = 20\nx + 22')).toMatch(/Wall time.*42/s);
    expect(shown('%%timeit -n 3 -r 2 y = 2\nz = y * 2\nz + 1')).toContain('3 loops each');
    expect(shown('z')).toContain('NameError');
    const failed = kernel.run('# %%\n%%time\na = 1\n1 / 0', { startLine: 10 });
    expect(frames(failed.items)).toEqual([{ file: 'explore.py', line: 13, name: '<module>', own: true }]);
    expect(shown('x = 1\n%%time\nx')).toContain('first line of a cell');
  });

  test('[PK1] %matplotlib inline is silent', () => {
    expect(kernel.run('%matplotlib inline\n1').items).toEqual([{ type: 'value', text: '1' }]);
  });
});

describe('what is not there', () => {
  test.each([
    ['__', 'give one a name'],
    ['Out[1]', 'give one a name'],
    ['In[1]', 'the output lists what was run'],
    ['get_ipython()', 'no notebook of IPython'],
    ['ls', 'os.listdir()'],
    ['whos', 'dir() lists the names'],
    ['cat', 'open the file in the editor'],
  ])('[PK2] %j, a name that only notebooks have, says what there is instead', (code, sentence) => {
    expect(shown(code)).toMatch(/NameError: name '\w+' is not defined\. In notebooks/);
    expect(shown(code)).toContain(sentence);
  });

  test('[PK2] any other name that is missing, and one that the program defines, are left alone', () => {
    expect(shown('some_name')).toContain("NameError: name 'some_name' is not defined");
    expect(shown('some_name')).not.toContain('notebooks');
    expect(shown('for _ in range(3): pass\n_')).toBe('2');
  });

  test.each([
    ['!ls', 'no shell'],
    ['!pip install seaborn', 'nothing can be installed'],
    ['%pip install seaborn', 'nothing can be installed'],
    ['pip install seaborn', 'nothing can be installed'],
    ['%cd data', 'current folder'],
    ['%foo 3', 'is not there'],
    ['%load_ext autoreload', 'loaded anew'],
    ['df?', 'help(df)'],
    ['df??', 'inspect.getsource(df)'],
    ['?df', 'help(df)'],
    ['pd.read_csv?', 'help(pd.read_csv)'],
  ])('[PK2] %s gets one sentence, and the code goes on', (line, sentence) => {
    const ran = kernel.run(`${line}\n7`);
    expect(ran.status).toBe('ok');
    expect(ran.items).toHaveLength(2);
    expect(ran.items[0]).toMatchObject({ type: 'notice', kind: 'info', text: expect.stringContaining(sentence) });
    expect(ran.items[1]).toEqual({ type: 'value', text: '7' });
  });

  test.each([
    ['%%bash\nls -la | grep "it\'s\n(', 'no shell'],
    ['%%html\n<b>', 'cells hold Python'],
    ['files = !ls', 'no shell'],
    ['took = %timeit -o 1', 'a line of its own'],
  ])('[PK2] %j ends the cell with one sentence', (code, sentence) => {
    const ran = kernel.run(code);
    expect(ran.status).toBe('error');
    expect(text(ran.items)).toContain(sentence);
  });

  test.each([
    ['breakpoint()', 'breakpoint()'],
    ['import pdb\npdb.set_trace()', 'pdb.set_trace()'],
    ['import pdb; pdb.set_trace()\nx = 1', 'pdb.set_trace()'],
    ['import code\ncode.interact()', 'code.interact()'],
    ['import sys\nsys.stdin.read()', 'sys.stdin'],
    ['import getpass\ngetpass.getpass()', 'getpass'],
    ['input("n")', 'input('],
  ])('[RN8] %j fails with a sentence, and code runs again', (code, sentence) => {
    const ran = kernel.run(code);
    expect(ran.status).toBe('error');
    expect(text(ran.items)).toContain(sentence);
    expect(text(ran.items)).toMatch(/keyboard/);
    expect(shown('6 * 7')).toBe('42');
  });

  test('[PK3] a line is a command only where a statement begins', () => {
    expect(shown('a, b = 17, 5\nx = (a\n% b)\nx')).toBe('2');
    expect(shown('a = """\n%time x\n!ls\ndf?\n"""\nlen(a)')).toBe('17');
    expect(shown('a = 17 \\\n% 5\na')).toBe('2');
    expect(shown('# %time nothing\n# !ls\n# really?\n3')).toBe('3');
    expect(shown('f"""{\n17\n% 5}"""')).toBe("'2'");
    expect(shown('[\n!ls\n]')).toContain('SyntaxError');
    const wrong = kernel.run('%time 1\nx = = 2', { startLine: 5 });
    expect(frames(wrong.items).at(-1)).toMatchObject({ line: 6 });
    const inside = kernel.run('%time int("x")', { startLine: 5 });
    expect(frames(inside.items)).toMatchObject([{ line: 5 }]);
  });

  test('[PK4] in a file that is imported it is an error that says so', () => {
    const ran = kernel.run('import helper', { files: { 'helper.py': 'a = 1\n%time a\n' } });
    expect(ran.status).toBe('error');
    expect(text(ran.items)).toContain('a file that is imported');
    expect(frames(ran.items).at(-1)).toMatchObject({ file: 'helper.py', line: 2 });
    kernel.run('1', { files: { 'helper.py': null } });
  });
});

describe('await', () => {
  test('[PK5] at the top level it runs to its end, with tasks, loops and contexts', () => {
    expect(shown('import asyncio\nasync def f(n):\n    await asyncio.sleep(0.01)\n    return n\nawait f(3)')).toBe('3');
    expect(shown('await asyncio.gather(f(1), f(2))')).toBe('[1, 2]');
    expect(
      shown(
        'async def g():\n    for i in range(3):\n        yield i\nasync for i in g():\n    print(i)\n[i async for i in g()]',
      ),
    ).toBe('0\n1\n2\n[0, 1, 2]');
    expect(shown('async with asyncio.timeout(5):\n    r = await f(9)\nr')).toBe('9');
    expect(shown('asyncio.run(f(4))')).toBe('4');
    expect(shown('%time await f(5)')).toMatch(/Wall time.*5/s);
    const failed = kernel.run('async def h():\n    1 / 0\nawait h()');
    expect(frames(failed.items).map((frame) => frame.line)).toEqual([3, 2]);
    expect(shown('await asyncio.get_event_loop().create_future()')).toContain('would never end');
  });
});

describe('a whole file', () => {
  const FILE = '# %% a\nx = 1\nx + 1\n# %% b\nx + 2;\n# %% c\nprint("c")\n"""\n# %% no\n"""\n# %% d\n1 / 0\n# %% e\n5';
  test('[RN45] shows the value of each cell in order and ends at the first that fails', () => {
    const ran = kernel.run(FILE, { kind: 'file' });
    expect(ran.status).toBe('error');
    expect(text(ran.items)).toBe("2c\n'\\n# %% no\\n'ZeroDivisionError: division by zero");
    expect(frames(ran.items)).toMatchObject([{ line: 12 }]);
  });

  test('[RN45] with an error of syntax runs nothing, and future imports hold for all of it', () => {
    const ran = kernel.run('# %%\nprint("ran")\n# %%\nreturn 1', { kind: 'file' });
    expect(text(ran.items)).toBe("SyntaxError: 'return' outside function");
    expect(shown('from __future__ import annotations\n# %%\ndef f(a: Nowhere): pass\n# %%\n8', { kind: 'file' })).toBe(
      '8',
    );
    expect(
      shown('from datetime import date\n# %%\n@staticmethod\ndef f():\n  # %% inside\n  return 1\n# %%\n9', {
        kind: 'file',
      }),
    ).toBe('9');
  });
});

describe('warnings', () => {
  const CODE = 'import warnings\ndef w():\n    warnings.warn("careful")\nw()';
  test('[PK6] are shown in each run in which they arise, with the line that warned', () => {
    const files = { 'explore.py': CODE };
    for (let round = 0; round < 3; round++)
      expect(shown(CODE, { files })).toBe('explore.py:3: UserWarning: careful\n  warnings.warn("careful")\n');
    expect(shown('w()', { files: { 'explore.py': 'w()\n\nnot this line' } })).toBe(
      'explore.py:3: UserWarning: careful\n  warnings.warn("careful")\n',
    );
    const module = (line: string) => ({ 'helper.py': `import warnings\n${line}\ndef v(): warnings.warn("v")` });
    shown('from helper import v\nold = v', { files: module('1') });
    expect(shown('old()', { files: module('2\n\n"""new"""') })).not.toContain('new');
  });
});

test('[PK3] the editor marks no name of them, completes after them, and columns stay', async () => {
  const code = '%matplotlib inline\n%time v = 1\n!ls nowhere\ndf?\nx = nowhere_at_all\nawait x';
  expect(kernel.ask({ ask: 'lint', code, live: false })).toEqual([
    { kind: 'name', line: 5, col: 4, endLine: 5, endCol: 18, name: 'nowhere_at_all' },
  ]);
  kernel.run('letters = "abc"');
  const line = '%timeit -n 3 letters.upp';
  const answer = kernel.ask({ ask: 'complete', file: 'explore.py', code: `1\n${line}`, line: 2, column: line.length });
  expect(JSON.stringify(answer)).toContain('"upper"');
});

test('[RN48] an interrupt before the code begins ends the run, and names stay', () => {
  kernel.run('held = 42');
  // The kernel asks for this module first of all in a run.
  kernel.python(`import holdout_kernel.kernel as _module
_json = _module.json
class _Once:
    def __getattr__(self, name):
        _module.json = _json
        raise KeyboardInterrupt
_module.json = _Once()`);
  expect(kernel.run('held = 0')).toMatchObject({ status: 'stopped', weights: null });
  expect(shown('held')).toBe('42');
});
