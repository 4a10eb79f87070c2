/** Builds the runtime bundle: one segment a package, the core, all named by content and compressed. Node only. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { encodeSegment } from '../mount/bundle.ts';
import { CORE_FILES, type CoreName, normalName, type RuntimeFile, type RuntimeManifest } from '../mount/packages.ts';
import { startCompiler } from './compile.ts';
import { bareLock, compiledStdlib, packageFiles } from './contents.ts';
import { megabytes, type Report } from './download.ts';
import { lockClosure, type PyodideLock } from './lock.ts';
import { packFile, writeWhole } from './pack.ts';
import { DIST_DIR, PYODIDE_DIR, WHEELS_DIR } from './paths.ts';

/**
 * Writes the bundle and, last, its manifest.
 * Compression runs in Node's thread pool while the next package is compiled. About 45 s on 2 cores.
 */
export async function buildBundle(
  lock: PyodideLock,
  report: Report,
  dist: string = DIST_DIR,
): Promise<RuntimeManifest> {
  mkdirSync(dist, { recursive: true });
  const jobs: Array<Promise<void>> = [];
  let packed = 0;
  const put = (name: string, ending: string, bytes: Uint8Array, done: (file: RuntimeFile) => void): void => {
    jobs.push(
      packFile(dist, { name, ending, bytes }, report).then((file) => {
        packed += file.brBytes;
        done(file);
      }),
    );
  };

  const core: Partial<Record<CoreName, RuntimeFile>> = {};
  const putCore = (name: CoreName, bytes: Uint8Array): void => {
    const dot = name.lastIndexOf('.');
    put(name.slice(0, dot), name.slice(dot), bytes, (file) => {
      core[name] = file;
    });
  };
  for (const name of ['pyodide.asm.wasm', 'pyodide.asm.js', 'pyodide.js'] as const) {
    putCore(name, readFileSync(join(PYODIDE_DIR, name)));
  }
  putCore('pyodide-lock.json', bareLock());
  report('compiling the standard library');
  const compile = await startCompiler();
  putCore('python_stdlib.zip', compiledStdlib(compile));

  const packages: RuntimeManifest['packages'] = {};
  const wanted = lockClosure(lock);
  // The largest first: its compression takes longest.
  const order = [...wanted].sort(
    (a, b) => sizeOf(join(WHEELS_DIR, b.file_name)) - sizeOf(join(WHEELS_DIR, a.file_name)),
  );
  for (const [index, entry] of order.entries()) {
    report(`compiling ${entry.name} (${index + 1} of ${order.length})`);
    const files = packageFiles(entry, join(WHEELS_DIR, entry.file_name), compile);
    const { version, depends, imports } = entry;
    put(normalName(entry.name), '.seg', encodeSegment(normalName(entry.name), version, files), (file) => {
      packages[normalName(entry.name)] = { ...file, version, depends, imports };
    });
    // Lets finished compressions report between two packages.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(jobs);
  for (const name of CORE_FILES) if (!core[name]) throw new Error(`core file ${name} was not built`);
  const sorted = Object.fromEntries(wanted.map(({ name }) => [normalName(name), packages[normalName(name)]]));
  const manifest = { format: 1, version: lock.info.version, core, packages: sorted } as RuntimeManifest;
  sweep(dist, manifest);
  writeManifest(dist, manifest);
  report(`the runtime is ready: ${Object.keys(packages).length} packages, ${megabytes(packed)} MB compressed`);
  return manifest;
}

function sizeOf(file: string): number {
  return statSync(file).size;
}

/** Writes the manifest; whatever it names must be there already. */
export function writeManifest(dist: string, manifest: RuntimeManifest): void {
  writeWhole(join(dist, 'manifest.json'), new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`));
}

/** Deletes what an earlier build left behind. */
export function sweep(dist: string, manifest: RuntimeManifest): void {
  const current = new Set(['manifest.json']);
  for (const { file } of [...Object.values(manifest.core), ...Object.values(manifest.packages)]) {
    current.add(file).add(`${file}.br`);
  }
  for (const name of readdirSync(dist))
    if (!current.has(name)) rmSync(join(dist, name), { force: true, recursive: true });
}
