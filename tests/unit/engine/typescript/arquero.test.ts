import * as arquero from 'arquero';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TfjsRealm, tfjsRealm } from '../../../support/tfjs.ts';

let realm: TfjsRealm;
beforeAll(async () => {
  realm = await tfjsRealm('cpu');
});

const DATA = `
  const t = aq.table({
    k: ['b', 'a', 'b', 'c', 'a', null, 'b'],
    x: [3, 1, NaN, 10, null, 7, -2.5],
    y: Float64Array.of(1, 2, 3, 4, 5, 6, 7),
    s: [' one', 'Two ', 'three', '', 'five', 'six', 'seven'],
    d: [0, 86400000, 2, 3, 4, 5, 6].map((ms) => new Date(Date.UTC(2024, 1, 28) + ms)),
    tags: [['p', 'q'], [], ['r'], ['s'], ['t'], ['u'], ['v', 'w', 'z']],
  });
  const other = aq.table({ k: ['a', 'b', 'z'], w: [100, 200, 300], y: [1, 2, 3] });
  const { op, desc, escape } = aq;
`;

/** Expressions over `t`, `other`, `op`; each is evaluated by arquero itself in Node, where code from text is allowed. */
const VERBS: readonly string[] = [
  "t.derive({ z: (d) => d.x * 2 + Math.sqrt(d.y), w: 'd.y ** 2 % 5' })",
  't.filter((d) => d.x > 0 && d.k !== "c" || d.y === 7)',
  't.filter((d) => !op.is_nan(d.x) && (d.k ?? "none") !== "none")',
  't.derive({ z: (d) => (d.x == null ? -1 : d.y > 3 ? `<` + d.k : [d.x, ...[d.y]].length) })',
  `t.derive({ z: (d) => \`<\${d.k}-\${d.y}>\` })`,
  't.derive({ z: (d) => ({ a: d.x, b: { c: d.y } }).b.c, tail: (d) => d.tags[0] })',
  't.derive({ z: ({ k, y: q }) => { const u = q + 1; if (u > 3) { return k; } else { return q; } } })',
  't.derive({ z: (d) => { const q = d.y + 1; switch (q) { case 2: return "two"; case 3: return "three"; default: return q; } } })',
  't.derive({ n: () => op.row_number(), cum: (d) => op.sum(d.y), lag: (d) => op.lag(d.y, 1, -1) })',
  't.groupby("k").derive({ share: (d) => d.y / op.sum(d.y), r: aq.rolling((d) => op.mean(d.y), [-1, 1]) })',
  't.groupby("k").rollup({ n: op.count(), m: op.mean("x"), m2: (d) => op.max(d.y) - op.min(d.y), q: (d) => op.quantile(d.y, 0.25) })',
  't.groupby({ big: (d) => d.y > 3 }).count()',
  't.rollup({ all: (d) => op.array_agg(d.k), c: op.corr("x", "y"), s: op.stdev("y"), v: op.valid("x"), dist: op.distinct("k") })',
  't.orderby("k", desc("x"))',
  't.orderby(desc("x"))',
  't.orderby("x")',
  't.orderby((d) => -d.y % 3, (d) => d.s.length)',
  't.groupby("k").orderby((d) => d.y - op.mean(d.y))',
  't.orderby(aq.collate("s", (a, b) => a.length - b.length))',
  't.orderby(aq.collate("k", (a, b) => (a < b ? 1 : -1)))',
  't.orderby("d")',
  't.join(other)',
  't.join(other, "k")',
  't.join_left(other, "k").select("k", "w")',
  't.join(other, (a, b) => a.y > b.y && a.k === b.k)',
  't.join(other, ["k", "k"], [["k", "x"], ["w"]])',
  't.cross(other)',
  't.semijoin(other, "k")',
  't.antijoin(other, "k")',
  't.lookup(other, ["k", "k"], "w")',
  't.fold(["x", "y"])',
  't.fold(aq.range("x", "y"), { as: ["name", "v"] })',
  't.groupby("y").pivot("k", "x")',
  't.pivot({ key: (d) => d.k }, { v: (d) => op.sum(d.y) })',
  't.pivot("k", { v: op.sum("y") }, { sort: false })',
  't.spread("tags", { limit: 2 })',
  't.unroll("tags")',
  't.unroll({ tag: (d) => d.tags }, { index: true })',
  't.impute({ x: () => 0 })',
  't.groupby("k").impute({ x: (d) => op.mean(d.y) }, { expand: ["y"] })',
  't.dedupe("k")',
  't.concat(t).count()',
  't.select(aq.not("tags"), aq.matches(/y/))',
  't.rename({ x: "amount" }).columnNames()',
  't.derive({ bin: aq.bin("y", { step: 2 }) })',
  't.params({ limit: 3 }).filter((d, $) => d.y > $.limit)',
  't.params({ limit: 3 }).filter((d) => d.y > limit)',
  't.derive({ iso: (d) => op.utcyear(d.d) + "/" + op.utcmonth(d.d), up: (d) => op.upper(d.s), r: (d) => op.match(d.s, /e(.)/g) })',
  't.derive({ z: escape((d) => d.s.trim().length) })',
  't.filter(escape((d) => d.y > 4)).rollup({ n: op.count() })',
  't.derive({ o: (d) => op.row_object("k", "y") })',
  't.slice(1, -1).sample(3, { shuffle: false }).reify().numRows()',
  't.groupby("k").slice(0, 1)',
  't.relocate("y", { before: "k" }).objects({ limit: 2 })',
  't.union(t).numRows()',
  't.assign(aq.table({ q: [1, 2, 3, 4, 5, 6, 7] }))',
];

const RESULT = `JSON.stringify(value, (_, v) => (typeof v === 'number' && !Number.isFinite(v) ? String(v) : ArrayBuffer.isView(v) ? [...v] : v === undefined ? null : v))`;
const body = (verb: string): string =>
  `(() => { ${DATA}; let value = ${verb}; if (value.objects) value = value.objects(); return ${RESULT}; })()`;

describe('arquero without code from text', () => {
  it.each(VERBS)('[TJ2] %s gives what it gives with it', (verb) => {
    const real = new Function('aq', `return ${body(verb)}`)(arquero) as string;
    expect(realm.run(body(verb))).toBe(real);
  });

  const free = (verb: string): unknown =>
    JSON.parse(
      realm.run<string>(
        `(() => { ${DATA}; const bound = { limit: 4, tidy: (s) => s.trim() }; let value = ${verb}; return JSON.stringify(value); })()`,
      ),
    );

  it('[TJ2] a function with variables of the program, methods or inner functions is called as it is', () => {
    expect(free('t.filter((d) => d.y > bound.limit).array("y")')).toEqual([5, 6, 7]);
    expect(free('t.derive({ z: (d) => bound.tidy(d.s) }).array("z")')).toEqual([
      'one',
      'Two',
      'three',
      '',
      'five',
      'six',
      'seven',
    ]);
    expect(free('t.derive({ z: (d) => d.s.trim() }).array("z").slice(0, 2)')).toEqual(['one', 'Two']);
    expect(free('t.derive({ z: (d) => d.tags.map((g) => g + "!").join("") }).array("z")')).toEqual([
      'p!q!',
      '',
      'r!',
      's!',
      't!',
      'u!',
      'v!w!z!',
    ]);
    expect(free('t.derive({ z: (d) => new Date(d.d).getTime() > 0 }).array("z")[0]')).toBe(true);
    expect(free('t.groupby({ g: (d) => d.y > bound.limit }).count().array("count")')).toEqual([4, 3]);
    expect(free('t.orderby((d) => -d.y * bound.limit).array("y")')).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(free('t.derive({ z: (d) => ({ ...d, y: 1 }).k }).array("z")[0]')).toBe('b');
    expect(free('t.derive({ z: (d) => { const { k, y } = d; return k + y; } }).array("z")[1]')).toBe('a2');
    // What the product makes of imported names.
    expect(free('((scope) => t.groupby("k").rollup({ m: (d) => scope.op.sum(d.y) }).array("m"))({ op })')).toEqual([
      11, 7, 4, 6,
    ]);
    expect(free('((scope) => t.derive({ m: (d) => (0, scope.tidy)(d.s) }).array("m")[0])(bound)')).toBe('one');
  });

  it('[TJ2] what arquero cannot do says so: an aggregate beside a variable of the program', () => {
    expect(() => free('t.rollup({ z: (d) => op.sum(d.y) * bound.limit })')).toThrow(
      /Invalid variable reference: "bound.*aq.escape/s,
    );
    expect(() => free('t.derive({ z: (d) => d.nothing + op.sum(d.y) })')).toThrow(/Invalid column reference/);
  });

  it('[TJ2] a hundred thousand rows take no noticeable time', () => {
    realm.run(
      'globalThis.big = aq.table({ k: Int32Array.from({ length: 100000 }, (_, i) => i % 97), v: Float64Array.from({ length: 100000 }, (_, i) => Math.sin(i)) })',
    );
    const start = performance.now();
    const rows = realm.run(
      `big.derive({ w: (d) => d.v * 2 + 1 }).filter((d) => d.w > 0).groupby('k').rollup({ m: aq.op.mean('w'), s: (d) => aq.op.sum(d.v) }).orderby('m').numRows()`,
    );
    const ms = performance.now() - start;
    expect(rows).toBe(97);
    console.info(`arquero, 100,000 rows, derive + filter + groupby + rollup + orderby: ${ms.toFixed(0)} ms`);
    expect(ms).toBeLessThan(5_000);
  });
});
