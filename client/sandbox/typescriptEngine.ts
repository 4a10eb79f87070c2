/** One TypeScript runtime in a worker: tfjs and the libraries around it, and one call at a time. */
import { importText } from '../../engine/mount/importText.ts';
import type { Host } from '../../engine/typescript/code/scripts.ts';
import type { TypescriptKernel } from '../../engine/typescript/kernel/kernel.ts';
import type { TypescriptPredicting } from '../../engine/typescript/official/official.ts';
import type { TypescriptRuntime } from '../../engine/typescript/runtime.ts';
import { TFJS_WASM } from '../../engine/typescript/runtimeFiles.ts';
import type { FrameToWorker, NamedBytes } from './messages.ts';
import type { Engine, Reports } from './workerMain.ts';

declare function importScripts(...urls: string[]): void;

/**
 * Runs a classic script. There is no eval here: a script has an address, which lives as long as it takes to run it.
 * @throws what the script throws.
 */
const evaluate = (script: string): void => importText(script, importScripts);

/** A copy that is not shared: shared bytes cannot be decoded or compiled. */
const unshared = ({ bytes }: Pick<NamedBytes, 'bytes'>): Uint8Array => new Uint8Array(bytes).slice();

/** What makes a runtime out of the host and the bytes of its backend. */
type StartRuntime<R extends TypescriptRuntime> = (host: Host, wasm: Uint8Array | null) => Promise<R>;

/** An engine, and the runtime behind it for what else a worker does with it. */
interface TypescriptEngine<R extends TypescriptRuntime> extends Engine {
  runtime: R;
}

/**
 * Starts a runtime as an engine.
 * @throws where the backend does not start.
 */
export async function startTypescriptEngine<R extends TypescriptRuntime>(
  { core, settings }: FrameToWorker & { type: 'start' },
  startRuntime: StartRuntime<R>,
): Promise<TypescriptEngine<R>> {
  const began = performance.now();
  const wasm = core[TFJS_WASM];
  const runtime = await startRuntime({ evaluate }, wasm ? unshared({ bytes: wasm }) : null);
  let kernel: TypescriptKernel | undefined;
  let reports: Reports | undefined;
  let opened: TypescriptPredicting | undefined;
  const theOpened = (): TypescriptPredicting => {
    if (!opened) throw new Error('no payload was opened');
    return opened;
  };
  return {
    runtime,
    timings: { core: performance.now() - began },
    heapBytes: () => runtime.heapBytes(),
    async mount({ data }) {
      for (const file of data) runtime.write(file.path, unshared(file));
    },
    async perform(call, now) {
      reports = now;
      switch (call.call) {
        case 'run': {
          kernel ??= runtime.kernel((text) => reports?.output(text), settings.config);
          now.executing();
          return { value: await kernel.run(call.request), transfer: [] };
        }
        case 'train':
          return runtime.official(call.config, call.files, call.emitted).train(now.progress);
        case 'validation':
          return runtime.official(call.config, call.files, call.emitted).validation(call.validIds.map(String));
        case 'openPayload': {
          const official = runtime.official(call.config, call.files, call.emitted);
          opened = official.predicting(new Uint8Array(call.payload), now.progress);
          return opened.open();
        }
        case 'predict':
          return runtime.printing(now.output, () =>
            theOpened().ask(new Uint8Array(call.rows), new Uint32Array(call.places)),
          );
        case 'closePayload':
          return theOpened().close();
        case 'ask':
          // The editor's questions are answered in the page, by the TypeScript language service.
          return { value: null, transfer: [] };
        case 'import':
        case 'probe':
          throw new Error('this worker has no probes');
      }
    },
  };
}
