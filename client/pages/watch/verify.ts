/**
 * Re-runs a score in this staff browser: the same files, rows and seeds through the official path in a separate sandbox, made for this
 * and ended after it. Only here does the interviewer's page load a runtime.
 */

import { factsOf } from '../../../engine/official/facts.ts';
import type { CandidateBundle } from '../../../protocol/bundle.ts';
import { encodeScoreUpload } from '../../../protocol/upload.ts';
import type { Api } from '../../api/client.ts';
import { AppError } from '../../api/error.ts';
import type { SandboxState } from '../../sandbox/state.ts';
import type { OfficialProgress } from '../../sandbox/types.ts';
import { officialOf } from '../../state/kernel.ts';

export type VerifyProgress =
  | { kind: 'loading'; state: SandboxState }
  | { kind: 'running'; progress: OfficialProgress }
  | { kind: 'judging' };

const MIME = 'application/octet-stream';

/** Performs the re-run; the outcome comes as an event. Throws AppError with words for the person. */
export async function verifyScore(
  api: Api,
  interviewId: string,
  scoreId: string,
  bundle: CandidateBundle,
  onProgress: (progress: VerifyProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const { url, uploadUrl, files } = await api.verify(interviewId, scoreId);
  const [rows, data, { createSandbox }] = await Promise.all([
    api.granted(url, signal),
    Promise.all(bundle.data.map(async ({ name }) => ({ path: name, from: await api.data(interviewId, name) }))),
    import('../../sandbox/host.ts'),
  ]);
  const sandbox = createSandbox({
    language: bundle.language,
    packages: bundle.packages,
    files,
    data,
    official: officialOf(bundle),
    officialSeconds: bundle.constraints.officialSeconds,
    onState: (state) => onProgress({ kind: 'loading', state }),
    warm: false,
    spare: false,
  });
  try {
    await sandbox.boot();
    const result = await sandbox.official({
      mode: 'score',
      files,
      rows,
      apart: true,
      signal,
      onProgress: (progress) => onProgress({ kind: 'running', progress }),
    });
    if (!result.ok) throw new AppError(result.code, result.message);
    onProgress({ kind: 'judging' });
    await api.upload(uploadUrl, encodeScoreUpload(result.fits, factsOf(result.notes)), MIME, signal);
  } finally {
    sandbox.dispose();
  }
}
