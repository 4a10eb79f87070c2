/** Starts tfjs on the backend that computes: WebAssembly with SIMD in one thread, from bytes that are handed in. */
import * as tf from '@tensorflow/tfjs';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import wasmModule from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js';
import { watchTensors } from './alive.ts';
import { registerKernels } from './ops/register.ts';
import { guardKernels } from './refusals/kernels.ts';

/** What {@link startBackend} starts with. */
interface BackendChoice {
  /** The bytes of tfjs-backend-wasm-simd.wasm, or null where there are none. */
  wasm: Uint8Array | null;
  /** `wasm` where it is absent. `webgl` and `webgpu` are for training that no score depends on. */
  backend?: 'wasm' | 'cpu' | 'webgl' | 'webgpu';
}

/**
 * Makes a backend current and ready and gives its name. A backend that cannot be had here gives way: the graphics card to
 * wasm, wasm to `cpu`.
 */
export async function startBackend({ wasm, backend = 'wasm' }: BackendChoice): Promise<string> {
  const wanted = backend === 'cpu' ? ['cpu'] : backend === 'wasm' ? ['wasm', 'cpu'] : [backend, 'wasm', 'cpu'];
  if (wanted.includes('wasm')) offerWasm(wasm);
  guardKernels();
  watchTensors();
  for (const name of wanted) {
    if (await tf.setBackend(name).catch(() => false)) break;
  }
  await tf.ready();
  return tf.getBackend();
}

/** Replaces the factory of tfjs, which fetches an address and never answers where the bytes are bad. */
function offerWasm(bytes: Uint8Array | null): void {
  if (tf.findBackendFactory('wasm')) tf.removeBackend('wasm');
  if (bytes === null || typeof WebAssembly === 'undefined') return;
  tf.registerBackend('wasm', async () => {
    if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new Error('WebAssembly has no SIMD here.');
    return new BackendWasm(await instantiate(bytes));
  });
  registerKernels();
}

/** The module that Emscripten makes; its types would need a further package. */
type Module = ConstructorParameters<typeof BackendWasm>[0] & {
  cwrap(name: string, returns: 'number' | null, takes: 'number'[]): (...args: number[]) => number;
};
type Instantiated = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

function instantiate(bytes: Uint8Array): Promise<Module> {
  return new Promise((resolve, reject) => {
    const config = {
      instantiateWasm(imports: WebAssembly.Imports, callback: Instantiated): object {
        WebAssembly.instantiate(bytes as BufferSource, imports).then(
          ({ instance, module }) => callback(instance, module),
          reject,
        );
        return {};
      },
      onAbort: () => reject(new Error('The WebAssembly of tfjs ended.')),
    };
    wasmModule(config).then((module) => resolve(bound(module as Module)), reject);
  });
}

/** The calls that {@link BackendWasm} makes, as the factory of tfjs names them. */
function bound(module: Module): Module {
  module.tfjs = {
    init: module.cwrap('init', null, []),
    initWithThreadsCount: module.cwrap('init_with_threads_count', null, ['number']),
    getThreadsCount: module.cwrap('get_threads_count', 'number', []),
    registerTensor: module.cwrap('register_tensor', null, ['number', 'number', 'number']),
    disposeData: module.cwrap('dispose_data', null, ['number']),
    dispose: module.cwrap('dispose', null, []),
  };
  return module;
}
