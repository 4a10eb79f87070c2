import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addOwnPackages, ownPackages } from '../../../../engine/build/ownPackages.ts';
import { decodeSegment } from '../../../../engine/mount/bundle.ts';
import type { RuntimeManifest } from '../../../../engine/mount/packages.ts';

let root: string;
let lines: string[];
const bare = { format: 1, version: '0', core: {}, packages: {} } as unknown as RuntimeManifest;
const add = (manifest: RuntimeManifest, text: string): Promise<RuntimeManifest> => {
  writeFileSync(join(root, 'src/toy/deep/part.py'), text);
  lines = [];
  const packages = [{ name: 'toy', folder: join(root, 'src'), depends: ['numpy'], version: '7' }];
  return addOwnPackages(manifest, (line) => lines.push(line), { dist: join(root, 'dist'), packages });
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'own-'));
  mkdirSync(join(root, 'src/toy/deep'), { recursive: true });
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'src/toy/__init__.py'), '"""Toy."""\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('[RT6] a package of this project is compiled once, and anew when its sources change', async () => {
  const first = await add(bare, 'X = 1\n');
  const { file, version, depends, imports } = first.packages.toy ?? expect.fail('no package toy');
  expect({ version, depends, imports }).toEqual({ version: '7', depends: ['numpy'], imports: ['toy'] });
  const segment = decodeSegment(readFileSync(join(root, 'dist', file)));
  expect(segment.files.map(({ path }) => path)).toEqual(['toy/__init__.pyc', 'toy/deep/part.pyc']);
  expect(JSON.parse(readFileSync(join(root, 'dist/manifest.json'), 'utf8'))).toEqual(first);

  expect(await add(first, 'X = 1\n')).toBe(first);
  expect(lines).toEqual([]);

  const second = await add(first, 'X = 2\n');
  expect(second.packages.toy?.file).not.toBe(file);
  expect(existsSync(join(root, 'dist', file)), 'the old one is swept away').toBe(false);
  expect(readdirSync(join(root, 'dist')).length).toBe(3);
}, 180_000);

it('[RT6] a file that is not Python is named, and the manifest stays', async () => {
  await expect(add(bare, 'def\n')).rejects.toThrow('engine/python/src/toy/deep/part.py is not valid Python');
  expect(existsSync(join(root, 'dist/manifest.json'))).toBe(false);
}, 180_000);

it('[RT6] torch is one of them, and brings what it multiplies with', () => {
  expect(ownPackages()).toMatchObject([{ name: 'torch', depends: ['numpy', 'scipy'] }]);
});
