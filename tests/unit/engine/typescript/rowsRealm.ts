/** A realm with a few rows (`rows`) and their values (`v`), for tests of what `import 'holdout'` offers. */
import { beforeAll } from 'vitest';
import { type TfjsRealm, tfjsRealm } from '../../../support/tfjs.ts';

/** Started once per test file, before its tests. */
export let realm: TfjsRealm;
beforeAll(async () => {
  realm = await tfjsRealm('cpu');
  realm.run(`globalThis.rows = [
    { g: 'b', v: 3.5, w: 1 }, { g: 'a', v: NaN, w: 2 }, { g: 'b', v: 1.25, w: 4 },
    { g: 'a', v: 10, w: 8 }, { g: '', v: 4, w: 16 }, { g: 'c', v: NaN, w: 32 },
  ]; globalThis.v = rows.map((r) => r.v);`);
});

/** What the JSON of an expression says, NaN as text. */
export const json = (expression: string): unknown =>
  JSON.parse(
    realm.run<string>(
      `JSON.stringify(${expression}, (_, x) => (typeof x === 'number' && !Number.isFinite(x) ? String(x) : x))`,
    ),
  );
