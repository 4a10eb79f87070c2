/** States of a room that hold scores, for tests of what is shown of them. Metrics are better when they are lower. */
import type { PublicScore, ScoreFailure } from '../../protocol/score.ts';
import type { Score } from '../../protocol/scores.ts';
import { type InterviewState, initialState } from '../../protocol/state.ts';
import { HYPOTHESIS } from './hypothesis.ts';

interface Asked {
  /** Server ms of the request; the end is a second later. */
  at: number;
  weights?: number;
}

function scoreOf(asked: (Asked & { value: number }) | (Asked & { fails: true }), number: number): Score {
  const { at, weights = 60 } = asked;
  const counted = { total: weights, items: [{ path: 'model.w', count: weights }], rest: 0 };
  const base = { scoreId: `score-00${number}`, hypothesis: HYPOTHESIS, requestedAt: at, finishedAt: at + 1_000 };
  if ('fails' in asked) {
    const failure: ScoreFailure = { code: 'over-budget', stage: 'score', message: 'Over.', weights: counted };
    return { ...base, status: 'failed', failure };
  }
  const shown: PublicScore = {
    number,
    metric: { name: 'expected_cost', value: asked.value, better: 'lower' },
    se: 0.3,
    secondary: [],
    reported: null,
    delta: null,
    weights: counted,
    budget: 100,
    seconds: 4,
    triesLeft: 9,
  };
  return { ...base, status: 'finished', public: shown, private: null, verification: null };
}

/** A room with these scores, in the order given. */
export function roomWith(...asked: Parameters<typeof scoreOf>[0][]): InterviewState {
  return { ...initialState('Scored', 60), scores: asked.map((one, i) => scoreOf(one, i + 1)) };
}
