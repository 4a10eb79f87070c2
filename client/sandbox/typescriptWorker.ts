/** The script of a TypeScript worker: tfjs and the libraries around it, and one call at a time. */
import { importText } from '../../engine/mount/importText.ts';
import type { TypescriptKernel } from '../../engine/typescript/kernel/kernel.ts';
import type { TypescriptPredicting } from '../../engine/typescript/official/official.ts';
import { startTypescript } from '../../engine/typescript/runtime.ts';
import { TFJS_WASM } from '../../engine/typescript/runtimeFiles.ts';
import type { FrameToWorker, NamedBytes } from './messages.ts';
import { type Engine, type Reports, runWorker } from './workerMain.ts';

declare function importScripts(...urls: string[]): void;

/**
 * Runs a classic script. There is no eval here: a script has an address, which lives as long as it takes to run it.
 * @throws what the script throws.
 */
const evaluate = (script: string): void => importText(script, importScripts);

/** A copy that is not shared: shared bytes cannot be decoded or compiled. */
const unshared = ({ bytes }: Pick<NamedBytes, 'bytes'>): Uint8Array => new Uint8Array(bytes).slice();

async function start({ core, settings }: FrameToWorker & { type: 'start' }): Promise<Engine> {
  const began = performance.now();
  const wasm = core[TFJS_WASM];
  const runtime = await startTypescript({ evaluate }, wasm ? unshared({ bytes: wasm }) : null);
  let kernel: TypescriptKernel | undefined;
  let reports: Reports | undefined;
  let opened: TypescriptPredicting | undefined;
  const theOpened = (): TypescriptPredicting => {
    if (!opened) throw new Error('no payload was opened');
    return opened;
  };
  return {
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
      }
    },
  };
}

runWorker(start);
