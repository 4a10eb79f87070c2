/** What an interpreter holds now, to the byte: of its memory, and of files that were written beside it. */
import type { PyodideInterface } from 'pyodide';

/** As much of Emscripten's module as is asked. */
interface Memory {
  HEAP32: Int32Array;
  _PyMem_RawMalloc(bytes: number): number;
  _PyMem_RawFree(at: number): void;
  /** Fills a `struct mallinfo` of ten whole numbers. */
  _mallinfo(at: number): void;
}

interface Files {
  readdir(path: string): string[];
  lstat(path: string): { mode: number; size: number };
  isDir(mode: number): boolean;
}

const FIELDS = 10;
/** `uordblks`: bytes that are handed out. */
const IN_USE = 7;
/** Folders of libraries and devices: thousands of files that nobody is to walk through for each batch. */
const LEFT_OUT = new Set(['/lib', '/proc', '/dev', '/usr']);

/** Bytes that Python and its libraries have asked for and not given back; Pyodide's objects come from the same place as arrays. */
export function memoryInUse(pyodide: PyodideInterface): number {
  const memory = (pyodide as unknown as { _module: Memory })._module;
  const at = memory._PyMem_RawMalloc(4 * FIELDS);
  memory._mallinfo(at);
  const bytes = memory.HEAP32[at / 4 + IN_USE] as number;
  memory._PyMem_RawFree(at);
  return bytes >>> 0;
}

/** Bytes of files, which lie outside that memory. @param without a path that is not counted */
export function filesInUse(pyodide: PyodideInterface, without: string): number {
  const fs = pyodide.FS as unknown as Files;
  const under = (folder: string): number => {
    let bytes = 0;
    for (const name of fs.readdir(folder === '' ? '/' : folder)) {
      const path = `${folder}/${name}`;
      if (name === '.' || name === '..' || path === without || LEFT_OUT.has(path)) continue;
      const { mode, size } = fs.lstat(path);
      bytes += fs.isDir(mode) ? under(path) : size;
    }
    return bytes;
  };
  return under('');
}
