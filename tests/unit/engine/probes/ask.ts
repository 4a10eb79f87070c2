/** Probes of small scaffolds in both languages, and what they answer; both interpreters are started once per test file. */
import { beforeAll, expect } from 'vitest';
import { startTypescriptInNode } from '../../../../engine/build/typescriptRuntime.ts';
import type { ProbeOptions, ProbeResult } from '../../../../engine/contract/probes/result.ts';
import type { Probe } from '../../../../engine/contract/probes/spec.ts';
import type { ProbingRuntime } from '../../../../engine/typescript/probing.ts';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { SCAFFOLD } from './pythonScaffold.ts';
import { CONFIG, filesOf, tableOf } from './typescriptScaffold.ts';

/** A text of the scaffold and what stands there instead. */
export type Change = readonly [string, string];
/** Runs probes over a scaffold that was changed so. */
export type Ask = (
  changes: readonly Change[],
  probes: readonly Probe[],
  options?: ProbeOptions,
) => Promise<ProbeResult[]>;

let kit: PythonKit;
let runtime: ProbingRuntime;
beforeAll(async () => {
  kit = await pythonKit(['numpy', 'joblib']);
  runtime = await startTypescriptInNode();
}, 120_000);

const json = (value: unknown): string => `__import__("json").loads(${JSON.stringify(JSON.stringify(value))})`;

/** Asks the Python scaffold. */
export const python: Ask = async (changes, probes, options = {}) =>
  kit.run(
    `${SCAFFOLD}\nPANDAS = False\nresult = probed(files(${json(changes)}, 4, MODEL), table(4), ${json(probes)}, **${json(options)})`,
  );

/** Asks the TypeScript scaffold. */
export const typescript: Ask = (changes, probes, options) => {
  runtime.write('train.csv', new TextEncoder().encode(tableOf(4)));
  return runtime.probes(CONFIG, filesOf(changes, 4), probes, options);
};
/** An answer without a verdict, with a message of this pattern. */
export const unknown = (message: RegExp) => ({
  verdict: 'cannot-tell',
  value: null,
  threshold: null,
  message: expect.stringMatching(message),
});
