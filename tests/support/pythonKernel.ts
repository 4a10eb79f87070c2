/** The Python kernel in Node, as the sandbox's worker drives it. */
import { pythonSources } from '../../build/sandboxBundle.ts';
import { bootInNode } from '../../engine/build/pythonRuntime.ts';
import type { RunAnswer, RunRequest } from '../../engine/contract/kernel.ts';
import type { OfficialConfig } from '../../engine/contract/official.ts';
import type { Question } from '../../engine/contract/question.ts';
import { installLibrary, startKernel, writeData } from '../../engine/python/host/kernel.ts';
import { type OutputItem, outputItem } from '../../protocol/output.ts';

export interface Ran extends RunAnswer {
  items: OutputItem[];
  /** Messages the output came in. */
  messages: number;
}

export interface KernelInNode {
  /** Runs code of `explore.py`; `files` are added to those of earlier runs, null takes one away. */
  run(code: string, more?: Partial<Omit<RunRequest, 'files'>> & { files?: Record<string, string | null> }): Ran;
  ask(question: Question): unknown;
  /** Statements outside the kernel. */
  python(code: string): unknown;
}

/** Boots a kernel with the given packages; every item it sends is checked against its schema. */
export async function kernelInNode(
  packages: readonly string[],
  options: { data?: Record<string, string>; config?: OfficialConfig } = {},
): Promise<KernelInNode> {
  const { pyodide } = await bootInNode({ packages, env: { PYTHONHASHSEED: '0' }, stdout: () => {}, stderr: () => {} });
  installLibrary(pyodide, await pythonSources());
  for (const [path, text] of Object.entries(options.data ?? {}))
    writeData(pyodide, path, new TextEncoder().encode(text));
  let items: OutputItem[] = [];
  let messages = 0;
  const kernel = startKernel(pyodide, {
    matplotlib: packages.includes('matplotlib'),
    config: options.config ?? null,
    send: (text) => {
      messages++;
      for (const item of JSON.parse(text) as unknown[]) items.push(outputItem.parse(item));
    },
  });
  const files: Record<string, string> = { 'explore.py': '' };
  return {
    run(code, { files: changed = {}, ...request } = {}) {
      for (const [name, text] of Object.entries(changed)) {
        if (text === null) delete files[name];
        else files[name] = text;
      }
      items = [];
      messages = 0;
      const answer = kernel.run({
        kind: 'cell',
        file: 'explore.py',
        code,
        startLine: 1,
        ...request,
        files: { ...files },
      });
      return { ...answer, items, messages };
    },
    ask: (question) => kernel.ask(question),
    python: (code) => pyodide.runPython(code),
  };
}
