/** Budget, tries, target and the history of scores. */
import type { Run } from '../../../../protocol/run.ts';
import type { WeightInventory } from '../../../../protocol/score.ts';
import { isFinished, type Score, triesLeft } from '../../../../protocol/scores.ts';
import type { InterviewState } from '../../../../protocol/state.ts';
import { visibleText } from '../../../../protocol/visible.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import type { Task } from '../../../state/room/task.ts';
import { useStore } from '../../../store/store.ts';
import { WeightMeter, WeightTable } from '../../../ui/outputs/Weights.tsx';
import { Typed } from '../../../ui/Typed.tsx';
import { useSeconds } from '../../../ui/useSeconds.ts';
import { metric as metricText } from '../../../words/format.ts';
import { paneWords } from '../../../words/room.ts';
import { constraintWords } from '../../../words/scores.ts';
import { ScoreList } from './ScoreList.tsx';

const weightsOfRun = (run: Run): WeightInventory | null => (run.status === 'running' ? null : run.weights);

function weightsOfScore(score: Score): WeightInventory | null {
  if (score.status === 'finished') return score.public.weights;
  return score.status === 'failed' ? score.failure.weights : null;
}

/** The newest count of weights that the room knows of, and the run it came from; null for a score. */
function latestWeights(state: InterviewState): { weights: WeightInventory; run: number | null } | null {
  const run = state.runs.findLast((r) => weightsOfRun(r) !== null);
  const score = state.scores.findLast((s) => weightsOfScore(s) !== null);
  const [ran, scored] = [run && weightsOfRun(run), score && weightsOfScore(score)];
  if (scored && score && (!run || score.requestedAt > run.startedAt)) return { weights: scored, run: null };
  return run && ran ? { weights: ran, run: run.number } : null;
}

/** Weights against the budget, tries, target, and the scores with what was expected. */
export function ConstraintsPane({ session, task }: { session: RoomSession; task: Task }) {
  const { connection } = session;
  const state = useStore(connection.room.store, (view) => view.state);
  const { constraints, metric, target } = task.bundle;
  const counted = latestWeights(state);
  const last = state.scores.findLast(isFinished);
  useSeconds(last !== undefined);
  const wait = last
    ? Math.ceil((last.finishedAt + constraints.secondsBetweenScores * 1000 - connection.serverNow()) / 1000)
    : 0;
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
              <WeightMeter
                weights={counted.weights.total}
                budget={constraints.weights}
                label={constraintWords.weights}
              />
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
        {target ? (
          <>
            <dt>{constraintWords.target}</dt>
            <dd>
              {target.text ? (
                <Typed text={target.text} />
              ) : (
                <span className="numeric">{metricText(target.value, metric.digits)}</span>
              )}
            </dd>
          </>
        ) : null}
        <dt>{constraintWords.last}</dt>
        <dd>
          {last ? (
            <span className="numeric">
              {constraintWords.value(last.public.metric.value, last.public.se, metric.digits, metric.unit)}
            </span>
          ) : (
            <span className="quiet small">{constraintWords.noScore}</span>
          )}
        </dd>
      </dl>
      {state.scores.length > 0 ? (
        <div className="pane-pad">
          <h3>{constraintWords.history}</h3>
          <ScoreList scores={state.scores} metric={metric} />
        </div>
      ) : null}
    </section>
  );
}
