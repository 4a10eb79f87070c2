/** Weights of a result, counted by the server from what crossed and the code that ran; what the browser reports of them is not read. */
import type { CodeBase, Counted } from '../../engine/crossing/counter.ts';
import { COUNTERS } from '../../engine/crossing/counters.ts';
import type { Language } from '../../protocol/language.ts';
import type { WeightInventory } from '../../protocol/score.ts';
import { failureSentence } from '../../protocol/sentences.ts';
import type { ScoreUploadFit } from '../../protocol/upload.ts';
import type { AnswerKey } from './answerKey.ts';
import { MarkingError } from './error.ts';
import type { Given } from './types.ts';
import { within } from './within.ts';

const largest = ([first, ...others]: readonly WeightInventory[]): WeightInventory =>
  others.reduce((most, weights) => (weights.total > most.total ? weights : most), first as WeightInventory);

/**
 * The count of each payload.
 * @throws PayloadError where code or a payload cannot be read, or takes too long
 */
export function countFits(
  language: Language,
  payloads: readonly Uint8Array[],
  files: Record<string, string>,
  base: CodeBase,
  ms?: number,
): Counted[] {
  return within(ms, () => payloads.map(COUNTERS[language](files, base)));
}

/**
 * The largest inventory of the fits.
 * @param files the candidate's at the request of the score
 * @throws PayloadError where a payload cannot be read; MarkingError where it does not fit or is over the budget
 */
export function weightsOf(
  fits: ScoreUploadFit[],
  key: AnswerKey,
  files: Record<string, string>,
  given: Given,
): WeightInventory {
  const { entries, language, spec } = key;
  const payloads = fits.map(({ payload }) => payload);
  const counted = countFits(language, payloads, files, { entries, ...given });
  for (const [i, { seed }] of fits.entries()) {
    const crossed = counted[i]?.seed;
    if (crossed !== seed)
      throw new MarkingError('bad-payload', 'upload', `The payload of fit ${seed} is that of fit ${crossed}.`);
  }
  const weights = largest(counted.map((each) => each.weights));
  const budget = spec.constraints.weights;
  if (weights.total > budget)
    throw new MarkingError('over-budget', 'score', failureSentence.overBudget(weights, budget), weights);
  return weights;
}
