/**
 * Starts the bare interpreter from bytes, inside a classic worker of an opaque origin.
 *
 * Such a worker can fetch nothing. Pyodide's loader wants `fetch` and `importScripts`, so both are answered from the
 * given bytes while it starts, and put back afterwards: candidate code never sees the replacements.
 */
import type { loadPyodide, PyodideInterface } from 'pyodide';
import { type Bytes, viewOf } from './bundle.ts';
import { importText } from './importText.ts';
import { CORE_FILES, type CoreName } from './packages.ts';

/** Options of Pyodide's `loadPyodide` that a start passes through. */
export interface CoreConfig {
  stdout?: (line: string) => void;
  stderr?: (line: string) => void;
  env?: Record<string, string>;
}

/** Files of the interpreter itself, by name. */
export type CoreBytes = Record<CoreName, Bytes>;

/** The address that represents the given bytes; never requested (`.invalid` does not resolve). */
const BASE = 'https://runtime.invalid/';

interface WorkerScope {
  fetch: typeof fetch;
  importScripts: (...urls: string[]) => void;
  loadPyodide?: typeof loadPyodide;
}

/** A copy outside shared memory: Blob, Response, TextDecoder and WebAssembly.compile refuse views of shared memory. */
export function unshared(bytes: Bytes): Uint8Array<ArrayBuffer> {
  const view = viewOf(bytes);
  return view.buffer instanceof ArrayBuffer ? (view as Uint8Array<ArrayBuffer>) : new Uint8Array(view);
}

/**
 * Loads Pyodide's core from `core`. With `wasm` given, the 10 MB core module is not compiled again.
 * @throws where a core file is missing, or whatever Pyodide throws while it starts.
 */
export async function loadCoreFromBytes(
  core: CoreBytes,
  config: CoreConfig,
  wasm: Promise<WebAssembly.Module> | WebAssembly.Module,
): Promise<PyodideInterface> {
  const scope = globalThis as unknown as WorkerScope;
  for (const name of CORE_FILES) if (!core[name]) throw new Error(`the interpreter's file ${name} was not handed over`);
  const bytesAt = (url: string): Bytes => {
    const name = url.slice(url.lastIndexOf('/') + 1) as CoreName;
    const bytes = core[name];
    if (!bytes) throw new TypeError(`not part of the runtime: ${name}`);
    return bytes;
  };
  const real = {
    fetch: scope.fetch,
    importScripts: scope.importScripts,
    streaming: WebAssembly.instantiateStreaming,
  };
  scope.fetch = async (input) => {
    const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
    // The body of the wasm is never read: instantiateStreaming below takes the module.
    return new Response(url.endsWith('.wasm') ? null : unshared(bytesAt(url)));
  };
  scope.importScripts = (...urls) => {
    for (const url of urls) {
      const name = url.slice(url.lastIndexOf('/') + 1);
      importText(new TextDecoder().decode(unshared(bytesAt(url))), real.importScripts, name);
    }
  };
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    const module = await wasm;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  try {
    scope.importScripts(`${BASE}pyodide.js`);
    if (!scope.loadPyodide) throw new Error('pyodide.js did not define loadPyodide');
    return await scope.loadPyodide({ indexURL: BASE, ...config });
  } finally {
    scope.fetch = real.fetch;
    scope.importScripts = real.importScripts;
    WebAssembly.instantiateStreaming = real.streaming;
  }
}
