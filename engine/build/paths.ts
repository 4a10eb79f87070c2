/** Where the prepared Python runtime lies. Node only. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RuntimeManifest } from '../mount/packages.ts';

/** Root of the repository. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** Everything prepared; not in git. */
export const RUNTIME_DIR = join(ROOT, '.cache/runtime');
/** Checked wheels, by their file name in Pyodide's lock. */
export const WHEELS_DIR = join(RUNTIME_DIR, 'wheels');
/** What the server offers at `/runtime/*`: `manifest.json` and files named by their content, each with `.br` beside. */
export const DIST_DIR = join(RUNTIME_DIR, 'dist');
/** The manifest in `DIST_DIR`; the only file there that changes. */
export const MANIFEST_FILE = join(DIST_DIR, 'manifest.json');
/** Pyodide's core, as the npm package brings it. */
export const PYODIDE_DIR = join(ROOT, 'node_modules/pyodide');

/**
 * Reads the manifest of the prepared runtime.
 * @throws Error with what to run where it is not prepared.
 */
export function readManifest(file: string = MANIFEST_FILE): RuntimeManifest {
  if (!existsSync(file)) {
    throw new Error(`the Python runtime is not prepared (${file} is missing): run \`node scripts/runtime.mjs\``);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as RuntimeManifest;
}
