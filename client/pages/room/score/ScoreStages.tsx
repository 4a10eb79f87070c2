/** The official run under way: its stages, the step within one, and the time. */
import type { RoomSession } from '../../../state/room/roomSession.ts';
import { useStore } from '../../../store/store.ts';
import { useSeconds } from '../../../ui/useSeconds.ts';
import { bytes, duration } from '../../../words/format.ts';
import { scoreDialogWords } from '../../../words/scoreDialog.ts';

/** `limit`: seconds that the run may take. */
export function ScoreStages({ session, limit }: { session: RoomSession; limit: number }) {
  const score = useStore(session.scores.current);
  const now = useSeconds();
  if (!score) return null;
  const stages = ['asking', 'rows', 'train', 'predict', 'upload', 'judging'] as const;
  const at = stages.indexOf(score.stage);
  const working = score.stage === 'train' || score.stage === 'predict' ? score : null;
  const progress = working?.progress ?? null;
  const loaded = score.stage === 'rows' ? score.bytes : null;
  const gone = duration(Math.max(0, now - score.startedAt));
  return (
    <div className="stack">
      <ol className="stages" aria-live="polite">
        {stages.map((stage, i) => (
          <li
            key={stage}
            data-state={i < at ? 'done' : i === at ? 'now' : 'later'}
            aria-current={i === at ? 'step' : undefined}
          >
            <span>{scoreDialogWords.stages[stage]}</span>
            {i === at && progress ? (
              <span className="quiet small">
                {scoreDialogWords.fit(session.runtimeName, progress.step, progress.fit, progress.fits)}
              </span>
            ) : null}
            {i === at && loaded ? (
              <span className="quiet small numeric">
                {scoreDialogWords.bytes(bytes(loaded.done), loaded.total === null ? null : bytes(loaded.total))}
              </span>
            ) : null}
          </li>
        ))}
      </ol>
      {progress ? (
        <div className="progress-track">
          <div className="progress-fill" style={{ width: `${Math.round(progress.done * 100)}%` }} />
        </div>
      ) : null}
      <p className="quiet small numeric">
        {working === null
          ? scoreDialogWords.gone(gone, limit)
          : scoreDialogWords.left(gone, Math.max(0, Math.ceil(limit - (now - working.since) / 1000)))}
      </p>
    </div>
  );
}
