/** The dialog of a score: hypothesis first, then the official run with its stages, then the result. */
import { type FormEvent, useRef, useState } from 'react';
import type { Hypothesis } from '../../../../protocol/score.ts';
import { triesLeft } from '../../../../protocol/scores.ts';
import { asAppError } from '../../../api/error.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import type { Task } from '../../../state/room/task.ts';
import { useStore } from '../../../store/store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { common } from '../../../words/common.ts';
import { scoreDialogWords } from '../../../words/scoreDialog.ts';
import { HypothesisForm } from './HypothesisForm.tsx';
import { ScoreResult } from './ScoreResult.tsx';
import { ScoreStages } from './ScoreStages.tsx';

const FORM = 'hypothesis-form';

export function ScoreDialog({ session, task, onClose }: { session: RoomSession; task: Task; onClose: () => void }) {
  const { connection, scores } = session;
  const [mine, setMine] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [draft, setDraft] = useState<Hypothesis>({ text: '', direction: 'better', amount: '' });
  const field = useRef<HTMLTextAreaElement>(null);
  const current = useStore(scores.current);
  const state = useStore(connection.room.store, (view) => view.state);
  const score = state.scores.find((s) => s.scoreId === mine) ?? null;
  const { tries } = task.bundle.constraints;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = draft.text.trim();
    if (text === '') {
      setFault(scoreDialogWords.hypothesisMissing);
      field.current?.focus();
      return;
    }
    setFault(null);
    scores.submit({ ...draft, text, amount: draft.amount.trim() }).catch((cause) => {
      setMine(null);
      setFault(scoreDialogWords.refused(asAppError(cause).message));
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
    <Dialog
      open
      onClose={onClose}
      title={scoreDialogWords.title}
      focus={field}
      foot={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button look="primary" type="submit" form={FORM}>
            {scoreDialogWords.submit}
          </Button>
        </>
      }
    >
      <p>{scoreDialogWords.lead}</p>
      <HypothesisForm id={FORM} draft={draft} onChange={setDraft} fault={fault} field={field} onSubmit={submit} />
      <p className="quiet small">{scoreDialogWords.cost(triesLeft(state, { tries }), tries)}</p>
    </Dialog>
  );
}
