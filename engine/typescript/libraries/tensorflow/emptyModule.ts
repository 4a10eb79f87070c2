/** Stands in for modules that are never called: the loader of tfjs's threads. */
export const wasmWorkerContents = '';
export default function nothing(): never {
  throw new Error('Threads of WebAssembly are not used.');
}
