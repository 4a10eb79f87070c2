/**
 * The Python kernel over a booted Pyodide: host-neutral, so that Node tests drive what the sandbox's worker drives.
 * The Python side is the package `holdout_kernel` in engine/python/src.
 */
import type { PyodideInterface } from 'pyodide';
import { OUTPUT_CAPS } from '../../../protocol/outputCaps.ts';
import type { RunAnswer, RunRequest } from '../../contract/kernel.ts';
import type { OfficialConfig } from '../../contract/official.ts';
import type { Question } from '../../contract/question.ts';
import { codeBaseOf } from '../../crossing/counter.ts';
import { pythonCounter } from '../../crossing/python/weigh.ts';
import { HOME } from './home.ts';

/** Where the Python packages of this project are put. */
const LIBRARY = '/lib/holdout';

/** Python files by path relative to engine/python/src: `holdout_kernel/kernel.py` -> text. */
export type PythonSources = Readonly<Record<string, string>>;

export interface PythonKernel {
  run(request: RunRequest): RunAnswer;
  /** The answer as the Python side gives it; null where an interrupt cut it short. */
  ask(question: Question): unknown;
  /** Bytes of WebAssembly memory; it never shrinks. */
  heapBytes(): number;
}

interface KernelProxy {
  run(request: string): string;
  ask(request: string): string;
}

interface Files {
  mkdirTree(path: string): void;
  writeFile(path: string, data: string | Uint8Array, options?: { canOwn: boolean }): void;
}

const files = (pyodide: PyodideInterface): Files => pyodide.FS as unknown as Files;

/** Writes bytes below the candidate's folder, e.g. `train.csv`; shared memory is taken without a copy. */
export function writeData(pyodide: PyodideInterface, path: string, bytes: Uint8Array): void {
  const full = `${HOME}/${path}`;
  files(pyodide).mkdirTree(full.slice(0, full.lastIndexOf('/')));
  files(pyodide).writeFile(full, bytes, { canOwn: true });
}

/** Puts Python packages of the product on `sys.path`, behind the candidate's folder. */
export function installLibrary(pyodide: PyodideInterface, sources: PythonSources): void {
  const fs = files(pyodide);
  const made = new Set<string>();
  for (const [path, text] of Object.entries(sources)) {
    const full = `${LIBRARY}/${path}`;
    const folder = full.slice(0, full.lastIndexOf('/'));
    if (!made.has(folder)) fs.mkdirTree(folder);
    made.add(folder);
    fs.writeFile(full, text);
  }
  fs.mkdirTree(HOME);
  pyodide.runPython(
    `import sys as _s, importlib as _i; _s.path.append(${JSON.stringify(LIBRARY)}); _i.invalidate_caches(); del _s, _i`,
  );
}

/**
 * Starts the kernel in an interpreter that has {@link installLibrary} behind it.
 * `send` gets output items in order, as JSON arrays; candidate's code can forge them, so whoever shows them checks them.
 * `config` is for the weight meter; null: weights are not counted.
 */
export function startKernel(
  pyodide: PyodideInterface,
  options: { send: (items: string) => void; matplotlib: boolean; config: OfficialConfig | null },
): PythonKernel {
  if (options.matplotlib) {
    pyodide.runPython('import os as _o; _o.environ["MPLBACKEND"] = "module://holdout_kernel.backend"; del _o');
  }
  const settings = JSON.stringify({ caps: OUTPUT_CAPS, home: HOME });
  const weigh = options.config && weigherOf(options.config);
  const kernel: KernelProxy = pyodide
    .pyimport('holdout_kernel')
    .Kernel(options.send, settings, ...(weigh ? [weigh] : []));
  return {
    run(request) {
      try {
        return JSON.parse(kernel.run(JSON.stringify(request)));
      } catch (error) {
        if (!isInterrupt(error)) throw error;
        // It came before the code began, or after its end: the kernel itself is whole.
        return { status: 'stopped', weights: null };
      }
    },
    ask(question) {
      try {
        return JSON.parse(kernel.ask(JSON.stringify(question)));
      } finally {
        // An interrupt that came at the very end of the question must not hit the run that follows it.
        dropInterrupt(pyodide);
      }
    },
    heapBytes: () => (pyodide as unknown as { _module: { HEAPU8: Uint8Array } })._module.HEAPU8.length,
  };
}

/** The meter: counts a live model's payload, and the files as they are, by the server's functions. */
const weigherOf =
  (config: OfficialConfig) =>
  (payload: { toJs(): Uint8Array }, files: string): string => {
    const count = pythonCounter({ ...JSON.parse(files), '__main__.py': '' }, codeBaseOf(config));
    return JSON.stringify(count(payload.toJs()).weights);
  };

/** Whether Python ended with a KeyboardInterrupt. */
const isInterrupt = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && error.type === 'KeyboardInterrupt';

/** Takes an interrupt that Python has noticed but not raised yet. */
function dropInterrupt(pyodide: PyodideInterface): void {
  try {
    pyodide.checkInterrupt();
  } catch {
    // The interrupt is dropped here.
  }
}
