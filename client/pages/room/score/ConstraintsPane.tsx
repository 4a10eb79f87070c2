import type { WeightInventory } from '../../../../protocol/score.ts';
import type { InterviewState } from '../../../../protocol/state.ts';
import type { RoomSession, Task } from '../../../state/room/roomSession.ts';
import { useStore } from '../../../store/store.ts';
import { WeightMeter, WeightTable } from '../../../ui/outputs/Weights.tsx';
import { useSeconds } from '../../../ui/useSeconds.ts';
import { metric as metricText } from '../../../words/format.ts';
import { constraintWords, paneWords } from '../../../words/room.ts';
import { ScoreList } from './ScoreList.tsx';

/** The newest count of weights that the room knows of, and the run it came from; null for a score. */
export function latestWeights(state: InterviewState): { weights: WeightInventory; run: number | null } | null {
  const run = state.runs.findLast((r) => r.weights !== null);
  const score = state.scores.findLast((s) => s.public !== null || s.failure?.weights);
  const scored = score?.public?.weights ?? score?.failure?.weights ?? null;
  if (scored && score && (!run || score.requestedAt > run.startedAt)) return { weights: scored, run: null };
  return run?.weights ? { weights: run.weights, run: run.number } : null;
}

/** Tries that are left: as the last finished score said, all of them before. */
export const triesLeft = (state: InterviewState, all: number): number =>
  state.scores.findLast((score) => score.public !== null)?.public?.triesLeft ?? all;

/** Weights against the budget, tries, target, and the scores with what was expected. */
export function ConstraintsPane({ session, task }: { session: RoomSession; task: Task }) {
  const { connection } = session;
  const state = useStore(connection.room.store, (view) => view.state);
  const { constraints, metric, target } = task.bundle;
  const counted = latestWeights(state);
  const last = state.scores.findLast((score) => score.status === 'finished');
  useSeconds(last !== undefined);
  const wait = last
    ? Math.ceil(((last.finishedAt ?? 0) + constraints.secondsBetweenScores * 1000 - connection.serverNow()) / 1000)
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
          <span className="numeric">
            {constraintWords.triesLeft(triesLeft(state, constraints.tries), constraints.tries)}
          </span>
          {wait > 0 ? <span className="quiet small">{` · ${constraintWords.wait(wait)}`}</span> : null}
        </dd>
        <dt>{constraintWords.metric}</dt>
        <dd title={metric.description}>
          {metric.title}
          <span className="quiet small">{` · ${constraintWords[metric.better]}`}</span>
        </dd>
        {target ? (
          <>
            <dt>{constraintWords.target}</dt>
            <dd>{target.text || <span className="numeric">{metricText(target.value, metric.digits)}</span>}</dd>
          </>
        ) : null}
        <dt>{constraintWords.last}</dt>
        <dd>
          {last?.public ? (
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
