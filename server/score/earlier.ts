/** What a finished score leaves for the next one to be compared with: its predictions, stored until the next score finishes. */
import { deserialize, serialize } from 'node:v8';
import type { InterviewState } from '../../protocol/state.ts';
import { type StoredPredictions, storedPredictionsSchema } from '../marking/types.ts';
import type { Interview, Store } from '../store/port.ts';

/** The name of the stored blob; older stores have it as well, so it does not follow the names in the code. */
const blobId = (scoreId: string) => `kept.${scoreId}`;

/** The last finished score. `number` counts from 1. */
export interface EarlierScore {
  number: number;
  scoreId: string;
  predictions: StoredPredictions;
}

/** The last finished score of a state; null where none finished, or its predictions are not stored any more. */
export async function earlierScore(store: Store, { scores }: InterviewState): Promise<EarlierScore | null> {
  const at = scores.findLastIndex((s) => s.status === 'finished');
  const scoreId = scores[at]?.scoreId;
  const blob = scoreId === undefined ? null : await store.blob(blobId(scoreId));
  return blob && scoreId !== undefined
    ? { number: at + 1, scoreId, predictions: storedPredictionsSchema.parse(deserialize(blob.body)) }
    : null;
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
