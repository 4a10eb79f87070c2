/** What a finished score leaves for later ones to be compared with: its predictions, stored while it is the last score or the best one. */
import { deserialize, serialize } from 'node:v8';
import { bestOf, type FinishedScore, isFinished } from '../../protocol/scores.ts';
import type { InterviewState } from '../../protocol/state.ts';
import { type StoredPredictions, storedPredictionsSchema } from '../marking/types.ts';
import type { Interview, Store } from '../store/port.ts';

/** The name of the stored blob; older stores have it as well, so it does not follow the names in the code. */
const blobId = (scoreId: string) => `kept.${scoreId}`;

/** A finished score with its predictions. `number` counts from 1. */
export interface EarlierScore {
  number: number;
  scoreId: string;
  predictions: StoredPredictions;
}

/** The scores that the next one is compared with; null where there is none, or its predictions are not stored any more. */
export interface EarlierScores {
  last: EarlierScore | null;
  /** Null where it is the last one. */
  best: EarlierScore | null;
}

/** Those scores of a state. */
export async function earlierScores(store: Store, state: InterviewState): Promise<EarlierScores> {
  const [last, best] = [state.scores.findLast(isFinished) ?? null, bestOf(state)];
  const read = async (score: FinishedScore | null): Promise<EarlierScore | null> => {
    const predictions = score && (await predictionsOf(store, score.scoreId));
    return score && predictions ? { number: score.public.number, scoreId: score.scoreId, predictions } : null;
  };
  return { last: await read(last), best: best === last ? null : await read(best) };
}

/** Drops the predictions that nothing is compared with any more. @param state with the score that has just finished */
export async function dropOutdated(store: Store, { last, best }: EarlierScores, state: InterviewState) {
  const kept = bestOf(state)?.scoreId;
  for (const score of [last, best]) if (score && score.scoreId !== kept) await dropPredictions(store, score.scoreId);
}

/** The predictions of a score, where they are still stored. */
export async function predictionsOf(store: Store, scoreId: string): Promise<StoredPredictions | null> {
  const blob = await store.blob(blobId(scoreId));
  return blob && storedPredictionsSchema.parse(deserialize(blob.body));
}

/** Stores the predictions of a score. `at` is server ms. */
export const storePredictions = (
  store: Store,
  { id }: Interview,
  scoreId: string,
  predictions: StoredPredictions,
  at: number,
) =>
  store.putBlob({
    id: blobId(scoreId),
    interviewId: id,
    kind: 'kept',
    at,
    meta: new TextEncoder().encode(JSON.stringify({ scoreId })),
    body: serialize(predictions),
  });

/** Drops the predictions of a score that nothing is compared with any more. */
export const dropPredictions = (store: Store, scoreId: string): Promise<void> => store.deleteBlob(blobId(scoreId));
