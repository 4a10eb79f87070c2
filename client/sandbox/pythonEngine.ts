/** One Python interpreter in a worker: boots from the frame's bytes and answers one call at a time. */

import type { PyodideInterface } from 'pyodide';
import { CORE_WASM } from '../../engine/mount/packages.ts';
import { boot, type CoreBytes } from '../../engine/python/host/boot.ts';
import {
  installLibrary,
  type PythonKernel,
  type PythonSources,
  startKernel,
  writeData,
} from '../../engine/python/host/kernel.ts';
import { createOfficial, type PythonPredicting } from '../../engine/python/host/official.ts';
import type { FrameToWorker, NamedBytes } from './messages.ts';
import { PythonPrints } from './pythonPrints.ts';
import type { Engine, Reports } from './workerMain.ts';

/**
 * Cancels every task, and leaves no name behind. Those of cells have no turn before the next `await`, which ends them; true where
 * there are others, which the browser's own event loop goes on with.
 */
const END_TASKS =
  "[task for task in list(__import__('asyncio').tasks._scheduled_tasks) if not task.done() and (task.cancel() or True)" +
  " and type(task.get_loop()).__module__.startswith('pyodide')] != []";

/** An engine, and the interpreter behind it for what else a worker does with it. */
interface PythonEngine extends Engine {
  pyodide: PyodideInterface;
  /** Puts the data files into the candidate's folder. */
  writeData(): void;
}

/**
 * Starts the interpreter with these packages of ours.
 * @throws where it does not boot.
 */
export async function startPython(
  { settings, core, wasm, interrupt }: FrameToWorker & { type: 'start' },
  sources: PythonSources,
): Promise<PythonEngine> {
  if (!wasm) throw new Error('the interpreter came without its program');
  const booted = await boot({
    core: core as CoreBytes,
    segments: [],
    modules: new Map([[CORE_WASM, wasm]]),
    env: { PYTHONHASHSEED: '0' },
    stdout: () => {},
    stderr: () => {},
  });
  const { pyodide, timings } = booted;
  if (interrupt) pyodide.setInterruptBuffer(interrupt);
  installLibrary(pyodide, sources);
  let data: NamedBytes[] = [];
  let kernel: PythonKernel | undefined;
  let reports: Reports | undefined;
  let opened: PythonPredicting | undefined;
  const prints = new PythonPrints(pyodide);
  const theOpened = (): PythonPredicting => {
    if (!opened) throw new Error('no payload was opened');
    return opened;
  };
  const writeAll = (): void => {
    for (const { path, bytes } of data) writeData(pyodide, path, new Uint8Array(bytes));
  };

  /** The kernel starts with the first run or question; an official run has none. */
  const theKernel = (): PythonKernel => {
    if (!kernel) {
      writeAll();
      // Half a start cannot be mended: an interrupt waits in its buffer until the kernel stands, which then ends the run.
      if (interrupt) pyodide.setInterruptBuffer(new Uint8Array(1));
      kernel = startKernel(pyodide, {
        matplotlib: settings.matplotlib,
        config: settings.config,
        send: (text) => reports?.output(text),
      });
      if (interrupt) pyodide.setInterruptBuffer(interrupt);
    }
    return kernel;
  };

  return {
    pyodide,
    writeData: writeAll,
    timings,
    heapBytes: () => (pyodide as unknown as { _module: { HEAPU8: Uint8Array } })._module.HEAPU8.length,
    endTasks: () => pyodide.runPython(END_TASKS) === true,
    async mount(message) {
      await booted.mount(message.segments as ArrayBuffer[], message.modules);
      data = message.data;
    },
    perform(call, now) {
      reports = now;
      switch (call.call) {
        case 'run': {
          const ready = theKernel();
          now.executing();
          return { value: ready.run(call.request), transfer: [] };
        }
        case 'ask':
          return { value: theKernel().ask(call.question), transfer: [] };
        case 'train':
          writeAll();
          return createOfficial(pyodide, call.config, call.files).train(now.progress);
        case 'validation':
          return createOfficial(pyodide, call.config, call.files).validation(call.validIds);
        case 'openPayload':
          opened = createOfficial(pyodide, call.config, call.files).predicting(
            new Uint8Array(call.payload),
            now.progress,
          );
          return opened.open();
        case 'predict':
          return prints.during(
            () => theOpened().ask(new Uint8Array(call.rows), new Uint32Array(call.places)),
            now.output,
          );
        case 'closePayload':
          return theOpened().close();
        case 'import':
        case 'probe':
          throw new Error('this worker has no probes');
      }
    },
  };
}
