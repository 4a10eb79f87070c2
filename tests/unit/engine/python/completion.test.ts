/** Completion from live objects: nothing that fits is cut away, and looking runs none of the candidate's code. */
import { beforeAll, describe, expect, test } from 'vitest';
import { answers, type Completion } from '../../../../client/sandbox/answers.ts';
import { type KernelInNode, kernelInNode } from '../../../support/pythonKernel.ts';

const SETUP = `
import numpy as np, pandas as pd
from types import SimpleNamespace
s = pd.Series([1]); rows = pd.DataFrame({"amount": [1.0], "kind": ["x"]})
nested = {"table": rows, "list": [rows]}
`;

/** Objects that raise, print, recurse until the interpreter dies, or never end when they are asked; nothing asks them. */
const TRAPS = `
class Raises:
    @property
    def bad(self): print("ASKED"); raise RuntimeError("no")
    @property
    def typed(self) -> str: print("ASKED"); return ""
class Slow:
    @property
    def late(self):
        print("ASKED")
        while True: pass
class Recurses:
    def __getattr__(self, name): return getattr(self, name + "x")
class Everything:
    def __getattribute__(self, name): return getattr(self, name + "x")
    def __dir__(self): print("ASKED"); return sorted(self.zzz)
    def __iter__(self): print("ASKED"); return self
    def __bool__(self): print("ASKED"); return True
    def __len__(self): print("ASKED"); return 0
    def __repr__(self): print("ASKED"); return self.z
    def __eq__(self, other): print("ASKED"); return True
    __hash__ = None
    @property
    def __class__(self): print("ASKED"); return self.x
class Meta(type):
    def __getattr__(cls, name): return getattr(cls, name + "x")
    def __dir__(cls): print("ASKED"); return cls.foo
class Made(metaclass=Meta): pass
class Table(pd.DataFrame):
    @property
    def slow(self): print("ASKED")
raises, slow, recurses, everything, made = Raises(), Slow(), Recurses(), Everything(), Made()
table = Table({"a": [1]})
raises.inner = recurses
held = [recurses, everything, made]
keyed = {"k": everything}
def default(x=everything): return x
`;

let kernel: KernelInNode;
const at = (code: string) => {
  const lines = code.split('\n');
  return { file: 'explore.py', code, line: lines.length, column: (lines.at(-1) ?? '').length };
};
const ask = (code: string): Completion => answers.complete.parse(kernel.ask({ ask: 'complete', ...at(code) }));
const names = (code: string): string[] => ask(code).items.map(({ name }) => name);

beforeAll(async () => {
  kernel = await kernelInNode(['numpy', 'pandas', 'jedi']);
  expect(kernel.run(SETUP).status).toBe('ok');
}, 120_000);

describe.each(['before jedi is there', 'with jedi'])('%s', (state) => {
  beforeAll(() => {
    if (state === 'with jedi') expect(kernel.ask({ ask: 'warm' })).toBe(true);
  }, 60_000);

  test('[ED1] what fits comes first, however many names there are', () => {
    expect(names('np.isf')[0]).toBe('isfinite');
    expect(names('rows.valu')[0]).toBe('value_counts');
    expect(names('rows.amou')).toEqual(['amount']);
    expect(names('pri')[0]).toBe('print');
    expect(names('np.ISFIN')).toContain('isfinite');
    expect(names('rows.vlcts'), 'as the editor filters: letters in their order').toContain('value_counts');
    expect(ask('np.').more).toBe(true);
    expect(ask('np.isf').more).toBe(false);
  });

  test('[ED1] attributes, keys and calls are followed as far as it runs nothing', () => {
    expect(names('s.index.')).toContain('get_loc');
    expect(names('rows.index.')).toContain('get_loc');
    expect(names('rows.kind.str.upp')).toEqual(['upper', 'isupper']);
    expect(names('rows["amount"].me')).toContain('mean');
    expect(names('nested["list"][0].valu')).toContain('value_counts');
    expect(names('rows.groupby("kind").me')).toContain('mean');
    expect(names('rows.reset_index().head(3).valu')).toContain('value_counts');
    expect(names('rows.missing.')).toEqual([]);
  });

  test('[ED1] 100,000 names, in the program and in one object, are answered', () => {
    kernel.run('for i in range(100_000): globals()[f"v{i}"] = i');
    kernel.run('many = SimpleNamespace(**{f"a{i}": i for i in range(100_000)})');
    expect(names('v9999')[0]).toBe('v9999');
    expect(names('many.a9999')[0]).toBe('a9999');
    expect(names('rows.valu')[0]).toBe('value_counts');
    kernel.run('for i in range(100_000): del globals()[f"v{i}"]');
    kernel.run('del many');
  }, 60_000);

  test('[ED2] no property, __getattr__, __dir__ or metaclass of the candidate runs, and nothing dies', () => {
    expect(kernel.run(TRAPS).status).toBe('ok');
    expect(names('raises.')).toEqual(expect.arrayContaining(['bad', 'inner', 'typed']));
    expect(names('raises.bad.')).toEqual([]);
    expect(names('raises.typed.upp')).toContain('upper');
    expect(names('slow.la')).toEqual(['late']);
    expect(names('table.valc')).toContain('value_counts');
    const looks = [
      ...[
        'recurses.',
        'everything.',
        'made.',
        'Made.',
        'raises.inner.',
        'raises.inner.a.',
        'slow.late.',
        'table.slow.',
      ],
      ...['held[0].', 'held[1].', 'keyed["k"].', 'everything.a.b.', 'e', 'default(', 'print(everything'],
      ...['for one in everything:\n    one.', 'for one in held:\n    one.', 'x = everything\nx.', 'y = keyed["k"]\ny.'],
      ...[
        'z = everything or 3\nz.',
        'everything and 3\neverything.a',
        'def f(recurses):\n    recurses.',
        'recurses().',
      ],
      ...['a, b = everything\na.', '[q. for q in held]', 'rows[everything.', 'everything()\neverything().a'],
    ];
    for (const code of looks) {
      const { file, line, column } = at(code);
      ask(code);
      kernel.ask({ ask: 'hover', file, code, line, column: Math.max(0, column - 2) });
      kernel.ask({ ask: 'signature', file, code: `${code}(`, line, column: column + 1 });
    }
    kernel.ask({ ask: 'names' });
    expect(kernel.run('6 * 7').items).toEqual([{ type: 'value', text: '42' }]);
  }, 60_000);
});
