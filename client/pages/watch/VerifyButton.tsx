/** Whether a score was re-run, and the button that does so. */
import { useRef, useState } from 'react';
import { mayRoute } from '../../../protocol/permission.ts';
import type { FinishedScore } from '../../../protocol/scores.ts';
import { asAppError } from '../../api/error.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { Note, Status } from '../../ui/Status.tsx';
import { Loading } from '../../ui/states.tsx';
import { common } from '../../words/common.ts';
import { languageWords } from '../../words/language.ts';
import { staffScoreWords as words } from '../../words/staffScores.ts';
import type { RoomSource } from './source.ts';
import { type VerifyProgress, verifyScore } from './verify.ts';

function Progress({ progress, name }: { progress: VerifyProgress; name: string }) {
  if (progress.kind === 'loading') {
    const { state } = progress;
    if (state.phase === 'loading') return <Loading what={name} done={state.loaded} total={state.total || null} />;
    return <Status tone="busy">{words.starting(name)}</Status>;
  }
  if (progress.kind === 'judging') return <Status tone="busy">{words.judging}</Status>;
  const { phase, fit, fits } = progress.progress;
  return <Status tone="busy">{words.verifyStep(words.phase[phase], fit, fits)}</Status>;
}

/** Whether a score's weights and metric were checked by a re-run, and the button that does it in this browser. */
export function VerifyButton({ score, source }: { score: FinishedScore; source: RoomSource }) {
  const [progress, setProgress] = useState<VerifyProgress | null>(null);
  const [error, setError] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  const { verification } = score;
  const role = useStore(source.view, ({ me }) => me?.role ?? null);
  const mayVerify = source.live !== null && mayRoute(role, 'POST /api/interviews/:id/scores/:scoreId/verify');

  async function verify() {
    const controller = new AbortController();
    abort.current = controller;
    setError(null);
    setProgress({ kind: 'judging' });
    try {
      await verifyScore(
        source.api,
        source.interviewId,
        score.scoreId,
        source.bundle.candidate,
        setProgress,
        controller.signal,
      );
    } catch (cause) {
      if (!controller.signal.aborted) setError(asAppError(cause).message);
    } finally {
      setProgress(null);
    }
  }

  return (
    <div className="stack-tight">
      {verification ? (
        <Status tone={verification.agrees ? 'ok' : 'trouble'} title={verification.message}>
          {verification.agrees ? words.verified : `${words.disagrees}: ${verification.message}`}
        </Status>
      ) : (
        <span className="quiet small">{words.unverified}</span>
      )}
      {error ? (
        <Note tone="trouble" live>
          {error}
        </Note>
      ) : null}
      {progress ? (
        <span className="row">
          <Progress progress={progress} name={languageWords.name[source.bundle.candidate.language]} />
          <Button onClick={() => abort.current?.abort()}>{common.cancel}</Button>
        </span>
      ) : mayVerify && !verification?.agrees ? (
        <span>
          <Button onClick={verify} title={words.verifyHint}>
            {words.verify}
          </Button>
        </span>
      ) : null}
    </div>
  );
}
