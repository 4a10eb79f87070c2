/** The candidate's scores, with what only staff see of them. */

import type { MetricInfo } from '../../../protocol/bundle.ts';
import type { MetricValue, ScoreDelta } from '../../../protocol/score.ts';
import { type FinishedScore, type Reached, reachedBy, type Score } from '../../../protocol/scores.ts';
import { isolatedText } from '../../../protocol/visible.ts';
import { useStore } from '../../store/store.ts';
import { FailureText } from '../../ui/FailureText.tsx';
import { WeightMeter } from '../../ui/outputs/Weights.tsx';
import { Status } from '../../ui/Status.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Typed } from '../../ui/Typed.tsx';
import { metric, timeOfDay, utc } from '../../words/format.ts';
import { constraintWords, metricWords } from '../../words/scores.ts';
import { staffScoreWords as words } from '../../words/staffScores.ts';
import { watchWords } from '../../words/watch.ts';
import type { RoomSource } from './source.ts';
import { VerifyButton } from './VerifyButton.tsx';

function Fact({ name, children, title }: { name: string; children: React.ReactNode; title?: string | undefined }) {
  return (
    <tr title={title}>
      <th scope="row">{name}</th>
      <td className="numeric">{children}</td>
    </tr>
  );
}

/** Whether a target was reached, and how far beyond its noise; the oldest scores do not hold the difference. */
function targetText({ reached, difference }: Reached, digits: number): string {
  if (!difference) return reached ? words.reached : words.notReached;
  const by = metricWords.plusMinus(constraintWords.signed(difference.value, digits), metric(difference.sd, digits));
  return `${words.toTarget[difference.verdict]}, ${by}`;
}

function Delta({ delta, digits, isBest = false }: { delta: ScoreDelta; digits: number; isBest?: boolean }) {
  const figures = [constraintWords.signed(delta.value, digits), metric(delta.sd, digits)] as const;
  const text = (isBest ? words.deltaBest : words.delta)(...figures, delta.against);
  const tone = delta.verdict === 'better' ? 'ok' : delta.verdict === 'worse' ? 'attention' : 'idle';
  return (
    <Status tone={tone}>
      {text}: {metricWords[delta.verdict]}
    </Status>
  );
}

/** Digits for what the code reports about itself: it may be any metric, so it is not rounded like the official one. */
const REPORTED_DIGITS = 4;

const withNoise = (m: MetricValue, se: number, { digits, unit }: MetricInfo) =>
  `${metricWords.plusMinus(metric(m.value, digits), metric(se, digits))}${unit ? ` ${unit}` : ''}`;

/** The outcome of a score beside what was expected of it. */
function Facts({ score, source }: { score: FinishedScore; source: RoomSource }) {
  const { metric: info, secondary } = source.bundle.candidate;
  const { public: seen, private: hidden } = score;
  const infoOf = (name: string) => [info, ...secondary].find((m) => m.name === name);
  const titleOf = (name: string) => infoOf(name)?.title ?? name;
  return (
    <>
      {seen.delta ? <Delta delta={seen.delta} digits={info.digits} /> : null}
      {seen.toBest ? <Delta delta={seen.toBest} digits={info.digits} isBest /> : null}
      <table className="facts">
        <tbody>
          <Fact name={`${titleOf(seen.metric.name)}, ${words.public.toLowerCase()}`}>
            {withNoise(seen.metric, seen.se, info)}
          </Fact>
          {hidden ? (
            <Fact name={`${titleOf(hidden.metric.name)}, ${words.private.toLowerCase()}`}>
              {withNoise(hidden.metric, hidden.se, info)}
            </Fact>
          ) : null}
          {(hidden?.secondary ?? seen.secondary).map((m) => (
            <Fact key={m.name} name={titleOf(m.name)}>
              {metric(m.value, infoOf(m.name)?.digits ?? REPORTED_DIGITS)}
            </Fact>
          ))}
          {seen.onValidation ? (
            <Fact name={words.onValidation(isolatedText(titleOf(seen.onValidation.name)))}>
              {metric(seen.onValidation.value, info.digits)}
            </Fact>
          ) : null}
          {seen.reported ? (
            <Fact name={`${words.reported}: ${isolatedText(seen.reported.name)}`}>
              {metric(seen.reported.value, REPORTED_DIGITS)}
            </Fact>
          ) : null}
          {seen.reportedFirst ? (
            <Fact name={words.reportedFirst}>{metric(seen.reportedFirst.value, REPORTED_DIGITS)}</Fact>
          ) : null}
          {hidden?.sameOnHoldout ? (
            <Fact name={words.sameMetric}>{metric(hidden.sameOnHoldout.value, REPORTED_DIGITS)}</Fact>
          ) : null}
          {hidden && hidden.honestyGap !== null ? (
            <Fact name={words.gap} title={words.gapHint}>
              {metric(hidden.honestyGap, REPORTED_DIGITS)}
            </Fact>
          ) : null}
          {(hidden ? reachedBy(hidden) : []).map((target) => (
            <Fact
              key={target.name}
              name={constraintWords.target[target.name]}
              title={target.difference ? words.targetHint : undefined}
            >
              {targetText(target, info.digits)}
            </Fact>
          ))}
        </tbody>
      </table>
      <WeightMeter counted={seen.weights} budget={seen.budget} label={words.weights} />
      <VerifyButton score={score} source={source} />
    </>
  );
}

function Item({ score, number, source }: { score: Score; number: number; source: RoomSource }) {
  const { hypothesis } = score;
  const failure = score.status === 'failed' ? score.failure : null;
  return (
    <article className="score" aria-label={words.title(number)} id={`score-${score.scoreId}`}>
      <header className="row spread">
        <strong>{words.title(number)}</strong>
        <span className="quiet numeric small" title={utc(score.requestedAt)}>
          {timeOfDay(score.requestedAt)}
        </span>
      </header>
      <blockquote>
        <p>
          <Typed text={hypothesis.text} block />
        </p>
        <p className="quiet small">
          {`${words.hypothesis}: ${words.expected[hypothesis.direction]}, ${hypothesis.amount ? words.amount(isolatedText(hypothesis.amount)) : words.noAmount}`}
        </p>
      </blockquote>
      {score.status === 'running' ? <Status tone="busy">{words.running}</Status> : null}
      {failure ? (
        <div className="stack-tight">
          <Status tone="attention">{words.failed}</Status>
          <div className="small score-failure">
            <FailureText message={failure.message} />
          </div>
          {failure.weights ? (
            <WeightMeter
              counted={failure.weights}
              budget={source.bundle.candidate.constraints.weights}
              label={words.weights}
            />
          ) : null}
        </div>
      ) : null}
      {score.status === 'finished' ? <Facts score={score} source={source} /> : null}
    </article>
  );
}

/** Every score, newest first, with the hypothesis beside the outcome. */
export function Scores({ source }: { source: RoomSource }) {
  const scores = useStore(source.view, (view) => view.state.scores);
  return (
    <section className="side-pane" aria-label={watchWords.scores}>
      {scores.length === 0 ? (
        <EmptyState title={watchWords.scoresEmptyTitle}>
          <p>{watchWords.scoresEmptyText}</p>
        </EmptyState>
      ) : (
        scores.map((score, i) => <Item key={score.scoreId} score={score} number={i + 1} source={source} />).toReversed()
      )}
    </section>
  );
}
