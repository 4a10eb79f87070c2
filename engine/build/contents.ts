/** Turns Pyodide's wheels and standard library into what the bundle holds. Node only. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import type { SegmentInput } from '../mount/bundle.ts';
import { SITE_PACKAGES } from '../mount/mount.ts';
import type { Compile } from './compile.ts';
import type { LockPackage } from './lock.ts';
import { PYODIDE_DIR } from './paths.ts';
import { isKept, isLazy, metadataHead } from './select.ts';

/** Shared libraries that others link against are loaded from here. */
const LIBRARIES = '/usr/lib/';
/** Where Pyodide puts the standard library; part of the paths in tracebacks. */
const STDLIB = '/lib/python312.zip/';
/** A fixed date in the zip, so that equal inputs give equal bytes. */
const ZIP_TIME = new Date('2025-01-01T00:00:00Z');

const FONT_LIST = 'matplotlib/fontlist.json';

/**
 * matplotlib's list of fonts with the version its code asks for. The list in the wheel names another version, so that
 * every first import would look through all fonts again (seconds); the entries are the same.
 * @throws where the wheel does not look as expected.
 */
function fontList(inner: Record<string, Uint8Array>): Uint8Array {
  const text = (path: string): string => new TextDecoder().decode(inner[path]);
  const asked = /^ {4}__version__ = (\d+)$/m.exec(text('matplotlib/font_manager.py'))?.[1];
  const list = JSON.parse(text(FONT_LIST)) as { _version: number; afmlist: unknown[] };
  if (!asked || !Array.isArray(list.afmlist)) throw new Error(`${FONT_LIST} does not look as expected`);
  // The AFM metrics serve PDF and PostScript only and are not part of the bundle.
  return new TextEncoder().encode(JSON.stringify({ ...list, _version: Number(asked), afmlist: [] }));
}

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
    if (path === FONT_LIST) {
      files.push({ path, bytes: fontList(inner) });
      continue;
    }
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
