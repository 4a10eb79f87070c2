/** Tables and text that TypeScript runs show. */
import { describe, expect, it } from 'vitest';
import { OUTPUT_CAPS } from '../../../../protocol/outputCaps.ts';
import { openRealm } from './shown.ts';

const opened = openRealm();
const { shown, table, printed } = opened;

describe('tables', () => {
  it('[TJ6] frames, series, arquero tables and rows are tables with names, types and the shape of the whole', async () => {
    expect(
      await table("new dfd.DataFrame({ a: [1, 2], b: [0.1, NaN], c: ['x', null] }, { index: ['p', 'q'] }).print()"),
    ).toEqual({
      type: 'table',
      kind: 'frame',
      columns: [
        { name: 'a', dtype: 'int32' },
        { name: 'b', dtype: 'float32' },
        { name: 'c', dtype: 'string' },
      ],
      index: { name: '', dtype: 'index', labels: ['p', 'q'] },
      rows: [
        [1, 0.1, 'x'],
        [2, 'NaN', null],
      ],
      head: 2,
      shape: [2, 3],
    });
    const series = await table('display(new dfd.Series([3, 4]))');
    expect([series.kind, series.columns, series.rows]).toEqual([
      'series',
      [{ name: 'value', dtype: 'int32' }],
      [[3], [4]],
    ]);
    const arquero = await table(
      "aq.table({ k: ['b', 'a', 'c'], x: Float32Array.of(0.1, 2, 3), d: [new Date(0), new Date(1e12), null] }).filter((d) => d.k !== 'c').orderby('k').print()",
    );
    expect(arquero.columns.map((c) => c.dtype)).toEqual(['string', 'float32', 'date']);
    expect(arquero.rows).toEqual([
      ['a', 2, '2001-09-09T01:46:40.000Z'],
      ['b', 0.1, '1970-01-01'],
    ]);
    const rows = await table('display([{ a: 1, b: [1, { c: 2 }] }, { a: 2 ** 60, c: true, d: 5n }])');
    expect(rows.columns).toEqual([
      { name: 'a', dtype: 'number' },
      { name: 'b', dtype: 'array' },
      { name: 'c', dtype: 'boolean' },
      { name: 'd', dtype: 'bigint' },
    ]);
    expect(rows.rows).toEqual([
      [1, '[ 1, { c: 2 } ]', null, null],
      [2 ** 60, null, true, 5],
    ]);
  });

  it('[TJ6] of a long table the head and the tail are shown, of a wide one fifty columns, and never too much text', async () => {
    const long = await table('display(Array.from({ length: 1000 }, (_, i) => ({ i, t: "x".repeat(500) })))');
    expect([long.head, long.rows.length, long.shape]).toEqual([150, 200, [1000, 2]]);
    expect([long.rows[149]?.[0], long.rows[150]?.[0], long.index.labels[199]]).toEqual([149, 950, 999]);
    expect(String(long.rows[0]?.[1])).toHaveLength(OUTPUT_CAPS.cellChars);
    const wide = await table(
      'display(Array.from({ length: 200 }, () => Object.fromEntries(Array.from({ length: 80 }, (_, i) => ["c" + i, "y".repeat(150)]))))',
    );
    expect([wide.columns.length, wide.shape]).toEqual([50, [200, 80]]);
    expect(wide.rows.length).toBeLessThan(20);
  });

  it('[TJ6] console.table shows arrays, objects and maps by rows, and chosen columns', async () => {
    expect((await table('console.table([[1, 2], [3]])')).rows).toEqual([
      [1, 2],
      [3, null],
    ]);
    const object = await table('console.table({ p: { a: 1 }, q: 7 }, undefined)');
    expect([object.columns.map((c) => c.name), object.index.labels, object.rows]).toEqual([
      ['a', 'Values'],
      ['p', 'q'],
      [
        [1, null],
        [null, 7],
      ],
    ]);
    expect((await table("console.table(new Map([['k', { a: 1 }]]))")).index.labels).toEqual(['k']);
    expect((await table("console.table([{ a: 1, b: 2 }], ['b'])")).columns.map((c) => c.name)).toEqual(['b']);
    expect(await printed('console.table(5); console.table([])')).toBe('5\n[]\n');
  });
});

describe('text', () => {
  it('[TJ6] values are written as a person reads them, within bounds', async () => {
    const texts: Record<string, string> = {
      '({ a: 1, "b-c": [1.5, -0, null, undefined, true], n: 3n, s: "it\'s", f: () => 1, g() {} })':
        "{\n  a: 1,\n  'b-c': [ 1.5, -0, null, undefined, true ],\n  n: 3n,\n  s: \"it's\",\n  f: [Function: f],\n  g: [Function: g]\n}",
      'new Map([["k", new Set([1])]])': "Map(1) { 'k' => Set(1) { 1 } }",
      'Float32Array.of(1, 2)': 'Float32Array(2) [ 1, 2 ]',
      '[1, , 3]': '[ 1, <empty>, 3 ]',
      '(() => { const a = { x: 1 }; a.self = a; return a; })()': '{ x: 1, self: [Circular] }',
      '({ a: { b: { c: { d: 1 } } } })': '{ a: { b: { c: [Object] } } }',
      'new (class Point { x = 1; get y() { throw 1; } })()': 'Point { x: 1 }',
      '({ get y() { throw new Error("no"); } })': '{ y: [Getter] }',
      'class A {}': '[class A]',
      'Symbol("s")': 'Symbol(s)',
      '/a/g': '/a/g',
      'new Date(0)': '1970-01-01T00:00:00.000Z',
      'Object.create(null)': '[Object: null prototype] {}',
      '"line\\nbreak"': "'line\\nbreak'",
      'Promise.resolve(1)': 'Promise { not awaited }',
      'new Proxy({}, { ownKeys() { throw new Error("hostile"); } })': '[Object: cannot be shown: hostile]',
    };
    for (const [code, text] of Object.entries(texts)) expect(await printed(`display(${code})`), code).toBe(text);
    expect(await printed('display(undefined)')).toBe('');
    expect(await printed('display(Array.from({ length: 500 }, (_, i) => i))')).toMatch(
      /^\[\n {3}0, {2}1, {2}2, .* 98, 99,\n {2}… 400 more items\n\]$/s,
    );
    expect((await printed('display("x".repeat(100000))')).length).toBeLessThanOrEqual(OUTPUT_CAPS.itemChars);
    expect(await printed('display(new Error("why", { cause: new TypeError("that") }))')).toMatch(
      /^Error: why\n.*caused by TypeError: that/s,
    );
  });

  it('[TJ6] tensors say shape, type and values, models their summary, and none is left alive', async () => {
    const before = opened.realm.run('tf.memory().numTensors');
    expect(await printed('tf.tidy(() => display(tf.tensor2d([[1, 2.5], [3, 4]])))')).toBe(
      'Tensor [2, 2] float32\n[[1, 2.5],\n [3, 4  ]]',
    );
    expect(await printed('tf.tidy(() => display({ loss: tf.scalar(0.5), big: tf.zeros([100]) }))')).toBe(
      '{ loss: Tensor [] float32 0.5, big: Tensor [100] float32 }',
    );
    expect(await printed('(() => { const t = tf.scalar(1); t.dispose(); display(t); })()')).toBe(
      'Tensor [] float32 (disposed)',
    );
    expect(opened.realm.run('tf.memory().numTensors')).toBe(before);
    const summary = await printed(
      'tf.tidy(() => display(tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] })))',
    );
    expect(summary).toMatch(/dense_Dense1.*\[null,2\].*8\s.*Total params: 8/s);
    expect(await printed("display(tf.sequential({ name: 'net' }))")).toBe(
      'Sequential "net" without an input shape: it has no weights yet.',
    );
  });

  it('[TJ6] the console formats, indents, times and counts, errors to stderr', async () => {
    expect(
      await printed(
        "console.log('%s is %d%%, %i, %f, %j %o%c', 'x', '5', 5.7, '1.5', { a: 1 }, [1], 'css', 'left', { b: 2 })",
      ),
    ).toBe('x is 5%, 5, 1.5, {"a":1} [ 1 ] left { b: 2 }\n');
    expect(await printed("console.group('G'); console.log('a\\nb'); console.groupEnd(); console.log('c')")).toBe(
      'G\n  a\n  b\nc\n',
    );
    expect(
      await printed("console.count(); console.count('k'); console.count(); console.countReset(); console.count()"),
    ).toBe('default: 1\nk: 1\ndefault: 2\ndefault: 1\n');
    expect(
      await printed("console.time('t'); console.timeLog('t', 1); console.timeEnd('t'); console.timeEnd('t')"),
    ).toMatch(/^t: \d+\.\d\d ms 1\nt: \d+\.\d\d ms\nThere is no timer "t"\.\n$/);
    const items = await shown(
      "console.log('o'); console.warn('w'); console.error('e'); console.assert(true, 'no'); console.assert(false, 'x', 1)",
    );
    expect(items).toEqual([
      { type: 'stream', name: 'stdout', text: 'o\n' },
      { type: 'stream', name: 'stderr', text: 'w\n' },
      { type: 'stream', name: 'stderr', text: 'e\n' },
      { type: 'stream', name: 'stderr', text: 'Assertion failed: x 1\n' },
    ]);
    expect(await printed('console.log(aq.table({ a: [1] })); console.log([{ a: 1 }], 2)')).toBe(
      '<table>[ { a: 1 } ] 2\n',
    );
    expect(await printed('console.trace("here")')).toMatch(/^Trace: here\n/);
  });
});
