/** The runs of an interview: what the candidate ran, what it showed, and how it ended. */
import type { EventData, InterviewEvent, RunStatus } from './event.ts';
import type { OutputItem } from './output.ts';
import { patch } from './patch.ts';
import type { CheckResult, WeightInventory } from './score.ts';

/** A run that goes on, or one that has ended with what was reported at its end. Times are server ms since 1970. */
export type Run = EventData<'run.started'> & {
  /** 1 for the first run of the interview. */
  number: number;
  startedAt: number;
  /** Since when its code executes and for how many seconds it may; null before that, and in logs that do not tell. */
  limit: { since: number; seconds: number } | null;
  outputs: OutputItem[];
  /** True where outputs exist but were left out of `welcome` (an old run); they are asked for one by one. */
  outputsOmitted: boolean;
} & (
    | { status: 'running' }
    | {
        status: RunStatus;
        durationMs: number;
        /** True where the interpreter ended with the run, and its variables with it. */
        varsLost: boolean;
        /** Weights of the last value that `fit` returned. */
        weights: WeightInventory | null;
        /** Result of a run of kind `check`. */
        check: CheckResult | null;
        /** True once the candidate cleared the output pane after this run. */
        cleared: boolean;
      }
  );

/** Seconds for which a run has executed by the server's time `now` in ms; before its code does, for which it has waited. */
export const secondsOf = ({ limit, startedAt }: Run, now: number): number =>
  Math.max(0, Math.floor((now - (limit?.since ?? startedAt)) / 1000));

/** The runs after one more event; the same array where the event does not concern them. */
export function foldRuns(runs: Run[], event: InterviewEvent): Run[] {
  switch (event.type) {
    case 'run.started':
      return [
        ...runs,
        {
          ...event.data,
          number: runs.length + 1,
          startedAt: event.at,
          limit: null,
          outputs: [],
          outputsOmitted: false,
          status: 'running',
        },
      ];
    case 'run.limited': {
      const { runId, seconds } = event.data;
      return patch(
        runs,
        (r) => r.runId === runId && r.status === 'running',
        (r) => ({ ...r, limit: { since: r.limit?.since ?? event.at, seconds } }),
      );
    }
    case 'run.output': {
      const { runId, items } = event.data;
      return patch(
        runs,
        (r) => r.runId === runId,
        (r) => ({ ...r, outputs: [...r.outputs, ...items] }),
      );
    }
    case 'run.finished': {
      const { runId, ...end } = event.data;
      return patch(
        runs,
        (r) => r.runId === runId && r.status === 'running',
        (r) => ({ ...r, ...end, cleared: false }),
      );
    }
    case 'output.cleared':
      return patch(
        runs,
        (r) => r.status !== 'running' && !r.cleared,
        (r) => ({ ...r, cleared: true }),
      );
    default:
      return runs;
  }
}
