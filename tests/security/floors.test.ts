/** Versions below these have known holes; `npm audit` asks a registry, this asks the lock file. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FLOORS: Record<string, string> = {
  hono: '4.13.19',
  '@hono/node-server': '2.1.8',
  ws: '8.21.0',
  yjs: '13.6.33',
  'y-protocols': '1.0.7',
  lib0: '0.2.120',
  'monaco-editor': '0.57.0',
  vite: '8.3.8',
  pyodide: '0.27.7',
};

interface Lock {
  packages: Record<string, { version?: string; resolved?: string; integrity?: string; link?: boolean }>;
}
const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as Lock;

const parts = (version: string) => version.split(/[.+-]/).slice(0, 3).map(Number);
function below(version: string, floor: string): boolean {
  const [a, b] = [parts(version), parts(floor)];
  const at = a.findIndex((n, i) => n !== b[i]);
  return at !== -1 && (a[at] ?? 0) < (b[at] ?? 0);
}

test('[AU15] the comparison itself', () => {
  expect([
    below('4.13.18', '4.13.19'),
    below('4.14.0', '4.13.19'),
    below('5.0.0', '4.13.19'),
    below('4.13.19', '4.13.19'),
  ]).toEqual([true, false, false, false]);
});

test.each(Object.entries(FLOORS))('[AU15] every installed %s is at least %s', (name, floor) => {
  const found = Object.entries(lock.packages).filter(
    ([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`),
  );
  expect(found.length).toBeGreaterThan(0);
  for (const [path, { version = '0' }] of found) expect(below(version, floor), `${path} ${version}`).toBe(false);
});

test('[AU15] every package of the lock file has a checksum', () => {
  const without = Object.entries(lock.packages).filter(([path, p]) => path !== '' && !p.link && !p.integrity);
  expect(without.map(([path]) => path)).toEqual([]);
});
