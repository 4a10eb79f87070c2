/** What the sandbox is doing, as pages show it. */

/** Where a run stands: it waits for a question of the editor to end, its code runs, or it is being ended. */
export type RunStep = 'finishing' | 'running' | 'stopping';

/** The interpreters, whether or not one of them runs code. */
export type FleetState =
  /** `loaded` of `total` bytes of runtime and data; 0 of 0, and no file, before the manifest is known. */
  | { phase: 'loading'; file: string | null; loaded: number; total: number }
  | { phase: 'starting' }
  /** `heapBytes`: WebAssembly memory of the kernel. */
  | { phase: 'ready'; heapBytes: number }
  /** `why` the kernel before ended. */
  | { phase: 'restarting'; why: string }
  /** Nothing is tried until somebody asks for it. */
  | { phase: 'failed'; why: string };

export type SandboxState =
  | { phase: 'idle' }
  | FleetState
  | { phase: 'busy'; runId: string; file: string; step: RunStep }
  | { phase: 'disposed' };

/** Before anything was started. */
export const IDLE = { phase: 'idle' } as const satisfies SandboxState;

/** The state as one name, for words and reports: the steps of a run are told apart. */
export function stageOf(state: SandboxState): Exclude<SandboxState['phase'], 'busy'> | RunStep {
  return state.phase === 'busy' ? state.step : state.phase;
}
