/** The TypeScript runtime for Node: tests and the scenario kit run the same sources as the sandbox, in a `vm` context. Node only. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';
import type { Host } from '../typescript/code/scripts.ts';
import type { ProbingRuntime, startProbing } from '../typescript/probing.ts';
import { TFJS_WASM } from '../typescript/runtimeFiles.ts';
import { bundleOptions } from './typescriptBundle.ts';

/** Path of the backend's program among the installed packages. */
export const WASM_FILE = createRequire(import.meta.url).resolve(`@tensorflow/tfjs-backend-wasm/dist/${TFJS_WASM}`);

/** What a worker has and a bare context lacks. */
const GLOBALS = {
  TextEncoder,
  TextDecoder,
  WebAssembly,
  performance,
  structuredClone,
  crypto,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  queueMicrotask,
  URL,
  AbortController,
  btoa,
  Event,
  EventTarget,
};

let bundled: Promise<vm.Script> | null = null;

/** The kernel as one script, compiled once. @throws naming the file where one does not compile. */
function kernelScript(): Promise<vm.Script> {
  bundled ??= build({
    ...bundleOptions(),
    entryPoints: [fileURLToPath(new URL('../typescript/entry.ts', import.meta.url))],
    write: false,
  }).then(({ outputFiles }) => new vm.Script(outputFiles?.[0]?.text ?? '', { filename: 'kernel.js' }));
  return bundled;
}

/** A separate runtime, with probes: a fresh global scope, tfjs on its wasm backend. */
export async function startTypescriptInNode(): Promise<ProbingRuntime> {
  const context = vm.createContext({ ...GLOBALS });
  // tfjs and danfojs recognise a worker by this name, and Node by `process`, which is not there.
  vm.runInContext('globalThis.self = globalThis; globalThis.WorkerGlobalScope = class {};', context);
  (await kernelScript()).runInContext(context);
  const start = (context as unknown as { startProbing: typeof startProbing }).startProbing;
  const host: Host = { evaluate: (code, filename) => void vm.runInContext(code, context, { filename }) };
  return start(host, new Uint8Array(readFileSync(WASM_FILE)));
}
