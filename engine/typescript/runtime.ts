/** Everything a TypeScript worker consists of, started once: backend, libraries, kernel, official path. Host-neutral. */

import type { Emitted } from '../contract/emitted.ts';
import type { OfficialConfig } from '../contract/official.ts';
import { type Host, Scripts } from './code/scripts.ts';
import { createConsole } from './display/console.ts';
import { setEnvironment } from './display/environment.ts';
import { showValue } from './display/show.ts';
import { createSink } from './display/sink.ts';
import { takePrinted } from './display/tables/print.ts';
import { beginCurves, flushCurves } from './display/training/live.ts';
import { createTypescriptKernel, type TypescriptKernel } from './kernel/kernel.ts';
import { startBackend } from './libraries/tensorflow/backend.ts';
import { leakNotice, tensorUse } from './libraries/tensorflow/leaks.ts';
import { seedRandom } from './libraries/tensorflow/random.ts';
import type { Tf } from './libraries/tensorflow/tf.ts';
import { NAMESPACES } from './namespaces.ts';
import { createTypescriptOfficial, type TypescriptOfficial } from './official/official.ts';
import { Reader } from './official/reader.ts';
import type { OfficialHost } from './official/run.ts';
import { selfCheck } from './selfCheck.ts';

export interface TypescriptRuntime {
  /** Backend in use: `wasm`, or `cpu` where WebAssembly is missing. */
  readonly backend: string;
  /** Puts a data file into the candidate's folder. */
  write(path: string, bytes: Uint8Array): void;
  /** Starts the kernel. `send` gets output items in order, as JSON arrays. */
  kernel(send: (items: string) => void, config: OfficialConfig | null): TypescriptKernel;
  official(
    config: OfficialConfig,
    files: Readonly<Record<string, string>>,
    emitted?: Readonly<Record<string, Emitted>>,
  ): TypescriptOfficial;
  /** The answer of a call; `send` gets what it prints, as JSON arrays of output items. */
  printing<T>(send: (items: string) => void, call: () => Promise<T>): Promise<T>;
  /** What the official path works with, for what else calls the candidate's functions: training draws no curves from then on. */
  host(): OfficialHost;
  /** Bytes of WebAssembly memory, which never shrinks; of tensors where there is none. */
  heapBytes(): number;
}

/**
 * Starts tfjs from its bytes and makes the global scope what candidates find.
 * @throws where the backend does not start.
 */
export async function startTypescript(host: Host, wasm: Uint8Array | null): Promise<TypescriptRuntime> {
  const backend = await startBackend({ wasm });
  const tf = NAMESPACES['@tensorflow/tfjs'] as unknown as Tf;
  const scripts = new Scripts(host);
  const reader = new Reader();
  const scope = globalThis as Record<string, unknown>;
  let send: (items: string) => void = () => {};
  const sink = createSink((items) => send(items));
  setEnvironment({ read: (path) => reader.read(path), sink });
  scope.console = createConsole(sink);
  scope.display = (...values: unknown[]): void => {
    for (const value of values) showValue(value, sink);
  };
  const realm = { tf, scripts, libraries: NAMESPACES, reader, seed: seedRandom };
  const problems = selfCheck();
  return {
    backend,
    write: (path, bytes) => reader.set(path, bytes),
    kernel(to, config) {
      send = to;
      return createTypescriptKernel({
        tf,
        scripts,
        libraries: NAMESPACES,
        sink,
        show(value) {
          // What the expression has printed itself is there already: `print` gives its table back.
          if (takePrinted() !== value) showValue(value, sink);
        },
        begin: () => void takePrinted(),
        leaks: { use: tensorUse, notice: leakNotice },
        problems,
        curves: { begin: () => beginCurves(true), flush: flushCurves },
        config,
      });
    },
    official(config, files, emitted) {
      // Nobody looks at an official run while it trains.
      beginCurves(false);
      return createTypescriptOfficial(realm, config, files, emitted);
    },
    async printing(to, call) {
      sink.begin();
      send = to;
      try {
        return await call();
      } finally {
        sink.flush();
        send = () => {};
      }
    },
    host() {
      beginCurves(false);
      return realm;
    },
    heapBytes() {
      const { wasm: module } = tf.backend() as unknown as { wasm?: { HEAPU8?: Uint8Array } };
      return module?.HEAPU8?.length ?? tf.memory().numBytes;
    },
  };
}
