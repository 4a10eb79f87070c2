/** One run: its head, its outputs and how it ended. */

import { memo, type ReactNode } from 'react';
import type { CandidateBundle, MetricInfo } from '../../../protocol/bundle.ts';
import { type Run, secondsOf } from '../../../protocol/run.ts';
import type { CheckResult } from '../../../protocol/score.ts';
import { isolatedText } from '../../../protocol/visible.ts';
import { count, duration, metric, timeOfDay, utc } from '../../words/format.ts';
import { runWords } from '../../words/runs.ts';
import { Note, Status, type Tone } from '../Status.tsx';
import { Typed } from '../Typed.tsx';
import { useSeconds } from '../useSeconds.ts';
import { type FetchOutputs, OldOutput } from './OldOutput.tsx';
import { OutputItems } from './OutputItems.tsx';
import type { GoTo } from './Traceback.tsx';
import { WeightMeter } from './Weights.tsx';

const NO_METRICS: readonly MetricInfo[] = [];
const known = new WeakMap<CandidateBundle, readonly MetricInfo[]>();

/** The metrics of a bundle, the deciding one first; the same array for the same bundle. */
export function metricsOf(bundle: CandidateBundle): readonly MetricInfo[] {
  const list = known.get(bundle) ?? [bundle.metric, ...bundle.secondary];
  known.set(bundle, list);
  return list;
}

const TONES: Record<Run['status'], Tone> = {
  running: 'busy',
  ok: 'ok',
  error: 'trouble',
  stopped: 'attention',
  timeout: 'attention',
  lost: 'trouble',
  abandoned: 'attention',
};

/** "Running 12 of 60 s", "Stopped; variables were lost". `now` is the server's time in ms. */
function RunStatusWords({ run, now }: { run: Run; now: () => number }) {
  useSeconds(run.status === 'running');
  const text =
    run.status === 'running'
      ? runWords.running(secondsOf(run, now()), run.limit?.seconds ?? null)
      : `${runWords.status[run.status]}${run.varsLost ? `; ${runWords.varsLost}` : ''}`;
  return <Status tone={TONES[run.status]}>{text}</Status>;
}

function CheckFacts({ check, metrics }: { check: CheckResult; metrics: readonly MetricInfo[] }) {
  return (
    <div className="check-facts stack-tight">
      <p className="small">{runWords.checkRows(count(check.rows), duration(check.seconds * 1000))}</p>
      <table className="weight-table">
        <tbody>
          {check.metrics.map((m) => (
            <tr key={m.name}>
              <th scope="row">{isolatedText(metrics.find((info) => info.name === m.name)?.title ?? m.name)}</th>
              <td className="num">{metric(m.value, metrics.find((info) => info.name === m.name)?.digits ?? 4)}</td>
            </tr>
          ))}
          {check.reported ? (
            <tr>
              <th scope="row">{`${isolatedText(check.reported.name)} (${runWords.reported})`}</th>
              <td className="num">{metric(check.reported.value, 4)}</td>
            </tr>
          ) : null}
        </tbody>
      </table>
      {check.remark ? (
        <p className="quiet small">
          <Typed text={check.remark} />
        </p>
      ) : null}
      <WeightMeter counted={check.weights} budget={check.budget} label={runWords.weightCount} />
      {check.warnings.map((warning) => (
        <Note key={warning} tone="attention">
          <Typed text={warning} block />
        </Note>
      ))}
    </div>
  );
}

/** One run with its head and outputs: the same card in the candidate's room, the interviewer's room and the replay. */
export const RunCard = memo(function RunCard({
  run,
  now,
  goTo,
  metrics = NO_METRICS,
  actions,
  fetchOutputs,
}: {
  run: Run;
  now: () => number;
  goTo: GoTo;
  /** Names and digits for the metrics of a Check. */
  metrics?: readonly MetricInfo[];
  actions?: ReactNode;
  /** For the outputs of old runs, which stay on the server until they are asked for; a replay has them all. */
  fetchOutputs?: FetchOutputs;
}) {
  const check = run.status === 'running' ? null : run.check;
  const where = run.lines ? `${run.file}, ${runWords.lines(...run.lines)}` : run.file;
  return (
    <article className="run" aria-label={runWords.title(run.number)} id={`run-${run.runId}`}>
      <header className="run-head">
        <strong>{runWords.title(run.number)}</strong>
        <span className="run-where">{run.kind === 'check' ? runWords.kind.check : <Typed text={where} />}</span>
        <RunStatusWords run={run} now={now} />
        {run.status === 'running' ? null : <span className="numeric quiet">{duration(run.durationMs)}</span>}
        <span className="quiet numeric run-time" title={utc(run.startedAt)}>
          {timeOfDay(run.startedAt)}
        </span>
        {actions}
      </header>
      <div className="run-body">
        <OutputItems items={run.outputs} goTo={goTo} />
        {check ? <CheckFacts check={check} metrics={metrics} /> : null}
        {run.outputsOmitted && fetchOutputs ? (
          <OldOutput runId={run.runId} goTo={goTo} fetchOutputs={fetchOutputs} />
        ) : null}
        {run.status !== 'running' && run.outputs.length === 0 && !check && !run.outputsOmitted ? (
          <p className="quiet small">{runWords.silent}</p>
        ) : null}
      </div>
    </article>
  );
});
