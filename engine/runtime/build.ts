/** Builds the runtime bundle: one segment a package, the core, all named by content and compressed. Node only. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { encodeSegment } from './bundle.ts';
import { startCompiler } from './compile.ts';
import { bareLock, compiledStdlib, packageFiles } from './contents.ts';
import { megabytes, type Report } from './download.ts';
import { lockClosure, type PyodideLock } from './lock.ts';
import { CORE_FILES, type CoreName, normalName, type RuntimeFile, type RuntimeManifest } from './packages.ts';
import { DIST_DIR, PYODIDE_DIR, WHEELS_DIR } from './paths.ts';

const brotli = promisify(brotliCompress);
/** 9 packs nearly as well as 11 in a twentieth of the time; the window must span whole segments. */
const QUALITY = 9;
const WINDOW = 24;

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
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = `${name}-${sha256.slice(0, 16)}${ending}`;
    write(join(dist, file), bytes);
    jobs.push(
      compressed(join(dist, `${file}.br`), bytes).then((brBytes) => {
        packed += brBytes;
        report(`packed ${file}, ${megabytes(bytes.length)} to ${megabytes(brBytes)} MB`);
        done({ file, bytes: bytes.length, brBytes, sha256 });
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
  write(join(dist, 'manifest.json'), new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`));
  report(`the runtime is ready: ${Object.keys(packages).length} packages, ${megabytes(packed)} MB compressed`);
  return manifest;
}

/** Compresses into `file` unless it is there already (its name says its content). @returns its size. */
async function compressed(file: string, bytes: Uint8Array): Promise<number> {
  if (!existsSync(file)) {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: WINDOW,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    write(file, await brotli(bytes, { params }));
  }
  return sizeOf(file);
}

function write(file: string, bytes: Uint8Array): void {
  writeFileSync(`${file}.part`, bytes);
  renameSync(`${file}.part`, file);
}

function sizeOf(file: string): number {
  return statSync(file).size;
}

/** Deletes what an earlier build left behind. */
function sweep(dist: string, manifest: RuntimeManifest): void {
  const current = new Set(['manifest.json']);
  for (const { file } of [...Object.values(manifest.core), ...Object.values(manifest.packages)]) {
    current.add(file).add(`${file}.br`);
  }
  for (const name of readdirSync(dist))
    if (!current.has(name)) rmSync(join(dist, name), { force: true, recursive: true });
}
