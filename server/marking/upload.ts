/** The uploaded body of a result: the fits that the scenario asks for, in its order of seeds. */
import { decodeScoreUpload, type ScoreUpload } from '../../protocol/upload.ts';
import type { AnswerKey } from './answerKey.ts';
import { MarkingError } from './error.ts';

/** An upload with the fits that are wanted. @throws UploadError, MarkingError */
export function readUpload(body: Uint8Array, { spec }: AnswerKey): ScoreUpload {
  const upload = decodeScoreUpload(body);
  const wanted = spec.constraints.fitSeeds;
  const seeds = upload.fits.map((fit) => fit.seed);
  if (JSON.stringify(seeds) !== JSON.stringify(wanted)) {
    throw new MarkingError(
      'bad-payload',
      'upload',
      `The result has fits for the seeds ${seeds.join(', ')}; wanted are ${wanted.join(', ')}.`,
    );
  }
  return upload;
}
