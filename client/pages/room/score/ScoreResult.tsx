/** The end of a score: the outcome beside what was expected of it, or why there is none. */

import { statesNoTry } from '../../../../protocol/sentences.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import type { Task } from '../../../state/room/task.ts';
import { useStore } from '../../../store/store.ts';
import { FailureText } from '../../../ui/FailureText.tsx';
import { WeightMeter, WeightTable } from '../../../ui/outputs/Weights.tsx';
import { Note } from '../../../ui/Status.tsx';
import { Typed } from '../../../ui/Typed.tsx';
import { metric as metricText } from '../../../words/format.ts';
import { scoreDialogWords } from '../../../words/scoreDialog.ts';
import { constraintWords } from '../../../words/scores.ts';
import { Expectation, Outcome } from './ScoreList.tsx';

/** That predict printed something, where it did in this score. */
function PrintedNote({ session, scoreId }: { session: RoomSession; scoreId: string }) {
  const printed = useStore(session.scores.printed);
  if (printed?.scoreId !== scoreId || printed.batches === 0) return null;
  return <p className="quiet small">{scoreDialogWords.printed}</p>;
}

export function ScoreResult({ session, task, scoreId }: { session: RoomSession; task: Task; scoreId: string }) {
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
          <FailureText message={failure.message} />
          {statesNoTry(failure) ? null : <p>{scoreDialogWords.noTry}</p>}
        </Note>
        <PrintedNote session={session} scoreId={scoreId} />
        {weights ? (
          <>
            <WeightMeter counted={weights} budget={constraints.weights} label={constraintWords.weights} />
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
        <h3>
          <Typed text={metric.title} />
        </h3>
        <Outcome score={score} metric={metric} />
        <p className="quiet small">{scoreDialogWords.publicPart}</p>
        <p className="quiet small">{constraintWords.noise}</p>
        <PrintedNote session={session} scoreId={scoreId} />
      </div>
      {result.secondary.length > 0 ? (
        <dl className="facts">
          {result.secondary.map((value) => {
            const info = secondary.find((m) => m.name === value.name);
            return (
              <div key={value.name} className="fact-row">
                <dt>
                  <Typed text={info?.title ?? value.name} />
                </dt>
                <dd className="numeric">{metricText(value.value, info?.digits ?? 4)}</dd>
              </div>
            );
          })}
        </dl>
      ) : null}
      <dl className="facts">
        <Expectation hypothesis={score.hypothesis} />
        <dt>{constraintWords.weights}</dt>
        <dd>
          <WeightMeter counted={result.weights} budget={result.budget} label={constraintWords.weights} />
        </dd>
        <dt>{constraintWords.tries}</dt>
        <dd className="numeric">{constraintWords.triesLeft(result.triesLeft, constraints.tries)}</dd>
      </dl>
    </>
  );
}
