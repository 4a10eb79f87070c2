/** The uploaded body of a result: the fits that the scenario asks for, in its order of seeds. */
import { decodeScoreUpload, type ScoreUploadFit } from '../../protocol/upload.ts';
import type { AnswerKey } from './answerKey.ts';
import { MarkingError } from './error.ts';

/** The fits of an upload. @throws UploadError, MarkingError */
export function readFits(body: Uint8Array, { spec }: AnswerKey): ScoreUploadFit[] {
  const fits = decodeScoreUpload(body);
  const wanted = spec.constraints.fitSeeds;
  const seeds = fits.map((fit) => fit.seed);
  if (JSON.stringify(seeds) !== JSON.stringify(wanted)) {
    throw new MarkingError(
      'bad-payload',
      'upload',
      `The result has fits for the seeds ${seeds.join(', ')}; wanted are ${wanted.join(', ')}.`,
    );
  }
  return fits;
}
