/** Whether a re-run gave what a score shows, number by number, and a sentence that says what was compared. */
import type { MetricValue, PrivateScore, Verification } from '../../protocol/score.ts';
import type { FinishedScore } from '../../protocol/scores.ts';
import type { MarkOutcome, StoredPredictions } from '../marking/types.ts';

/** Two runs of the same code on the same rows agree to the last bits; this leaves room for another browser's rounding. */
const CLOSE_ENOUGH = 1e-6;

const close = (now: number, before: number): boolean =>
  Math.abs(now - before) <= CLOSE_ENOUGH * Math.max(1, Math.abs(before));

function sameMetrics(now: readonly MetricValue[], before: readonly MetricValue[]): boolean {
  return (
    now.length === before.length &&
    before.every(({ name, value }) => now.some((other) => other.name === name && close(other.value, value)))
  );
}

function sameReported(now: MetricValue | null, before: MetricValue | null): boolean {
  if (!now || !before) return now === before;
  return now.name === before.name && close(now.value, before.value);
}

/** Null where there is nothing to compare: the score has none, or they are not stored any more. */
function sameDecisions(now: StoredPredictions, before: StoredPredictions | null): boolean | null {
  if (!before?.fits.some(({ decisions }) => decisions)) return null;
  return before.fits.every(({ decisions }, fit) => {
    const others = now.fits[fit]?.decisions;
    if (!decisions || !others) return !decisions && !others;
    return decisions.length === others.length && decisions.every((decision, row) => decision === others[row]);
  });
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/**
 * Only the public part is for everybody: the sentence names what differs on the private part, and no value of it.
 * @param before predictions of the score, null where they are not stored any more
 */
export function compareRuns(
  score: FinishedScore & { private: PrivateScore },
  before: StoredPredictions | null,
  outcome: MarkOutcome,
): Verification {
  const { public: shown, private: final } = score;
  if (!outcome.ok) {
    const weights = outcome.failure.weights?.total ?? 0;
    const message = `The re-run gave no score: ${outcome.failure.message}`.slice(0, 1_000);
    return { agrees: false, metric: shown.metric, weights, message };
  }
  const { total } = outcome.weights;
  // A score that an older rule counted keeps its number: the re-run has another one, which says nothing about it.
  const sameRule = outcome.weights.rule === shown.weights.rule;
  const compared: [what: string, same: boolean | null, how: string][] = [
    ['metric', close(outcome.private.metric.value, final.metric.value), 'the metric is another one'],
    [
      'secondary metrics',
      final.secondary.length === 0 ? null : sameMetrics(outcome.private.secondary, final.secondary),
      'a secondary metric is another one',
    ],
    [
      'own number',
      shown.reported || outcome.reported ? sameReported(outcome.reported, shown.reported) : null,
      'the number that the code reports of itself is another one',
    ],
    ['decisions', sameDecisions(outcome.predictions, before), 'some decisions are others'],
    [
      'weights',
      sameRule ? total === shown.weights.total : null,
      `${total} weights were counted, ${shown.weights.total} were reported`,
    ],
  ];
  const checked = listed(compared.flatMap(([what, same]) => (same === null ? [] : [what])));
  const differs = compared.flatMap(([, same, how]) => (same === false ? [how] : []));
  const agrees = differs.length === 0;
  const olderRule = sameRule ? '' : ` Its weights were counted by an older rule; by this one they are ${total}.`;
  const message = agrees
    ? `A re-run of the same code on the same rows gave the same ${checked}.${olderRule}`
    : `A re-run differs: ${differs.join('; ')}. Compared were ${checked}.`;
  return { agrees, metric: outcome.public.metric, weights: total, message };
}
