import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  BUILT,
  closure,
  filesOf,
  ROUTES,
  readManifest,
  SANDBOX_HOST,
  TYPESCRIPT_HELP,
  weights,
} from '../../bench/weight.ts';

const built = existsSync(join(BUILT, '.vite/manifest.json'));
if (!built)
  console.warn('SKIPPED: page weight needs the built pages; run node scripts/build.mjs (npm test builds them)');

describe.skipIf(!built)('page weight', () => {
  it('[PW1] no route is heavier than its ceiling, nor a ceiling below the goal it has to keep', () => {
    for (const { name, bytes, ceiling, files } of weights()) {
      const heavy = files.slice(0, 6).map(([file, size]) => `${file} ${size}`);
      expect(bytes, `${name}: ${bytes} bytes; heaviest: ${heavy.join(', ')}`).toBeLessThanOrEqual(ceiling);
    }
  });

  it('[PW2] who watches or replays loads the interpreter only on demand, the candidate with the room', () => {
    const manifest = readManifest();
    const routes = Object.fromEntries(ROUTES.map((route) => [route.name, closure(manifest, route.chunks)]));
    for (const name of ['landing', 'join', 'staff', 'watch', 'replay'])
      expect(routes[name]).not.toContain(SANDBOX_HOST);
    expect(routes['room: editor']).toContain(SANDBOX_HOST);
    const onDemand = [...(routes.watch ?? [])].flatMap((key) => manifest[key]?.dynamicImports ?? []);
    expect(onDemand).toContain(SANDBOX_HOST);
  });

  it('[PW2] pages without an editor load neither Monaco nor Yjs', () => {
    const manifest = readManifest();
    for (const { name, chunks } of ROUTES.filter((r) => ['landing', 'join', 'staff'].includes(r.name))) {
      const files = filesOf(manifest, chunks).join(' ');
      expect(files, name).not.toMatch(/models-|openConnection-|worker|EditorPane/);
    }
  });

  it('[PW5] only a room in TypeScript loads the compiler, and on demand', () => {
    const manifest = readManifest();
    for (const { name, chunks } of ROUTES) {
      const keys = closure(manifest, chunks);
      expect(keys.has(TYPESCRIPT_HELP), name).toBe(name === 'room: TypeScript');
    }
    const { assets = [], imports = [] } = manifest[TYPESCRIPT_HELP] ?? {};
    expect(imports.filter((key) => /models|editor\.api/.test(key))).toEqual([]);
    expect(assets).toHaveLength(1);
    const python = ROUTES.filter(({ name }) => name !== 'room: TypeScript').flatMap(({ chunks }) =>
      filesOf(manifest, chunks),
    );
    expect(python).not.toContain(assets[0]);
    expect(manifest['pages/room/editor/EditorPane.tsx']?.dynamicImports).toContain(TYPESCRIPT_HELP);
  });
});

describe('what a route loads', () => {
  const manifest = {
    'index.html': { file: 'index.js', css: ['index.css'], dynamicImports: ['page'] },
    page: { file: 'page.js', imports: ['index.html', 'shared'], dynamicImports: ['later'] },
    shared: { file: 'shared.js', css: ['shared.css'], assets: ['worker.js'], imports: ['page'] },
    later: { file: 'later.js' },
  };

  it('[PW3] is what it imports without asking, with styles and assets, each once', () => {
    expect(filesOf(manifest, ['page'])).toEqual([
      'index.css',
      'index.html',
      'index.js',
      'page.js',
      'shared.css',
      'shared.js',
      'worker.js',
    ]);
  });

  it('[PW3] names a chunk that the build does not have', () => {
    expect(() => closure(manifest, ['gone'])).toThrow(/no chunk gone/);
  });
});
