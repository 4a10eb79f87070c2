/**
 * Mounts decoded segments into a running Pyodide: files without a copy, side modules from compiled modules.
 *
 * `Module` internals used here (Pyodide 0.27.7, Emscripten 3.1.58): `FS`, `loadWebAssemblyModule` (takes a compiled
 * module and then instantiates it at once), `preloadedWasm` (exports by path, asked before any file is read),
 * `loadDynamicLibrary`, `LDSO.loadedLibsByName`, `reportUndefinedSymbols`. Each is checked before use.
 */
import type { PyodideInterface } from 'pyodide';
import type { Segment } from './bundle.ts';
import { unshared } from './core.ts';

/** Compiled WebAssembly by its absolute path in the interpreter's file system. */
export type ModuleMap = Map<string, WebAssembly.Module>;

/** Where relative paths of a segment go. */
export const SITE_PACKAGES = '/lib/python3.12/site-packages/';

type Exports = Record<string, unknown>;
interface LinkFlags {
  loadAsync: boolean;
  nodelete: boolean;
  allowUndefined: boolean;
  global: boolean;
}
interface MemNode {
  contents: Uint8Array | null;
  usedBytes: number;
  stream_ops: StreamOps;
}
interface StreamOps {
  write(stream: { node: MemNode; stream_ops: StreamOps }, ...rest: unknown[]): number;
}
interface Internals {
  FS: {
    mkdirTree(path: string): void;
    unlink(path: string): void;
    symlink(target: string, path: string): void;
    analyzePath(path: string): { exists: boolean };
    lookupPath(path: string): { node: MemNode };
    filesystems: { MEMFS: { createNode(parent: MemNode, name: string, mode: number, device: number): MemNode } };
  };
  LDSO: { loadedLibsByName: Record<string, unknown> };
  preloadedWasm: Record<string, Exports>;
  loadWebAssemblyModule(module: WebAssembly.Module, flags: LinkFlags, path: string, local: Exports | null): Exports;
  loadDynamicLibrary(path: string, flags: LinkFlags, local: Exports | null): unknown;
  reportUndefinedSymbols(): void;
}

/** The absolute path of a segment's file. */
export function mountPath(path: string): string {
  return path.startsWith('/') ? path : SITE_PACKAGES + path;
}

/** Where a segment itself is mounted. */
export function segmentPath(name: string): string {
  return `/lib/holdout/${name}.seg`;
}

/** Shared libraries that other side modules link against live in /usr/lib and are loaded first, globally. */
function isGlobalLibrary(path: string): boolean {
  return path.startsWith('/usr/lib/');
}

function internalsOf(pyodide: PyodideInterface): Internals {
  const module = (pyodide as unknown as { _module: Internals })._module;
  const needed = ['FS', 'LDSO', 'preloadedWasm', 'loadWebAssemblyModule', 'loadDynamicLibrary'] as const;
  for (const name of needed) {
    if (!module[name]) throw new Error(`this Pyodide has no Module.${name}: the runtime bundle needs Pyodide 0.27.7`);
  }
  return module;
}

/**
 * Compiles every side module of the segments in parallel, except lazy ones and those in `known`.
 * A frame may call it while its worker starts; modules can be posted between a frame and its workers.
 */
export async function compileSegments(segments: readonly Segment[], known: ModuleMap = new Map()): Promise<ModuleMap> {
  const jobs: Array<Promise<[string, WebAssembly.Module]>> = [];
  for (const segment of segments) {
    for (const file of segment.files) {
      const path = mountPath(file.path);
      if (!path.endsWith('.so') || file.lazy || known.has(path)) continue;
      jobs.push(WebAssembly.compile(unshared(file.bytes)).then((module) => [path, module]));
    }
  }
  return new Map(await Promise.all(jobs));
}

/** A regular file that everybody may read and only its owner may write. */
const FILE_MODE = 0o100644;

/**
 * Puts the files of the segments into the file system; the bytes stay where they are. A file that exists is replaced.
 * Files in shared memory are copied before the first write to them, so that no worker changes another's library.
 * Besides, each segment is a file itself, `segmentPath(name)`, for the finder.
 */
export function mountFiles(pyodide: PyodideInterface, segments: readonly Segment[]): void {
  const { FS } = internalsOf(pyodide);
  const folders = new Map<string, { node: MemNode; names: Set<string> }>();
  let guarded: StreamOps | undefined;
  const add = (path: string, bytes: Uint8Array): void => {
    const cut = path.lastIndexOf('/');
    const folderPath = path.slice(0, cut);
    let folder = folders.get(folderPath);
    if (!folder) {
      FS.mkdirTree(folderPath);
      const { node } = FS.lookupPath(folderPath);
      folder = { node, names: new Set(Object.keys(node.contents ?? {})) };
      folders.set(folderPath, folder);
    }
    if (folder.names.has(path.slice(cut + 1))) FS.unlink(path);
    // Not FS.writeFile: opening, looking up and closing cost ten times as much for thousands of files.
    const node = FS.filesystems.MEMFS.createNode(folder.node, path.slice(cut + 1), FILE_MODE, 0);
    node.contents = bytes;
    node.usedBytes = bytes.length;
    if (!(bytes.buffer instanceof ArrayBuffer)) {
      guarded ??= copyOnWrite(node.stream_ops);
      node.stream_ops = guarded;
    }
  };
  for (const segment of segments) {
    for (const file of segment.files) add(mountPath(file.path), file.bytes);
    add(segmentPath(segment.name), segment.bytes);
  }
}

/** Where Linux has its time zones. */
const ZONES = '/usr/share/zoneinfo';

/**
 * Offers pytz's time zones where `dateutil` and `zoneinfo` look for the system's. Without them dateutil unpacks its
 * archive of all zones while pandas is imported, a tenth of that import.
 */
export function linkZones(pyodide: PyodideInterface): void {
  const { FS } = internalsOf(pyodide);
  const zones = mountPath('pytz/zoneinfo');
  if (!FS.analyzePath(zones).exists || FS.analyzePath(ZONES).exists) return;
  FS.mkdirTree(ZONES.slice(0, ZONES.lastIndexOf('/')));
  FS.symlink(zones, ZONES);
}

function copyOnWrite(plain: StreamOps): StreamOps {
  return {
    ...plain,
    write(stream, ...rest) {
      const { node } = stream;
      if (node.contents && !(node.contents.buffer instanceof ArrayBuffer)) {
        node.contents = new Uint8Array(node.contents);
      }
      node.stream_ops = plain;
      stream.stream_ops = plain;
      return plain.write(stream, ...rest);
    },
  };
}

/**
 * Instantiates the side modules of the segments: libraries first and globally, then extension modules, and resolves
 * what is still undefined once at the end (per library, as an import would do it, is quadratic).
 * @throws where a module is missing from `modules` or does not link.
 */
export function linkModules(pyodide: PyodideInterface, segments: readonly Segment[], modules: ModuleMap): void {
  const internals = internalsOf(pyodide);
  const paths = segments
    .flatMap((segment) => segment.files)
    .filter((file) => !file.lazy && file.path.endsWith('.so'))
    .map((file) => mountPath(file.path));
  paths.sort((a, b) => Number(isGlobalLibrary(b)) - Number(isGlobalLibrary(a)));
  for (const path of paths) {
    if (internals.LDSO.loadedLibsByName[path]) continue;
    const module = modules.get(path);
    if (!module) throw new Error(`side module ${path} was not compiled`);
    const global = isGlobalLibrary(path);
    const flags: LinkFlags = { loadAsync: false, nodelete: true, allowUndefined: true, global };
    const local = global ? null : {};
    internals.preloadedWasm[path] = internals.loadWebAssemblyModule(module, flags, path, local);
    internals.loadDynamicLibrary(path, flags, local);
    delete internals.preloadedWasm[path];
    // Libraries are asked for by their bare name, extension modules by their path.
    const base = path.slice(path.lastIndexOf('/') + 1);
    internals.LDSO.loadedLibsByName[base] ??= internals.LDSO.loadedLibsByName[path];
  }
  internals.reportUndefinedSymbols();
}
