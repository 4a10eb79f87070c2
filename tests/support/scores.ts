/** A score of a state as the state that a test expects it in. */
import type { FinishedScore, Score } from '../../protocol/scores.ts';

interface WithScores {
  scores: readonly Score[];
}

/** The score at a place (negative: from the end) where it is finished, else undefined. */
export function finishedScore(state: WithScores | null, at = 0): FinishedScore | undefined {
  const score = state?.scores.at(at);
  return score?.status === 'finished' ? score : undefined;
}

/** The failure of the score at a place (negative: from the end) where it failed, else undefined. */
export function failureOf(state: WithScores | null, at = 0) {
  const score = state?.scores.at(at);
  return score?.status === 'failed' ? score.failure : undefined;
}
