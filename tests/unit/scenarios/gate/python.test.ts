/** What the gate asks of Python: files are read without being run, and a run leaves nothing behind. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bootInNode } from '../../../../engine/build/pythonRuntime.ts';
import { HOME } from '../../../../engine/python/host/home.ts';
import { writeData } from '../../../../engine/python/host/kernel.ts';
import { parsePython } from '../../../../scenarios/kit/gate/pythonProgram.ts';

const KIT = path.resolve(import.meta.dirname, '../../../../scenarios/kit');

it('[GA3] a file of Python is read for what it defines, its faults and what it imports', async () => {
  const files = {
    'good.py':
      'import json\nimport numpy as np\nfrom sklearn.linear_model import Ridge\nimport other\ndef fit():\n    pass\n',
    'other.py': 'def load(path):\n    return\n',
    'broken.py': 'def fit(:\n    pass\n',
    'lost.py': 'x = 1\nfrom torch.nn import Linear\n',
    'outside.py': 'return 1\n',
  };
  const [answer] = await parsePython([files], ['numpy', 'scikit-learn']);
  expect(answer?.['good.py']).toEqual({ defines: ['fit'], faults: [] });
  expect(answer?.['broken.py']?.faults).toMatchObject([{ line: 1 }]);
  expect(answer?.['outside.py']?.faults).toMatchObject([{ line: 1, message: "'return' outside function" }]);
  expect(answer?.['lost.py']?.faults).toEqual([
    { line: 2, message: 'imports "torch.nn", which is no file here and in none of the packages' },
  ]);
});

describe('tripwires', () => {
  let run: (code: string) => unknown;
  let tripped: () => string | undefined;

  beforeAll(async () => {
    const { pyodide } = await bootInNode({ packages: ['numpy'], env: {}, stdout: () => {}, stderr: () => {} });
    writeData(pyodide, 'model.py', new TextEncoder().encode('x = 1\n'));
    run = (code) => pyodide.runPython(code);
    tripped = pyodide.runPython(readFileSync(path.join(KIT, 'measure/tripwires.py'), 'utf8')) as typeof tripped;
    run('import numpy, random, warnings, os, sys, threading');
    expect(tripped()).toBeUndefined();
  });

  it('[GA23] an ordinary run trips none, and its files are gone', () => {
    run(
      `numpy.random.seed(1); random.random(); warnings.simplefilter('ignore'); open('${HOME}/model.py', 'w').write('x = 2')`,
    );
    expect(tripped()).toBeUndefined();
    expect(run(`os.listdir('${HOME}')`)?.toString()).toBe('[]');
    expect(
      run("any(one[0] == 'ignore' and one[2] is Warning and one[1] is None for one in warnings.filters[:1])"),
    ).toBe(false);
  });

  it.each([
    [
      'a function of a library',
      'kept = numpy.mean; numpy.mean = lambda x: 0',
      'numpy.mean = kept',
      'numpy.mean was changed',
    ],
    [
      'a builtin',
      'import builtins; old = print; builtins.print = lambda *a: None',
      'builtins.print = old',
      'builtins.print was changed',
    ],
    ['the path', "sys.path.insert(0, '/elsewhere')", "sys.path.remove('/elsewhere')", 'sys.path was changed'],
    ['the environment', "os.environ['A'] = '1'", "del os.environ['A']", 'os.environ was changed'],
    [
      "numpy's error state",
      "numpy.seterr(all='raise')",
      "numpy.seterr(divide='warn', over='warn', under='ignore', invalid='warn')",
      "numpy's error state was changed",
    ],
    [
      'the recursion limit',
      'old = sys.getrecursionlimit(); sys.setrecursionlimit(old + 5)',
      'sys.setrecursionlimit(old)',
      'the recursion limit was changed',
    ],
  ])('[GA23] %s that was changed is told', (_, change, back, said) => {
    run(change);
    const told = tripped();
    run(back);
    expect(told).toBe(said);
  });
});
