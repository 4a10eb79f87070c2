/** The names that the kernel knows, as the editor's completion asks for them. */
import { describe, expect, test } from 'vitest';
import { createNameCache } from '../../../../client/sandbox/names.ts';
import { warmModules } from '../../../../client/sandbox/warming.ts';

describe('completion while code runs', () => {
  const cache = createNameCache();
  cache.update({
    names: { frame: ['instance', 'pandas.DataFrame'], np: ['module', 'module numpy'] },
    members: { 'pandas.DataFrame': ['groupby', 'head'], 'module numpy': ['arange', 'array'] },
  });
  const complete = (code: string): string[] => {
    const lines = code.split('\n');
    return cache.complete(code, lines.length, (lines.at(-1) ?? '').length).items.map((item) => item.name);
  };

  test('[RN7] names, keywords and words of the file, by what is typed', () => {
    expect(complete('fram')).toEqual(['frame']);
    expect(complete('my_value = 1\nmy_')).toEqual(['my_value']);
    expect(complete('retur')).toEqual(['return']);
  });

  test('[RN7] members of what was known, and none of what was not', () => {
    expect(complete('frame.gr')).toEqual(['groupby']);
    expect(complete('np.ar')).toEqual(['arange', 'array']);
    expect(complete('other.')).toEqual([]);
    expect(cache.complete('frame.gr', 1, 8).prefix).toBe(2);
  });

  test('[RN7] after a restart variables are forgotten, types are not', () => {
    cache.forget();
    expect(complete('frame.gr')).toEqual([]);
    cache.update({ names: { frame: ['instance', 'pandas.DataFrame'] }, members: {} });
    expect(complete('frame.gr')).toEqual(['groupby']);
  });
});

test('[RN7] only what the packages offer is imported ahead', () => {
  const imports = new Map([
    ['pandas', ['pandas']],
    ['matplotlib', ['matplotlib', 'pylab']],
  ]);
  expect(warmModules(imports)).toEqual(['pandas', 'matplotlib', 'matplotlib.pyplot']);
});
