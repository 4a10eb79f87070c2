/** What the sandbox is doing, as pages show it. */

/** The step of a run: it waits for a question of the editor to end, its code runs, or it is being ended. */
export type RunStep = 'finishing' | 'running' | 'stopping';

/** The interpreters, whether or not one of them runs code. */
export type FleetState =
  /** `loaded` of `total` bytes of runtime and data; 0 of 0, and no file, before the manifest is known. `waiting`: why no bytes come now. */
  | { phase: 'loading'; file: string | null; loaded: number; total: number; waiting?: string }
  | { phase: 'starting' }
  /** `heapBytes`: WebAssembly memory of the kernel. */
  | { phase: 'ready'; heapBytes: number }
  /** `why` the kernel before ended. */
  | { phase: 'restarting'; why: string }
  /** Nothing is tried until somebody asks for it. */
  | { phase: 'failed'; why: string };

/** What is shown of a run. */
export interface ShownRun {
  runId: string;
  file: string;
  step: RunStep;
  /** For how many seconds its code may execute; `endsAt` in ms of this page's `performance.now()`. Absent until it does. */
  limit?: { seconds: number; endsAt: number };
}

export type SandboxState = { phase: 'idle' } | FleetState | ({ phase: 'busy' } & ShownRun) | { phase: 'disposed' };

/** Before anything was started. */
export const IDLE = { phase: 'idle' } as const satisfies SandboxState;

/** The state as one name, for words and reports; each step of a run has a name. */
export function stageOf(state: SandboxState): Exclude<SandboxState['phase'], 'busy'> | RunStep {
  return state.phase === 'busy' ? state.step : state.phase;
}

/** What the interpreters do, with the run on top of it; `heapBytes` as the kernel reported them last. */
export function withRun(fleet: FleetState, run: ShownRun | null, heapBytes: number): SandboxState {
  const { phase } = fleet;
  // A run that is being ended shows that until its end is reported, whatever becomes of the interpreter.
  if (run && (phase === 'ready' || (phase === 'restarting' && run.step === 'stopping')))
    return { phase: 'busy', ...run };
  return phase === 'ready' ? { phase, heapBytes } : fleet;
}
