/** Scores of the candidate with what was expected beside what happened. */

import type { MetricInfo } from '../../../../protocol/bundle.ts';
import type { Hypothesis } from '../../../../protocol/score.ts';
import type { Score } from '../../../../protocol/scores.ts';
import { Status, type Tone } from '../../../ui/Status.tsx';
import { Typed } from '../../../ui/Typed.tsx';
import { count, metric as metricText, timeOfDay, utc } from '../../../words/format.ts';
import { runWords } from '../../../words/runs.ts';
import { constraintWords } from '../../../words/scores.ts';

const TONE: Record<'better' | 'worse' | 'within-noise', Tone> = {
  better: 'ok',
  worse: 'attention',
  'within-noise': 'idle',
};

/** What was expected of a score, as a term of a list and its description. */
export function Expectation({ hypothesis }: { hypothesis: Hypothesis }) {
  const { direction, amount, text } = hypothesis;
  return (
    <>
      <dt>{constraintWords.expected}</dt>
      <dd>
        {constraintWords.direction[direction]}
        {amount ? <Typed text={constraintWords.amount(amount)} /> : ''}
        <p className="small">
          <Typed text={text} block />
        </p>
      </dd>
    </>
  );
}

/** One outcome in words and figures: value with noise, and what became of the difference. */
export function Outcome({ score, metric }: { score: Score; metric: MetricInfo }) {
  if (score.status === 'running') return <Status tone="busy">{constraintWords.running}</Status>;
  if (score.status === 'failed') {
    return (
      <div className="stack-tight">
        <Status tone="attention">{constraintWords.failed}</Status>
        <span className="small">
          <Typed text={score.failure.message.split('\n')[0] ?? ''} block />
        </span>
      </div>
    );
  }
  const result = score.public;
  const { delta } = result;
  return (
    <div className="stack-tight">
      <span className="numeric">
        {constraintWords.value(result.metric.value, result.se, metric.digits, metric.unit)}
      </span>
      {delta ? (
        <span className="small">
          <Status tone={TONE[delta.verdict]}>{constraintWords.verdict[delta.verdict]}</Status>{' '}
          <span className="numeric">
            {constraintWords.against(
              delta.against,
              constraintWords.signed(delta.value, metric.digits),
              metricText(delta.sd, metric.digits),
            )}
          </span>
        </span>
      ) : null}
      <span className="small quiet numeric">{runWords.weights(count(result.weights.total), count(result.budget))}</span>
      {result.reported ? (
        <span className="small quiet">
          <Typed text={constraintWords.reported(result.reported.name, metricText(result.reported.value, 4))} />
        </span>
      ) : null}
    </div>
  );
}

function titleOf(score: Score): string {
  if (score.status === 'finished') return constraintWords.number(score.public.number);
  return score.status === 'running' ? constraintWords.running : constraintWords.failedShort;
}

/** Every score with what was expected beside what happened, newest first. */
export function ScoreList({ scores, metric }: { scores: readonly Score[]; metric: MetricInfo }) {
  return (
    <ol className="score-list">
      {[...scores].reverse().map((score) => (
        <li key={score.scoreId} id={`score-${score.scoreId}`}>
          <div className="row spread small">
            <strong>{titleOf(score)}</strong>
            <span className="quiet numeric" title={utc(score.requestedAt)}>
              {timeOfDay(score.requestedAt)}
            </span>
          </div>
          <dl>
            <Expectation hypothesis={score.hypothesis} />
            <dt>{constraintWords.happened}</dt>
            <dd>
              <Outcome score={score} metric={metric} />
            </dd>
          </dl>
        </li>
      ))}
    </ol>
  );
}
