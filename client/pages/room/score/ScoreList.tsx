/** Scores of the candidate with what was expected beside what happened. */

import type { MetricInfo } from '../../../../protocol/bundle.ts';
import type { Difference, Hypothesis, MetricValue, PublicScore } from '../../../../protocol/score.ts';
import { reachedBy, type Score } from '../../../../protocol/scores.ts';
import { isolatedText } from '../../../../protocol/visible.ts';
import { Button } from '../../../ui/Button.tsx';
import { Status, type Tone } from '../../../ui/Status.tsx';
import { Typed } from '../../../ui/Typed.tsx';
import { count, metric as metricText, timeOfDay, utc } from '../../../words/format.ts';
import { runWords } from '../../../words/runs.ts';
import { constraintWords, scoreCodeWords } from '../../../words/scores.ts';

const TONE: Record<Difference['verdict'], Tone> = {
  better: 'ok',
  worse: 'attention',
  'within-noise': 'idle',
};

/** A target that is still ahead is nothing to be warned of. */
const TARGET_TONE: typeof TONE = { ...TONE, worse: 'idle' };

type Verdicts = Readonly<Record<Difference['verdict'], string>>;

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
  return <FinishedOutcome result={score.public} metric={metric} />;
}

/** A difference in words and figures. */
function Against({
  difference,
  text,
  words,
  tones = TONE,
}: {
  difference: Difference;
  text: string;
  words: Verdicts;
  tones?: typeof TONE;
}) {
  const { verdict } = difference;
  return (
    <span className="small">
      <Status tone={tones[verdict]}>{words[verdict]}</Status> <span className="numeric">{text}</span>
    </span>
  );
}

function FinishedOutcome({ result, metric }: { result: PublicScore; metric: MetricInfo }) {
  const { delta, toBest, onValidation, reported, reportedFirst } = result;
  const { against, againstBest, byTarget, signed } = constraintWords;
  const figures = ({ value, sd }: Difference): [string, string] => [
    signed(value, metric.digits),
    metricText(sd, metric.digits),
  ];
  return (
    <div className="stack-tight">
      <span className="numeric">
        {constraintWords.value(result.metric.value, result.se, metric.digits, metric.unit)}
      </span>
      {delta ? (
        <Against difference={delta} words={constraintWords.verdict} text={against(delta.against, ...figures(delta))} />
      ) : null}
      {toBest ? (
        <Against
          difference={toBest}
          words={constraintWords.verdict}
          text={againstBest(toBest.against, ...figures(toBest))}
        />
      ) : null}
      {reachedBy(result).map(({ name, difference }) =>
        difference ? (
          <Against
            key={name}
            difference={difference}
            words={constraintWords.toTarget[name]}
            tones={TARGET_TONE}
            text={byTarget(...figures(difference))}
          />
        ) : null,
      )}
      <span className="small quiet numeric">{runWords.weights(count(result.weights.total), count(result.budget))}</span>
      {onValidation ? (
        <span className="small quiet">
          {constraintWords.onValidation(
            isolatedText(metric.title),
            metricText(onValidation.value, metric.digits),
            metric.unit,
          )}
        </span>
      ) : null}
      {reported ? (
        <span className="small quiet">
          <Typed text={reportedText(reported, reportedFirst ?? null)} />
        </span>
      ) : null}
    </div>
  );
}

/** The candidate's own number; older scores hold the mean over the fits alone. */
function reportedText({ name, value }: MetricValue, first: MetricValue | null): string {
  const { reported, reportedBoth } = constraintWords;
  const mean = metricText(value, 4);
  return first ? reportedBoth(name, metricText(first.value, 4), mean) : reported(name, mean);
}

function titleOf(score: Score): string {
  if (score.status === 'finished') return constraintWords.number(score.public.number);
  return score.status === 'running' ? constraintWords.running : constraintWords.failedShort;
}

/** Every score with what was expected beside what happened, newest first. */
export function ScoreList({
  scores,
  metric,
  onCode,
}: {
  scores: readonly Score[];
  metric: MetricInfo;
  /** Shows the code of a score; absent where there is nothing to take it back to. */
  onCode?: (score: { scoreId: string; title: string }) => void;
}) {
  return (
    <>
      <details className="small">
        <summary>{constraintWords.noiseShort}</summary>
        <p className="quiet">{constraintWords.noise}</p>
      </details>
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
                {onCode && score.status === 'finished' ? (
                  <Button onClick={() => onCode({ scoreId: score.scoreId, title: titleOf(score) })}>
                    {scoreCodeWords.code}
                  </Button>
                ) : null}
              </dd>
            </dl>
          </li>
        ))}
      </ol>
    </>
  );
}
