/** The table of tiers against the test files there are. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ASSIGNED, TIERS, tiersNaming } from '../tiers.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FILES = readdirSync(path.join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
  .map((name) => `tests/${name.split(path.sep).join('/')}`)
  .filter((name) => /\.test\.tsx?$/.test(name));

it('every test file is in exactly one tier', () => {
  const twice = FILES.filter((file) => tiersNaming(file).length > 1);
  expect(twice).toEqual([]);
});

it('every entry of the table names a test file', () => {
  const names = (entry: string) =>
    FILES.some((file) => (entry.endsWith('/') ? file.startsWith(entry) : file === entry));
  expect(
    Object.values(ASSIGNED)
      .flat()
      .filter((entry) => !names(entry)),
  ).toEqual([]);
});

it('npm test runs every tier', async () => {
  const suite: string = '../../scripts/suite.mjs';
  const { TIERS: run } = (await import(suite)) as { TIERS: string[] };
  expect(run).toEqual([...TIERS]);
});

it('the fast tier refuses what belongs to another tier, by name', async () => {
  const { spawn } = await import('node:child_process');
  const { createServer } = await import('node:net');
  const { Worker } = await import('node:worker_threads');
  const { loadPyodide } = await import('pyodide');
  expect(() => spawn('true')).toThrow('name this test file under `server`');
  expect(() => createServer().listen(0)).toThrow('name this test file under `server`');
  expect(() => new Worker('true')).toThrow('name this test file under `server`');
  expect(() => loadPyodide()).toThrow('name this test file under `interpreters`');
});
