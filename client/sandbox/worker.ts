/**
 * The script of a sandbox worker: boots one interpreter from the frame's bytes and answers one call at a time.
 * Everything it says may be forged by the program it runs; whoever listens treats it so.
 */
import { type Booted, boot, CORE_WASM, type CoreBytes } from '../../engine/kernels/python/boot.ts';
import {
  installLibrary,
  type PythonKernel,
  type PythonSources,
  startKernel,
  writeData,
} from '../../engine/kernels/python/kernel.ts';
import { createOfficial } from '../../engine/kernels/python/official.ts';
import type { FrameToWorker, NamedBytes, WorkerCall, WorkerMessage, WorkerSettings } from './wire.ts';

/** What of engine/python every sandbox has, put in by build.ts. */
declare const PYTHON_SOURCES: PythonSources;

interface Interpreter {
  booted: Booted;
  settings: WorkerSettings;
  data: NamedBytes[];
  kernel?: PythonKernel;
}

interface Scope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage: (message: unknown) => void;
}
const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data }) => {
  scope.onmessage = null;
  // A program that posts without end would fill the frame's queue. This stops the careless; the frame's own limit the rest.
  scope.postMessage = () => {};
  listen((data as { port: MessagePort }).port);
};

function listen(port: MessagePort): void {
  const post = port.postMessage.bind(port) as (message: WorkerMessage, transfer?: Transferable[]) => void;
  let starting: Promise<Interpreter> | undefined;
  let current: Interpreter | undefined;
  const failed = (error: unknown): void => post({ type: 'failed', message: describe(error) });

  port.onmessage = async ({ data }) => {
    const message = data as FrameToWorker;
    try {
      if (message.type === 'start') {
        starting = start(message);
      } else if (message.type === 'packages') {
        const interpreter = await (starting as Promise<Interpreter>);
        await interpreter.booted.mount(message.segments as ArrayBuffer[], message.modules);
        interpreter.data = message.data;
        current = interpreter;
        post({ type: 'ready', heap: heapOf(interpreter.booted), timings: interpreter.booted.timings });
      } else {
        answer(current as Interpreter, message.id, message.call);
      }
    } catch (error) {
      failed(error);
    }
  };

  function answer(interpreter: Interpreter, id: number, call: WorkerCall): void {
    try {
      const { value, transfer } = perform(interpreter, id, call);
      post({ type: 'answer', id, value, error: null, heap: heapOf(interpreter.booted) }, transfer);
    } catch (error) {
      post({ type: 'answer', id, value: null, error: describe(error), heap: heapOf(interpreter.booted) });
    }
  }

  function perform(
    interpreter: Interpreter,
    id: number,
    call: WorkerCall,
  ): { value: unknown; transfer: Transferable[] } {
    const { pyodide } = interpreter.booted;
    const progress = (text: string): void => post({ type: 'progress', id, text });
    switch (call.call) {
      case 'run': {
        outputId = id;
        return { value: kernelOf(interpreter).run(call.request), transfer: [] };
      }
      case 'ask':
        return { value: kernelOf(interpreter).ask(call.question), transfer: [] };
      case 'train':
        writeAll(interpreter);
        return createOfficial(pyodide, call.config, call.files).train(progress);
      case 'predict':
        return createOfficial(pyodide, call.config, call.files).predict(call.rows, call.payloads, progress);
    }
  }

  let outputId = 0;

  /** The kernel starts with the first run or question; an official run has none. */
  function kernelOf(interpreter: Interpreter): PythonKernel {
    if (!interpreter.kernel) {
      writeAll(interpreter);
      interpreter.kernel = startKernel(interpreter.booted.pyodide, {
        matplotlib: interpreter.settings.matplotlib,
        config: interpreter.settings.config,
        send: (text) => post({ type: 'output', id: outputId, text }),
      });
    }
    return interpreter.kernel;
  }
}

async function start(message: FrameToWorker & { type: 'start' }): Promise<Interpreter> {
  const { settings } = message;
  const booted = await boot({
    core: message.core as CoreBytes,
    segments: [],
    modules: new Map([[CORE_WASM, message.wasm]]),
    env: { PYTHONHASHSEED: '0' },
    stdout: () => {},
    stderr: () => {},
  });
  if (message.interrupt) booted.pyodide.setInterruptBuffer(message.interrupt);
  installLibrary(booted.pyodide, PYTHON_SOURCES);
  return { booted, settings, data: [] };
}

function writeAll(interpreter: Interpreter): void {
  for (const { path, bytes } of interpreter.data) writeData(interpreter.booted.pyodide, path, new Uint8Array(bytes));
}

function heapOf(booted: Booted): number {
  return (booted.pyodide as unknown as { _module: { HEAPU8: Uint8Array } })._module.HEAPU8.length;
}

function describe(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(-4_000);
}
