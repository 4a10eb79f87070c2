import { type FormEvent, useRef, useState } from 'react';
import type { Hypothesis } from '../../../../protocol/score.ts';
import { triesLeft } from '../../../../protocol/scores.ts';
import { promisesNoTry } from '../../../../protocol/sentences.ts';
import { asAppError } from '../../../api/error.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import type { Task } from '../../../state/room/task.ts';
import { useStore } from '../../../store/store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Choice, TextArea, TextField } from '../../../ui/Field.tsx';
import { WeightMeter, WeightTable } from '../../../ui/outputs/Weights.tsx';
import { Note } from '../../../ui/Status.tsx';
import { useSeconds } from '../../../ui/useSeconds.ts';
import { common } from '../../../words/common.ts';
import { bytes, duration, metric as metricText } from '../../../words/format.ts';
import { scoreDialogWords } from '../../../words/scoreDialog.ts';
import { constraintWords } from '../../../words/scores.ts';
import { Outcome } from './ScoreList.tsx';

const FORM = 'hypothesis-form';

/** Hypothesis first, then the official run with its stages, then the result. */
export function ScoreDialog({ session, task, onClose }: { session: RoomSession; task: Task; onClose: () => void }) {
  const { connection, scores } = session;
  const [mine, setMine] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [direction, setDirection] = useState<Hypothesis['direction']>('better');
  const [amount, setAmount] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const work = useStore(scores.current);
  const state = useStore(connection.room.store, (view) => view.state);
  const score = state.scores.find((s) => s.scoreId === mine) ?? null;
  const { tries } = task.bundle.constraints;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') {
      setFault(scoreDialogWords.hypothesisMissing);
      field.current?.focus();
      return;
    }
    setFault(null);
    scores.submit({ text: text.trim(), direction, amount: amount.trim() }).catch((cause) => {
      setMine(null);
      setFault(scoreDialogWords.refused(asAppError(cause).message));
    });
    setMine(scores.current.get()?.scoreId ?? null);
  };

  if (work && work.scoreId === mine) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={scoreDialogWords.runningTitle}
        foot={<Button onClick={() => scores.cancel()}>{scoreDialogWords.cancel}</Button>}
        dismissible={false}
      >
        <Progress session={session} limit={task.bundle.constraints.officialSeconds} />
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
        <Result session={session} task={task} scoreId={score.scoreId} />
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
      <form id={FORM} className="stack" onSubmit={submit} noValidate>
        <TextArea
          ref={field}
          label={scoreDialogWords.hypothesis}
          hint={scoreDialogWords.hypothesisHint}
          error={fault}
          required
          rows={4}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Choice
          label={scoreDialogWords.direction}
          value={direction}
          onChange={setDirection}
          options={(['better', 'same', 'worse'] as const).map((value) => ({
            value,
            label: scoreDialogWords.directions[value],
          }))}
        />
        <TextField
          label={scoreDialogWords.amount}
          hint={scoreDialogWords.amountHint}
          value={amount}
          maxLength={200}
          onChange={(event) => setAmount(event.target.value)}
        />
      </form>
      <p className="quiet small">{scoreDialogWords.cost(triesLeft(state, { tries }), tries)}</p>
    </Dialog>
  );
}

function Progress({ session, limit }: { session: RoomSession; limit: number }) {
  const work = useStore(session.scores.current);
  const now = useSeconds();
  if (!work) return null;
  const stages = ['asking', 'rows', 'train', 'predict', 'upload', 'judging'] as const;
  const at = stages.indexOf(work.stage);
  const { progress } = work;
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
            {i === at && work.bytes ? (
              <span className="quiet small numeric">
                {scoreDialogWords.bytes(
                  bytes(work.bytes.done),
                  work.bytes.total === null ? null : bytes(work.bytes.total),
                )}
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
        {`${duration(Math.max(0, now - work.startedAt))}, ${scoreDialogWords.limit(limit)}`}
      </p>
    </div>
  );
}

function Result({ session, task, scoreId }: { session: RoomSession; task: Task; scoreId: string }) {
  const score = useStore(session.connection.room.store, (view) => view.state.scores.find((s) => s.scoreId === scoreId));
  if (!score) return null;
  const { metric, secondary, constraints } = task.bundle;
  if (score.status === 'running') return null;
  if (score.status === 'failed') {
    const { failure } = score;
    const { weights } = failure;
    return (
      <>
        <Note tone="attention" live>
          <p className="preline">{failure.message}</p>
          {promisesNoTry(failure) ? null : <p>{scoreDialogWords.noTry}</p>}
        </Note>
        {weights ? (
          <>
            <WeightMeter weights={weights.total} budget={constraints.weights} label={constraintWords.weights} />
            <WeightTable weights={weights} />
          </>
        ) : null}
      </>
    );
  }
  const result = score.public;
  return (
    <>
      <div role="status" className="stack-tight">
        <h3>{metric.title}</h3>
        <Outcome score={score} metric={metric} />
        <p className="quiet small">{scoreDialogWords.publicPart}</p>
      </div>
      {result.secondary.length > 0 ? (
        <dl className="facts">
          {result.secondary.map((value) => {
            const info = secondary.find((m) => m.name === value.name);
            return (
              <div key={value.name} className="fact-row">
                <dt>{info?.title ?? value.name}</dt>
                <dd className="numeric">{metricText(value.value, info?.digits ?? 4)}</dd>
              </div>
            );
          })}
        </dl>
      ) : null}
      <dl className="facts">
        <dt>{constraintWords.expected}</dt>
        <dd>
          {constraintWords.direction[score.hypothesis.direction]}
          {score.hypothesis.amount ? constraintWords.amount(score.hypothesis.amount) : ''}
          <p className="small preline">{score.hypothesis.text}</p>
        </dd>
        <dt>{constraintWords.weights}</dt>
        <dd>
          <WeightMeter weights={result.weights.total} budget={result.budget} label={constraintWords.weights} />
        </dd>
        <dt>{constraintWords.tries}</dt>
        <dd className="numeric">{constraintWords.triesLeft(result.triesLeft, constraints.tries)}</dd>
      </dl>
    </>
  );
}
