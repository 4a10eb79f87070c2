/**
 * Builds what browsers load into dist/: the pages (vite) and the sandbox (a separate small build).
 * Does nothing where dist/ was built from the same sources: node scripts/build.mjs [--force]
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, ensureInstalled, hashOf, main, PlainError, put, ROOT, run, runTs, say } from './steps.mjs';

/** All that can change what is built. */
const SOURCES = [
  'client',
  'engine',
  'protocol',
  'build',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];
const STAMP = join(ROOT, 'dist/.stamp');
const PAGES = ['client/index.html', 'sandbox.html', 'tfjs/tfjs.json', 'probes/typescript.js'].map((name) =>
  join(ROOT, 'dist', name),
);

/** @throws where a build step fails. */
export async function build({ force = false } = {}) {
  const stamp = hashOf(SOURCES);
  if (!force && PAGES.every((file) => existsSync(file)) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp)
    return;
  rmSync(STAMP, { force: true });
  say('Building the pages');
  if ((await run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'])) !== 0) {
    throw new PlainError('vite build failed; see above.');
  }
  say('Building the sandbox');
  if ((await runTs('build/sandboxPage.ts')) !== 0) throw new PlainError('The sandbox build failed; see above.');
  put(STAMP, stamp);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    checkNode();
    await ensureInstalled();
    await build({ force: process.argv.includes('--force') });
  });
}
