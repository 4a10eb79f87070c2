/** A marked score as events: what everybody sees is rounded and of the public part, the rest is for staff. */
import type { CandidateBundle } from '../../protocol/bundle.ts';
import type { Difference, MetricValue, PrivateScore, PublicScore, ScoreDelta } from '../../protocol/score.ts';
import type { Marked, Noisy, PartScore } from '../marking/types.ts';

/** What a score is shown with, besides its marks. `seconds` is from the hand-out of the rows to the result. */
interface Facts {
  /** 1 for the first score of the interview. */
  number: number;
  /** Number of the last finished score, and of the best one where that is another: those that this one was compared with. */
  against: number | null;
  best: number | null;
  seconds: number;
  /** After this one. */
  triesLeft: number;
  bundle: CandidateBundle;
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
type Round = (value: number, extra?: number) => number;
/** The noise gets one digit more than the metric: a rounded 0 would claim certainty. */
const NOISE_DIGITS = 1;

/** A difference as it is shown. */
function shownOf(given: Noisy, better: MetricValue['better'], round: Round): Difference {
  const isBetter = better === 'higher' ? given.value > 0 : given.value < 0;
  const verdict = !given.beyondNoise ? 'within-noise' : isBetter ? 'better' : 'worse';
  return { value: round(given.value), sd: round(given.sd, NOISE_DIGITS), verdict };
}

/** Differences of one part to earlier scores and to the targets. */
function differences({ metric: { better }, ...part }: PartScore, { against, best }: Facts, round: Round) {
  const to = (given: Noisy | null, number: number | null): ScoreDelta | null => {
    return given && number !== null ? { against: number, ...shownOf(given, better, round) } : null;
  };
  return {
    delta: to(part.delta, against),
    toBest: to(part.toBest, best),
    toTargets: part.toTargets.map(({ name, ...given }) => ({ name, ...shownOf(given, better, round) })),
  };
}

/** Own reported metric minus the same on the hold-out; null where it is not one that we compute. */
const gap = (reported: MetricValue | null, same: MetricValue | null) =>
  reported && same ? reported.value - same.value : null;

/** The two parts as the events `score.finished` and `score.judged` carry them. */
export function present(marked: Marked, facts: Facts): { public: PublicScore; private: PrivateScore } {
  const { bundle, number } = facts;
  const { digits } = bundle.metric;
  const round = (value: number, extra = 0) => rounded(value, digits + extra);
  const digitsOf = (name: string) => bundle.secondary.find((m) => m.name === name)?.digits ?? digits;
  const { public: shown, private: final, reported, reportedFirst, onValidation, sameOnHoldout, weights } = marked;
  const { toBest: _, ...hidden } = differences(final, facts, (v) => v);
  return {
    public: {
      number,
      metric: { ...shown.metric, value: round(shown.metric.value) },
      se: round(shown.se, NOISE_DIGITS),
      secondary: shown.secondary.map((m) => ({ ...m, value: rounded(m.value, digitsOf(m.name)) })),
      reported,
      reportedFirst,
      onValidation,
      ...differences(shown, facts, round),
      weights,
      budget: bundle.constraints.weights,
      seconds: Math.round(facts.seconds * 10) / 10,
      triesLeft: facts.triesLeft,
    },
    private: {
      metric: final.metric,
      se: final.se,
      secondary: final.secondary,
      ...hidden,
      honestyGap: gap(reported, sameOnHoldout),
      sameOnHoldout,
      ...(marked.facts.length > 0 ? { facts: marked.facts } : {}),
    },
  };
}
