/** Weights of a result against what crossed: what the browser reports is checked or counted anew, never believed. */
import { moduleOf, readPayload, totalOf, withBytes } from '../../engine/crossing/python/inventory.ts';
import type { Language } from '../../protocol/language.ts';
import type { WeightInventory } from '../../protocol/score.ts';
import { failureSentence } from '../../protocol/sentences.ts';
import type { ScoreUploadFit } from '../../protocol/upload.ts';
import type { AnswerKey } from './answerKey.ts';
import { countFits } from './counted.ts';
import { MarkingError } from './error.ts';

const largest = ([first, ...others]: readonly WeightInventory[]): WeightInventory =>
  others.reduce((most, weights) => (weights.total > most.total ? weights : most), first as WeightInventory);

/** The server's count in TypeScript; what the browser reports about weights is not read. */
function countedWeights(
  fits: ScoreUploadFit[],
  { entries }: AnswerKey,
  files: Record<string, string>,
): WeightInventory {
  const artefacts = fits.map(({ payload }) => payload);
  const counted = countFits(artefacts, files, entries);
  for (const [i, { seed }] of fits.entries()) {
    const crossed = counted[i]?.seed;
    if (crossed !== seed)
      throw new MarkingError('bad-payload', 'upload', `The payload of fit ${seed} is that of fit ${crossed}.`);
  }
  return largest(counted.map(({ weights }) => weights));
}

/** The largest inventory of the fits, each checked against the bytes that crossed, and weighing at least what they do. */
function checkedWeights(
  fits: ScoreUploadFit[],
  { modules }: AnswerKey,
  files: Record<string, string>,
): WeightInventory {
  const own = new Set([...modules, ...Object.keys(files).map(moduleOf)]);
  const checked = fits.map(({ payload, seed, weights }) => {
    const reading = readPayload(payload, own);
    if (reading.container.seed !== seed)
      throw new MarkingError(
        'bad-payload',
        'upload',
        `The payload of fit ${seed} is that of fit ${reading.container.seed}.`,
      );
    const least = totalOf(reading.sums);
    if (weights.total < least) {
      throw new MarkingError(
        'bad-payload',
        'upload',
        `Fit ${seed} says ${weights.total} weights; the bytes that crossed hold at least ${least}.`,
      );
    }
    const listed = weights.items.reduce((sum, item) => sum + item.count, weights.rest);
    if (listed !== weights.total)
      throw new MarkingError(
        'bad-payload',
        'upload',
        `The weights of fit ${seed} do not add up: ${listed} listed, ${weights.total} in all.`,
      );
    return withBytes(weights, reading.bytes());
  });
  return largest(checked);
}

/** How the weights of a language's fits are known. */
const WEIGHTS: Readonly<
  Record<Language, (fits: ScoreUploadFit[], key: AnswerKey, files: Record<string, string>) => WeightInventory>
> = { python: checkedWeights, typescript: countedWeights };

/**
 * The largest inventory of the fits.
 * @param files the candidate's at the request of the score
 * @throws PayloadError where a payload cannot be read; MarkingError where it does not fit or is over the budget
 */
export function weightsOf(fits: ScoreUploadFit[], key: AnswerKey, files: Record<string, string>): WeightInventory {
  const weights = WEIGHTS[key.language](fits, key, files);
  const budget = key.spec.constraints.weights;
  if (weights.total > budget)
    throw new MarkingError('over-budget', 'score', failureSentence.overBudget(weights.total, budget), weights);
  return weights;
}
