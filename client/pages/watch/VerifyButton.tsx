/** Whether a score was re-run, and the button that does so. */
import type { FinishedScore } from '../../../protocol/scores.ts';
import { createStore, useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { Note, Status } from '../../ui/Status.tsx';
import { Loading } from '../../ui/states.tsx';
import { Typed } from '../../ui/Typed.tsx';
import { common } from '../../words/common.ts';
import { languageWords } from '../../words/language.ts';
import { staffScoreWords as words } from '../../words/staffScores.ts';
import type { Rerun } from './reruns.ts';
import type { RoomSource } from './source.ts';
import type { VerifyProgress } from './verify.ts';

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

/** Whether a score was re-run and what that found, and the button that does it in this browser. */
export function VerifyButton({ score, source }: { score: FinishedScore; source: RoomSource }) {
  const { verification } = score;
  const { reruns } = source;
  const rerun = useStore(reruns?.current ?? NONE, (current) => current);
  const mine = rerun?.scoreId === score.scoreId ? rerun : null;
  const isBusy = rerun?.status === 'running';
  const facts = score.private?.facts ?? [];
  return (
    <div className="stack-tight">
      {facts.length > 0 ? (
        <ul className="small" aria-label={words.facts}>
          {facts.map((fact) => (
            <li key={fact}>
              <Typed text={fact} />
            </li>
          ))}
        </ul>
      ) : null}
      {verification ? (
        <Status tone={verification.agrees ? 'ok' : 'trouble'} title={verification.message}>
          {verification.agrees ? words.verified : `${words.disagrees}: ${verification.message}`}
        </Status>
      ) : (
        <span className="quiet small">{words.unverified}</span>
      )}
      {verification?.agrees ? <span className="quiet small">{verification.message}</span> : null}
      {mine?.status === 'failed' ? (
        <Note tone="trouble" live>
          {mine.message}
        </Note>
      ) : null}
      {reruns && mine?.status === 'running' ? (
        <span className="row">
          <Progress progress={mine.progress} name={languageWords.name[source.bundle.candidate.language]} />
          <Button onClick={() => reruns.cancel()}>{common.cancel}</Button>
        </span>
      ) : reruns?.allowed && !verification?.agrees ? (
        <span>
          <Button
            onClick={() => void reruns.run(score.scoreId)}
            disabled={isBusy}
            title={isBusy ? words.otherRerun : words.verifyHint}
          >
            {words.verify}
          </Button>
        </span>
      ) : null}
    </div>
  );
}

/** In the replay nothing is re-run. */
const NONE = createStore<Rerun | null>(null);
