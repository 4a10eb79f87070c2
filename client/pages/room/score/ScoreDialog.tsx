/** The dialog of a score: hypothesis first, then the official run with its stages, then the result. */
import { type FormEvent, useRef, useState } from 'react';
import type { Hypothesis } from '../../../../protocol/score.ts';
import { triesLeft, waitBeforeScore } from '../../../../protocol/scores.ts';
import type { InterviewState } from '../../../../protocol/state.ts';
import { asAppError } from '../../../api/error.ts';
import { comparedWith, type Draft, EMPTY_DRAFT, latestWeights, readDraft } from '../../../state/asking.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import type { Task } from '../../../state/room/task.ts';
import { useStore } from '../../../store/store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Note } from '../../../ui/Status.tsx';
import { useSeconds } from '../../../ui/useSeconds.ts';
import { common } from '../../../words/common.ts';
import { count } from '../../../words/format.ts';
import { scoreDialogWords } from '../../../words/scoreDialog.ts';
import { HypothesisForm } from './HypothesisForm.tsx';
import { ScoreResult } from './ScoreResult.tsx';
import { ScoreStages } from './ScoreStages.tsx';

const FORM = 'hypothesis-form';

/** The count that the page knows of, where it is over the budget: told before anything is asked. */
function OverBudget({ state, budget }: { state: InterviewState; budget: number }) {
  const counted = latestWeights(state);
  if (!counted || counted.weights.total <= budget) return null;
  const { countedIn, overBudget } = scoreDialogWords;
  const where = counted.run === null ? countedIn.score : countedIn.run(counted.run);
  return <Note tone="attention">{overBudget(count(counted.weights.total), where, count(budget))}</Note>;
}

/** Seconds until a score may be asked for, counted down; nothing where it may be now. */
function useWait(session: RoomSession, task: Task): number {
  const { connection } = session;
  const state = useStore(connection.room.store, (view) => view.state);
  useSeconds();
  const ms = waitBeforeScore(state, task.bundle.constraints, connection.serverNow());
  return ms > 0 ? Math.ceil(ms / 1000) : 0;
}

/** Asks for the hypothesis; `onSubmit` gets one that lacks nothing, when a score may be asked for. */
function AskDialog({
  session,
  task,
  draft,
  onDraft,
  refused,
  onClose,
  onSubmit,
}: {
  session: RoomSession;
  task: Task;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  /** Why the server refused this draft, or null. */
  refused: string | null;
  onClose: () => void;
  onSubmit: (hypothesis: Hypothesis) => void;
}) {
  const [asked, setAsked] = useState(false);
  const [reason, direction] = [useRef<HTMLTextAreaElement>(null), useRef<HTMLInputElement>(null)];
  const state = useStore(session.connection.room.store, (view) => view.state);
  const wait = useWait(session, task);
  const { constraints, metric } = task.bundle;
  const read = readDraft(draft);
  const lacks = 'lacks' in read ? read.lacks : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!('lacks' in read)) {
      if (wait === 0) onSubmit(read);
    } else if (read.lacks.includes('reason')) reason.current?.focus();
    else direction.current?.focus();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={scoreDialogWords.title}
      focus={reason}
      foot={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button look="primary" type="submit" form={FORM} aria-disabled={wait > 0}>
            {scoreDialogWords.submit}
          </Button>
        </>
      }
    >
      <OverBudget state={state} budget={constraints.weights} />
      <p>{scoreDialogWords.lead}</p>
      <HypothesisForm
        id={FORM}
        draft={draft}
        onChange={onDraft}
        lacks={asked ? lacks : []}
        metric={metric}
        last={comparedWith(state)}
        reason={reason}
        direction={direction}
        onSubmit={submit}
      />
      {refused ? (
        <Note tone="attention" live>
          {refused}
        </Note>
      ) : null}
      <p className="quiet small">
        {scoreDialogWords.cost(triesLeft(state, constraints), constraints.tries)}
        {wait > 0 ? ` ${scoreDialogWords.wait(wait)}` : ''}
      </p>
    </Dialog>
  );
}

export function ScoreDialog({ session, task, onClose }: { session: RoomSession; task: Task; onClose: () => void }) {
  const { connection, scores } = session;
  const [mine, setMine] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const current = useStore(scores.current);
  const score = useStore(connection.room.store, (view) => view.state.scores.find((s) => s.scoreId === mine)) ?? null;

  const submit = (hypothesis: Hypothesis) => {
    setRefused(null);
    scores.submit(hypothesis).catch((cause) => {
      setMine(null);
      setRefused(scoreDialogWords.refused(asAppError(cause).message));
    });
    setMine(scores.current.get()?.scoreId ?? null);
  };

  if (current && current.scoreId === mine) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={scoreDialogWords.runningTitle}
        foot={<Button onClick={() => scores.cancel()}>{scoreDialogWords.cancel}</Button>}
        dismissible={false}
      >
        <ScoreStages session={session} limit={task.bundle.constraints.officialSeconds} />
      </Dialog>
    );
  }
  if (score && score.status !== 'running') {
    const title =
      score.status === 'finished' ? scoreDialogWords.resultTitle(score.public.number) : scoreDialogWords.failedTitle;
    return (
      <Dialog
        open
        onClose={onClose}
        title={title}
        foot={
          <Button look="primary" onClick={onClose}>
            {scoreDialogWords.done}
          </Button>
        }
      >
        <ScoreResult session={session} task={task} scoreId={score.scoreId} />
      </Dialog>
    );
  }
  return (
    <AskDialog
      session={session}
      task={task}
      draft={draft}
      onDraft={setDraft}
      refused={refused}
      onClose={onClose}
      onSubmit={submit}
    />
  );
}
