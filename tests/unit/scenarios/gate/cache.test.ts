import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { folderCache, keyOf, memoryCache, remembered } from '../../../../scenarios/kit/gate/cache.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cache-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.gz'));
const VALUE = { text: 'é', rows: Float64Array.of(0.1, Number.NaN, -0), bytes: null };

it.each([
  ['in memory', memoryCache],
  ['in a folder', () => folderCache(folder)],
])('[GA21] what is kept %s comes back as it was, exactly', (name, make) => {
  const cache = make();
  const key = keyOf(name);
  expect(cache.get(key)).toBeUndefined();
  expect(cache.has(key)).toBe(false);
  cache.put(key, VALUE);
  expect(cache.has(key)).toBe(true);
  expect(cache.get(key)).toEqual(VALUE);
});

it('[GA21] a file that is cut counts as not kept', () => {
  const cache = folderCache(folder);
  const key = keyOf('cut');
  cache.put(key, VALUE);
  const file = files().find((name) => name.replace(path.sep, '') === `${key}.gz`) as string;
  writeFileSync(path.join(folder, file), 'x');
  expect(cache.get(key)).toBeUndefined();
});

it('[GA21] what nobody has read for a month goes when something new is kept', () => {
  const key = keyOf('old');
  folderCache(folder).put(key, 1);
  const old = new Date(Date.now() - 31 * 86_400_000);
  for (const name of files()) utimesSync(path.join(folder, name), old, old);
  folderCache(folder).put(keyOf('new'), 2);
  expect(files()).toHaveLength(1);
  expect(folderCache(folder).get(keyOf('new'))).toBe(2);
});

it('[GA21] a value is made once, and again where what it depends on has changed', async () => {
  const cache = memoryCache();
  let made = 0;
  const ask = (seed: number) => remembered(cache, keyOf('seed', seed), () => ++made);
  expect([await ask(1), await ask(1), await ask(2)]).toEqual([1, 1, 2]);
});
