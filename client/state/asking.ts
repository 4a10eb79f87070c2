/** What the dialog of a score knows before it asks: with what the score will be compared, what is missing in the answer, and what speaks against it. */
import { isReason } from '../../protocol/reason.ts';
import type { Run } from '../../protocol/run.ts';
import type { Hypothesis, WeightInventory } from '../../protocol/score.ts';
import { type FinishedScore, isFinished, type Score } from '../../protocol/scores.ts';
import type { InterviewState } from '../../protocol/state.ts';

/** A hypothesis while it is written; no direction is chosen for the candidate. */
export interface Draft {
  text: string;
  direction: Hypothesis['direction'] | null;
  amount: string;
}

/** A draft before anything is written. */
export const EMPTY_DRAFT: Draft = { text: '', direction: null, amount: '' };

/** The hypothesis of a draft, or what it lacks, in the order of the form. */
export function readDraft({ text, direction, amount }: Draft): Hypothesis | { lacks: ('reason' | 'direction')[] } {
  const lacks = [...(isReason(text) ? [] : ['reason' as const]), ...(direction === null ? ['direction' as const] : [])];
  if (lacks.length > 0 || direction === null) return { lacks };
  return { text: text.trim(), direction, amount: amount.trim() };
}

/** The score with which the next one is compared; null before the first. */
export const comparedWith = ({ scores }: InterviewState): FinishedScore | null => scores.findLast(isFinished) ?? null;

const weightsOfRun = (run: Run): WeightInventory | null => (run.status === 'running' ? null : run.weights);

function weightsOfScore(score: Score): WeightInventory | null {
  if (score.status === 'finished') return score.public.weights;
  return score.status === 'failed' ? score.failure.weights : null;
}

/** The newest count of weights that the room knows of, and the number of the run it came from; null for a score. */
export function latestWeights(state: InterviewState): { weights: WeightInventory; run: number | null } | null {
  const run = state.runs.findLast((r) => weightsOfRun(r) !== null);
  const score = state.scores.findLast((s) => weightsOfScore(s) !== null);
  const [ran, scored] = [run && weightsOfRun(run), score && weightsOfScore(score)];
  if (scored && score && (!run || score.requestedAt > run.startedAt)) return { weights: scored, run: null };
  return run && ran ? { weights: ran, run: run.number } : null;
}
