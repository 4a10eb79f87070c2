/** The files of the TypeScript runtime, by the names under which they are served and asked for. */
import type { RuntimeFile } from '../mount/packages.ts';

/** Name of the manifest, beside Python's. */
export const TYPESCRIPT_MANIFEST = 'tfjs.json';

/** `tfjs.json`: the TypeScript runtime. */
export interface TypescriptManifest {
  format: 1;
  /** Version of tfjs. */
  version: string;
  /** What can be imported, with its version. */
  versions: Record<string, string>;
  /** {@link TYPESCRIPT_SCRIPT} and {@link TFJS_WASM}. */
  files: Record<string, RuntimeFile>;
}

/** The whole worker as one script. */
export const TYPESCRIPT_SCRIPT = 'kernel.js';
/** The program of tfjs' WebAssembly backend. */
export const TFJS_WASM = 'tfjs-backend-wasm-simd.wasm';
