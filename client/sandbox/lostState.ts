/** Why a name or key is missing in predict that was there in training: it was stored outside of what `fit` returns. */
import type { OfficialFailure } from '../../engine/contract/official.ts';
import { officialWords } from './words.ts';

/** What training noted of names whose values it changed; they are as after the import wherever predict runs. */
type Note = OfficialFailure['notes'][number];

/**
 * The failure of a prediction, which says what training left behind where there is something. A refusal of the official path explains
 * itself; only an error that the candidate's code raised has a traceback.
 */
export function withLostState(failure: OfficialFailure, trained: readonly Note[]): OfficialFailure {
  const lost = trained.filter(({ kind }) => kind === 'untravelled').map(({ file, name }) => `${name} in ${file}`);
  const { error } = failure;
  if (lost.length === 0 || !error.traceback) return failure;
  return { ...failure, error: { ...error, message: `${error.message}\n${officialWords.lostState(lost)}` } };
}
