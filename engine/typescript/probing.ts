/**
 * A TypeScript runtime that also runs probes. What a candidate's browser loads is the runtime without them, so that no file of theirs
 * says what is asked of their code.
 */
import type { OfficialConfig } from '../contract/official.ts';
import type { ProbeOptions, ProbeResult } from '../contract/probes/result.ts';
import type { Probe } from '../contract/probes/spec.ts';
import type { Host } from './code/scripts.ts';
import { runProbes } from './probes/run.ts';
import { startTypescript, type TypescriptRuntime } from './runtime.ts';

export interface ProbingRuntime extends TypescriptRuntime {
  /** Runs probes over files; the training file must have been written. Never throws for what the files do. */
  probes(
    config: OfficialConfig,
    files: Readonly<Record<string, string>>,
    probes: readonly Probe[],
    options?: ProbeOptions,
  ): Promise<ProbeResult[]>;
}

/** As {@link startTypescript}. @throws where the backend does not start. */
export async function startProbing(host: Host, wasm: Uint8Array | null): Promise<ProbingRuntime> {
  const runtime = await startTypescript(host, wasm);
  return {
    ...runtime,
    probes: (config, files, probes, options) =>
      runProbes({ host: runtime.host(), config, files, probes, ...(options ? { options } : {}) }),
  };
}
