import { describe, expect, it } from 'vitest';
import { lockClosure, RUNTIME_PACKAGES, readLock } from '../../../../engine/build/lock.ts';
import { isKept, isLazy, metadataHead } from '../../../../engine/build/select.ts';
import { closure, normalName } from '../../../../engine/mount/packages.ts';

describe('closure', () => {
  const graph = {
    a: { depends: ['b', 'c'] },
    b: { depends: ['c'] },
    c: { depends: [] },
    loop: { depends: ['pool'] },
    pool: { depends: ['loop'] },
    'scikit-learn': { depends: ['a'] },
  };

  it('[RT4] holds each package once, after what it needs', () => {
    expect(closure(graph, ['a', 'c', 'a'])).toEqual(['c', 'b', 'a']);
    expect(closure(graph, ['Scikit_Learn'])).toEqual(['c', 'b', 'a', 'scikit-learn']);
    expect(closure(graph, ['loop'])).toEqual(['pool', 'loop']);
    expect(closure(graph, [])).toEqual([]);
  });

  it('[RT4] names an unknown package and who asked for it', () => {
    expect(() => closure(graph, ['torch'])).toThrow(/"torch".*the scenario.*a, b, c/);
    expect(() => closure({ a: { depends: ['gone'] } }, ['a'])).toThrow(/"gone".*needed by a/);
  });

  it('[RT4] of the real lock is complete and in order', () => {
    const lock = readLock();
    expect(lock.info.version).toBe('0.27.7');
    const names = lockClosure(lock).map(({ name }) => normalName(name));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...RUNTIME_PACKAGES, 'openblas', 'pillow', 'parso']));
    for (const [at, entry] of lockClosure(lock).entries()) {
      for (const need of entry.depends) expect(names.indexOf(need), `${entry.name} needs ${need}`).toBeLessThan(at);
    }
  });
});

describe('selection', () => {
  it('[RT5] keeps what can be imported or is read, drops sources, tests and stubs', () => {
    const kept = ['numpy/__init__.py', 'numpy/_core/x.cpython-312-wasm32-emscripten.so', 'numpy/py.cfg'];
    const dropped = ['numpy/a.pyi', 'numpy/_core/include/n.h', 'numpy/tests/test_a.py', 'numpy/', 'numpy/lib.a'];
    for (const path of kept) expect(isKept('numpy', path), path).toBe(true);
    for (const path of dropped) expect(isKept('numpy', path), path).toBe(false);
    expect(isKept('numpy', 'numpy-2.0.2.dist-info/METADATA')).toBe(true);
    expect(isKept('numpy', 'numpy-2.0.2.dist-info/RECORD')).toBe(false);
    expect(isKept('jedi', 'jedi/third_party/typeshed/stdlib/3/os/__init__.pyi')).toBe(true);
    expect(isKept('jedi', 'jedi/third_party/django-stubs/a.pyi')).toBe(false);
    expect(isKept('scikit-learn', 'sklearn/utils/_estimator_html_repr.css')).toBe(true);
  });

  it('[RT9] only side modules are lazy', () => {
    expect(isLazy('scipy/signal/_spline.cpython-312-wasm32-emscripten.so')).toBe(true);
    expect(isLazy('scipy/signal/__init__.py')).toBe(false);
    expect(isLazy('scipy/special/_ufuncs.cpython-312-wasm32-emscripten.so')).toBe(false);
  });

  it('[RT9] metadata keeps its header', () => {
    expect(metadataHead('Name: x\nVersion: 1\n\nlong text\n\nmore')).toBe('Name: x\nVersion: 1\n');
    expect(metadataHead('Name: x')).toBe('Name: x');
  });
});
