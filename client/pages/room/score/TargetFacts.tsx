/** The targets of the interview, and the score that reached each first. */
import type { CandidateBundle } from '../../../../protocol/bundle.ts';
import { type FinishedScore, reachedBy } from '../../../../protocol/scores.ts';
import { Status } from '../../../ui/Status.tsx';
import { Typed } from '../../../ui/Typed.tsx';
import { metric as metricText } from '../../../words/format.ts';
import { constraintWords } from '../../../words/scores.ts';

/** A term and a description for each target, in a list of facts. */
export function TargetFacts({
  bundle: { targets, metric },
  scores,
}: {
  bundle: Pick<CandidateBundle, 'targets' | 'metric'>;
  /** Finished ones, in their order. */
  scores: readonly FinishedScore[];
}) {
  return targets.map(({ name, value, text }) => {
    const judged = scores.filter((score) => reachedBy(score.public).some((target) => target.name === name));
    const first = judged.find((score) => reachedBy(score.public).some((t) => t.name === name && t.reached));
    return [
      <dt key={name} title={constraintWords.targetHint[name]}>
        {constraintWords.target[name]}
      </dt>,
      <dd key={`${name}-value`} title={constraintWords.targetHint[name]}>
        {text ? <Typed text={text} /> : <span className="numeric">{metricText(value, metric.digits)}</span>}
        {judged.length > 0 ? ' ' : ''}
        {judged.length > 0 ? (
          <span className="small">
            <Status tone={first ? 'ok' : 'idle'}>
              {first ? constraintWords.reachedBy(first.public.number) : constraintWords.notReached}
            </Status>
          </span>
        ) : null}
      </dd>,
    ];
  });
}
