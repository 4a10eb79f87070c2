/** Today's state of an interview, written as version 0.1 sent it, so that facts recorded then can be compared with what is folded now. */
import { type Clock, endedAt, startedAt } from '../../protocol/clock.ts';
import type { Run } from '../../protocol/run.ts';
import type { Score } from '../../protocol/scores.ts';
import type { InterviewState } from '../../protocol/state.ts';
import type { WireState } from '../fixtures/oldStore/facts.ts';

const clockOf = (clock: Clock): WireState['clock'] => ({
  phase: clock.phase,
  minutes: clock.minutes,
  startedAt: startedAt(clock),
  pausedAt: clock.phase === 'paused' ? clock.pausedAt : null,
  pausedMs: 'pausedMs' in clock ? clock.pausedMs : 0,
  endedAt: endedAt(clock),
});

const runOf = (run: Run): WireState['runs'][number] => ({
  number: run.number,
  kind: run.kind,
  file: run.file,
  lines: run.lines,
  code: run.code,
  startedAt: run.startedAt,
  outputs: run.outputs,
  ...(run.status === 'running'
    ? { status: run.status, durationMs: null, varsLost: false, cleared: false, weights: null, check: null }
    : {
        status: run.status,
        durationMs: run.durationMs,
        varsLost: run.varsLost,
        cleared: run.cleared,
        weights: run.weights,
        check: run.check,
      }),
});

const scoreOf = (score: Score): WireState['scores'][number] => ({
  requestedAt: score.requestedAt,
  hypothesis: score.hypothesis,
  status: score.status,
  finishedAt: score.status === 'running' ? null : score.finishedAt,
  public: score.status === 'finished' ? score.public : null,
  private:
    score.status === 'finished' && score.private
      ? { ...score.private, reachedTarget: score.private.reachedTarget ?? null }
      : null,
  failure: score.status === 'failed' ? score.failure : null,
  verification: score.status === 'finished' ? score.verification : null,
});

export const asOldState = (state: InterviewState): WireState => ({
  title: state.title,
  clock: clockOf(state.clock),
  people: state.people,
  language: state.language,
  runs: state.runs.map(runOf),
  annotations: state.annotations,
  rubric: state.rubric,
  scores: state.scores.map(scoreOf),
});
