/** A kernel without tfjs: what a run comes to, from its items. */
import vm from 'node:vm';
import type { RunRequest } from '../../../../../engine/contract/kernel.ts';
import type { Libraries } from '../../../../../engine/typescript/code/modules.ts';
import { type Host, Scripts } from '../../../../../engine/typescript/code/scripts.ts';
import { createTypescriptKernel, type TypescriptKernel } from '../../../../../engine/typescript/kernel/kernel.ts';
import type { Tf } from '../../../../../engine/typescript/libraries/tensorflow/tf.ts';
import { type OutputItem, outputItem } from '../../../../../protocol/output.ts';

/** Runs scripts in this very realm; they are those of the test. */
export const HOST: Host = { evaluate: (script, filename) => void vm.runInThisContext(script, { filename }) };

export interface Ran {
  status: string;
  items: OutputItem[];
  /** Values shown, in order. */
  shown: unknown[];
}

export interface FakeKernel {
  kernel: TypescriptKernel;
  /** Runs code as a cell of explore.ts; `files` are those of the work. */
  run(code: string, more?: Partial<RunRequest>): Promise<Ran>;
}

/** A kernel whose libraries are the given ones. */
export function fakeKernel(libraries: Libraries = {}): FakeKernel {
  let items: OutputItem[] = [];
  let shown: unknown[] = [];
  const kernel = createTypescriptKernel({
    tf: {} as Tf,
    scripts: new Scripts(HOST),
    libraries,
    sink: {
      begin: () => {},
      write: (name, text) => void items.push({ type: 'stream', name, text }),
      item: (item) => void items.push(outputItem.parse(item)),
      flush: () => {},
      truncation: () => null,
    },
    show: (value) => void shown.push(value),
    leaks: { use: () => ({ loose: new Map(), heldData: new Set() }), notice: () => null },
    curves: { begin: () => {}, flush: () => {} },
    problems: [],
    config: null,
  });
  return {
    kernel,
    async run(code, more = {}) {
      items = [];
      shown = [];
      const request: RunRequest = { kind: 'cell', file: 'explore.ts', code, startLine: 1, files: {}, ...more };
      const { status } = await kernel.run(request);
      return { status, items, shown };
    },
  };
}

/** The error of a run. */
export function errorOf({ items }: Ran): Extract<OutputItem, { type: 'error' }> {
  const found = items.find((item) => item.type === 'error');
  if (!found) throw new Error(`the run gave no error: ${JSON.stringify(items)}`);
  return found;
}
