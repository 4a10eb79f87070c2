/** Turns Pyodide's wheels and standard library into what the bundle holds. Node only. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import type { SegmentInput } from './bundle.ts';
import type { Compile } from './compile.ts';
import type { LockPackage } from './lock.ts';
import { SITE_PACKAGES } from './mount.ts';
import { PYODIDE_DIR } from './paths.ts';
import { isKept, isLazy, metadataHead } from './select.ts';

/** Shared libraries that others link against are loaded from here. */
const LIBRARIES = '/usr/lib/';
/** Where Pyodide puts the standard library; part of the paths in tracebacks. */
const STDLIB = '/lib/python312.zip/';
/** A fixed date in the zip, so that equal inputs give equal bytes. */
const ZIP_TIME = new Date('2025-01-01T00:00:00Z');

/** The files of one package: compiled, thinned out, in a fixed order. */
export function packageFiles(entry: LockPackage, wheel: string, compile: Compile): SegmentInput[] {
  const inner = unzipSync(readFileSync(wheel));
  const files: SegmentInput[] = [];
  for (const path of Object.keys(inner).sort()) {
    const bytes = inner[path] as Uint8Array;
    if (entry.install_dir === 'dynlib') {
      if (path.endsWith('.so')) files.push({ path: LIBRARIES + path.slice(path.lastIndexOf('/') + 1), bytes });
      continue;
    }
    if (!isKept(entry.name, path)) continue;
    const compiled = path.endsWith('.py') ? compile({ path: SITE_PACKAGES + path, bytes }) : undefined;
    if (compiled) files.push({ path: `${path}c`, bytes: compiled });
    else if (path.endsWith('.dist-info/METADATA')) {
      files.push({ path, bytes: new TextEncoder().encode(metadataHead(new TextDecoder().decode(bytes))) });
    } else files.push({ path, bytes, lazy: isLazy(path) });
  }
  return files;
}

/** The standard library as a zip of `.pyc`, stored: brotli around it packs better than deflate inside. */
export function compiledStdlib(compile: Compile): Uint8Array {
  const inner = unzipSync(readFileSync(join(PYODIDE_DIR, 'python_stdlib.zip')));
  const out: Zippable = {};
  for (const path of Object.keys(inner).sort()) {
    if (path.endsWith('/')) continue;
    const bytes = inner[path] as Uint8Array;
    const compiled = path.endsWith('.py') ? compile({ path: STDLIB + path, bytes }) : undefined;
    out[compiled ? `${path}c` : path] = [compiled ?? bytes, { level: 0, mtime: ZIP_TIME }];
  }
  return zipSync(out);
}

/** Pyodide's lock without packages: they come as segments, and no hint shall offer to install one. */
export function bareLock(): Uint8Array {
  const lock = JSON.parse(readFileSync(join(PYODIDE_DIR, 'pyodide-lock.json'), 'utf8')) as { info: unknown };
  return new TextEncoder().encode(JSON.stringify({ info: lock.info, packages: {} }));
}
