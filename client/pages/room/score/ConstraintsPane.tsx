/** Budget, tries, targets and the history of scores. */
import type { MetricInfo } from '../../../../protocol/bundle.ts';
import { bestOf, type FinishedScore, isFinished, triesLeft, waitBeforeScore } from '../../../../protocol/scores.ts';
import { visibleText } from '../../../../protocol/visible.ts';
import { latestWeights } from '../../../state/asking.ts';
import type { RoomActions } from '../../../state/room/actions.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import type { Task } from '../../../state/room/task.ts';
import { useStore } from '../../../store/store.ts';
import { WeightMeter, WeightTable } from '../../../ui/outputs/Weights.tsx';
import { Typed } from '../../../ui/Typed.tsx';
import { useSeconds } from '../../../ui/useSeconds.ts';
import { paneWords } from '../../../words/room.ts';
import { constraintWords } from '../../../words/scores.ts';
import type { Comparison } from '../editor/comparison.ts';
import { ScoreHistory } from './ScoreHistory.tsx';
import { TargetFacts } from './TargetFacts.tsx';

const withNoise = ({ public: { metric, se } }: FinishedScore, { digits, unit }: MetricInfo): string =>
  constraintWords.value(metric.value, se, digits, unit);

/** Weights against the budget, tries, targets, and the scores with what was expected. */
export function ConstraintsPane({
  session,
  task,
  actions,
  onCompare,
}: {
  session: RoomSession;
  task: Task;
  actions: RoomActions;
  /** Shows a file beside its text at a score. */
  onCompare: (comparison: Comparison) => void;
}) {
  const { connection } = session;
  const state = useStore(connection.room.store, (view) => view.state);
  const { constraints, metric } = task.bundle;
  const counted = latestWeights(state);
  const last = state.scores.findLast(isFinished);
  const best = bestOf(state);
  useSeconds(last !== undefined);
  const wait = last ? Math.ceil(waitBeforeScore(state, constraints, connection.serverNow()) / 1000) : 0;
  return (
    <section className="pane" aria-label={paneWords.constraints}>
      <div className="pane-head">
        <h2>{paneWords.constraints}</h2>
      </div>
      <dl className="facts">
        <dt>{constraintWords.weights}</dt>
        <dd>
          {counted ? (
            <>
              <WeightMeter counted={counted.weights} budget={constraints.weights} label={constraintWords.weights} />
              <details>
                <summary className="small">
                  {constraintWords.byAttribute}
                  {counted.run === null ? '' : `, ${constraintWords.from(counted.run)}`}
                </summary>
                <WeightTable weights={counted.weights} />
              </details>
            </>
          ) : (
            <span className="small">{constraintWords.notCounted(constraints.weights)}</span>
          )}
        </dd>
        <dt>{constraintWords.tries}</dt>
        <dd>
          <span className="numeric">{constraintWords.triesLeft(triesLeft(state, constraints), constraints.tries)}</span>
          {wait > 0 ? <span className="quiet small">{` · ${constraintWords.wait(wait)}`}</span> : null}
        </dd>
        <dt>{constraintWords.metric}</dt>
        <dd title={visibleText(metric.description)}>
          <Typed text={metric.title} />
          <span className="quiet small">{` · ${constraintWords[metric.better]}`}</span>
        </dd>
        <TargetFacts bundle={task.bundle} scores={state.scores.filter(isFinished)} />
        <dt>{constraintWords.last}</dt>
        <dd>
          {last ? (
            <span className="numeric">{withNoise(last, metric)}</span>
          ) : (
            <span className="quiet small">{constraintWords.noScore}</span>
          )}
        </dd>
        {best && best !== last ? (
          <>
            <dt>{constraintWords.best}</dt>
            <dd className="numeric">{constraintWords.bestOf(withNoise(best, metric), best.public.number)}</dd>
          </>
        ) : null}
      </dl>
      {state.scores.length > 0 ? (
        <ScoreHistory session={session} task={task} actions={actions} scores={state.scores} onCompare={onCompare} />
      ) : null}
    </section>
  );
}
