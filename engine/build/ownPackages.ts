/**
 * Packages of this project that a scenario declares like any other: the torch subset. They come as segments beside those
 * of the wheels and are built anew, in seconds, whenever their sources change. Node only.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { encodeSegment } from '../mount/bundle.ts';
import { SITE_PACKAGES } from '../mount/mount.ts';
import type { RuntimeManifest } from '../mount/packages.ts';
import { type Compile, startCompiler } from './compile.ts';
import type { Report } from './download.ts';
import { packFile } from './pack.ts';
import { DIST_DIR, ROOT } from './paths.ts';
import { sweep, writeManifest } from './runtimeBundle.ts';

interface OwnPackage {
  name: string;
  /** Holds the package's folder, which has its name. */
  folder: string;
  depends: string[];
  version: string;
}

interface SourceFile {
  /** Relative to the folder, with forward slashes. */
  path: string;
  bytes: Uint8Array;
}

/** The packages there are. scipy is what torch multiplies matrices with: numpy in Pyodide has no BLAS. */
export function ownPackages(folder: string = join(ROOT, 'engine/python/src')): OwnPackage[] {
  const text = readFileSync(join(folder, 'torch/version.py'), 'utf8');
  const version = /^__version__ = "([^"]+)"$/m.exec(text)?.[1];
  if (!version) throw new Error('engine/python/src/torch/version.py says no __version__');
  return [{ name: 'torch', folder, depends: ['numpy', 'scipy'], version }];
}

/**
 * Adds the packages to a prepared runtime where they are missing or older than their sources.
 * @throws naming a file that is not valid Python.
 */
export async function addOwnPackages(
  manifest: RuntimeManifest,
  report: Report,
  { dist = DIST_DIR, packages = ownPackages() }: { dist?: string; packages?: OwnPackage[] } = {},
): Promise<RuntimeManifest> {
  const added: RuntimeManifest['packages'] = {};
  let compile: Compile | undefined;
  for (const { name, folder, depends, version } of packages) {
    const files = sourcesOf(folder, name);
    const sources = hashOf(files, `${version}\0${depends.join()}`);
    const known = manifest.packages[name];
    if (known?.sources === sources && existsSync(join(dist, `${known.file}.br`))) continue;
    report(`compiling ${name}, a package of this project`);
    compile ??= await startCompiler();
    const compiled = files.map((file) => compiledFile(file, compile as Compile));
    const packed = await packFile(
      dist,
      { name, ending: '.seg', bytes: encodeSegment(name, version, compiled) },
      report,
    );
    added[name] = { ...packed, version, depends, imports: [name], sources };
  }
  if (Object.keys(added).length === 0) return manifest;
  const whole = { ...manifest, packages: { ...manifest.packages, ...added } };
  sweep(dist, whole);
  writeManifest(dist, whole);
  return whole;
}

function compiledFile({ path, bytes }: SourceFile, compile: Compile): SourceFile {
  const code = compile({ path: SITE_PACKAGES + path, bytes });
  if (!code) throw new Error(`engine/python/src/${path} is not valid Python`);
  return { path: `${path}c`, bytes: code };
}

/** The Python files of a package in a fixed order. */
function sourcesOf(folder: string, name: string): SourceFile[] {
  return readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.py'))
    .map((path) => `${name}/${path.split(sep).join('/')}`)
    .sort()
    .map((path) => ({ path, bytes: new Uint8Array(readFileSync(join(folder, path))) }));
}

function hashOf(files: readonly SourceFile[], about: string): string {
  const hash = createHash('sha256').update(about);
  for (const { path, bytes } of files) hash.update(`\0${path}\0`).update(bytes);
  return hash.digest('hex');
}
