/** A marked score as events: what everybody sees is rounded and of the public part, the rest is for staff. */
import type { CandidateBundle } from '../../protocol/bundle.ts';
import type { MetricValue, PrivateScore, PublicScore, ScoreDelta } from '../../protocol/score.ts';
import type { Marked, PartScore } from '../marking/types.ts';

/** What a score is shown with, besides its marks. `seconds` is from the hand-out of the rows to the result. */
interface Facts {
  /** 1 for the first score of the interview. */
  number: number;
  /** Number of the finished score that this one was compared with. */
  against: number | null;
  seconds: number;
  /** After this one. */
  triesLeft: number;
  bundle: CandidateBundle;
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
/** The noise gets one digit more than the metric: a rounded 0 would claim certainty. */
const NOISE_DIGITS = 1;

function deltaOf(
  { delta, metric }: PartScore,
  against: number | null,
  round: (v: number, extra?: number) => number,
): ScoreDelta | null {
  if (!delta || against === null) return null;
  const better = metric.better === 'higher' ? delta.value > 0 : delta.value < 0;
  const verdict = !delta.beyondNoise ? 'within-noise' : better ? 'better' : 'worse';
  return { against, value: round(delta.value), sd: round(delta.sd, NOISE_DIGITS), verdict };
}

/** Own reported metric minus the same on the hold-out; null where it is not one that we compute. */
const gap = (reported: MetricValue | null, same: MetricValue | null) =>
  reported && same ? reported.value - same.value : null;

/** The two parts as the events `score.finished` and `score.judged` carry them. */
export function present(marked: Marked, facts: Facts): { public: PublicScore; private: PrivateScore } {
  const { bundle, number, against } = facts;
  const { digits } = bundle.metric;
  const round = (value: number, extra = 0) => rounded(value, digits + extra);
  const digitsOf = (name: string) => bundle.secondary.find((m) => m.name === name)?.digits ?? digits;
  const { public: shown, private: final, reported, sameOnHoldout, weights, reachedTarget } = marked;
  return {
    public: {
      number,
      metric: { ...shown.metric, value: round(shown.metric.value) },
      se: round(shown.se, NOISE_DIGITS),
      secondary: shown.secondary.map((m) => ({ ...m, value: rounded(m.value, digitsOf(m.name)) })),
      reported,
      delta: deltaOf(shown, against, round),
      weights,
      budget: bundle.constraints.weights,
      seconds: Math.round(facts.seconds * 10) / 10,
      triesLeft: facts.triesLeft,
    },
    private: {
      metric: final.metric,
      se: final.se,
      secondary: final.secondary,
      delta: deltaOf(final, against, (v) => v),
      honestyGap: gap(reported, sameOnHoldout),
      sameOnHoldout,
      reachedTarget,
    },
  };
}
