/** The scores of an interview: asked for, then either finished or failed, never both. */
import type { EventData, InterviewEvent } from './event.ts';
import { patch } from './patch.ts';
import type { Difference, PrivateScore, PublicScore, ScoreFailure, Verification } from './score.ts';
import type { TargetName } from './target.ts';

/** A score by its state. Times are server ms since 1970. */
export type Score = EventData<'score.requested'> & { requestedAt: number } & (
    | { status: 'running' }
    | { status: 'failed'; finishedAt: number; failure: ScoreFailure }
    | {
        status: 'finished';
        finishedAt: number;
        public: PublicScore;
        /** Null for a candidate, who never sees it, and for staff until the event that follows the finish has come. */
        private: PrivateScore | null;
        /** The last re-run by staff; null before one. */
        verification: Verification | null;
      }
  );

/** A score that was marked. */
export type FinishedScore = Extract<Score, { status: 'finished' }>;

/** True for a score that counts as a try. */
export const isFinished = (score: Score): score is FinishedScore => score.status === 'finished';

/** True for a score that is under way. */
const isRunning = (score: Score): boolean => score.status === 'running';

/** True where every try was spent on a score that finished: no further one may finish. */
export const allSpent = ({ scores }: { scores: readonly Score[] }, { tries }: { tries: number }): boolean =>
  scores.filter(isFinished).length >= tries;

/**
 * Tries that are left. A finished score costs one; one that runs holds one, and gives it back where it fails.
 * @param constraints of the variant; `tries` is how many scores an interview has in all
 */
export const triesLeft = ({ scores }: { scores: readonly Score[] }, { tries }: { tries: number }): number =>
  Math.max(0, tries - scores.filter((score) => isFinished(score) || isRunning(score)).length);

/** The best of the finished scores by what everybody sees of them, the first of equal ones; null where none finished. */
export function bestOf({ scores }: { scores: readonly Score[] }): FinishedScore | null {
  return scores.filter(isFinished).reduce<FinishedScore | null>((best, score) => {
    if (!best) return score;
    const { better, value } = score.public.metric;
    const least = best.public.metric.value;
    return (better === 'higher' ? value > least : value < least) ? score : best;
  }, null);
}

/** What became of a target. `difference`: null in scores that only say whether it was reached. */
export interface Reached {
  name: TargetName;
  reached: boolean;
  difference: Difference | null;
}

/** What of a part of a score tells about targets. */
type OfTargets = Partial<Pick<PrivateScore, 'toTargets' | 'toTarget' | 'reachedTarget'>>;

/** The targets of a part of a score, the nearer first. Reached: beaten by more than the noise; in older scores as they said. */
export function reachedBy({ toTargets, toTarget, reachedTarget = null }: OfTargets): Reached[] {
  const of = (name: TargetName, difference: Difference): Reached => ({
    name,
    reached: difference.verdict === 'better',
    difference,
  });
  if (toTargets) return toTargets.map(({ name, ...difference }) => of(name, difference));
  if (toTarget) return [of('only', toTarget)];
  return reachedTarget === null ? [] : [{ name: 'only', reached: reachedTarget, difference: null }];
}

/** Ms between two requests, whatever became of the first: making the rows costs the server something. */
const REQUEST_GAP_MS = 3_000;

/**
 * Ms until the next score may be asked for; 0 or less where it may be now.
 * @param constraints of the variant; `secondsBetweenScores` counts from the end of the last score that was marked
 * @param now server ms since 1970
 */
export function waitBeforeScore(
  { scores }: { scores: readonly Score[] },
  { secondsBetweenScores }: { secondsBetweenScores: number },
  now: number,
): number {
  const never = Number.NEGATIVE_INFINITY;
  const afterScore = (scores.findLast(isFinished)?.finishedAt ?? never) + secondsBetweenScores * 1000;
  const gap = Math.min(REQUEST_GAP_MS, secondsBetweenScores * 1000);
  const afterRequest = (scores.at(-1)?.requestedAt ?? never) + gap;
  return Math.max(afterScore, afterRequest) - now;
}

/** The scores after one more event; the same array where the event does not concern them or does not fit their state. */
export function foldScores(scores: Score[], event: InterviewEvent): Score[] {
  switch (event.type) {
    case 'score.requested':
      return [...scores, { ...event.data, requestedAt: event.at, status: 'running' }];
    case 'score.finished':
      return change(scores, event.data.scoreId, 'running', ({ scoreId, hypothesis, requestedAt }) => ({
        scoreId,
        hypothesis,
        requestedAt,
        status: 'finished',
        finishedAt: event.at,
        public: event.data.public,
        private: null,
        verification: null,
      }));
    case 'score.failed':
      return change(scores, event.data.scoreId, 'running', ({ scoreId, hypothesis, requestedAt }) => ({
        scoreId,
        hypothesis,
        requestedAt,
        status: 'failed',
        finishedAt: event.at,
        failure: event.data.failure,
      }));
    case 'score.judged':
      return change(scores, event.data.scoreId, 'finished', (s) => ({ ...s, private: event.data.private }));
    case 'score.verified':
      return change(scores, event.data.scoreId, 'finished', (s) => ({ ...s, verification: event.data.verification }));
    default:
      return scores;
  }
}

/** Changes the score with this id where it is in this state. */
const change = <S extends Score['status']>(
  scores: Score[],
  scoreId: string,
  status: S,
  to: (score: Extract<Score, { status: S }>) => Score,
): Score[] => {
  const fits = (score: Score): score is Extract<Score, { status: S }> =>
    score.scoreId === scoreId && score.status === status;
  return patch(scores, fits, (score) => (fits(score) ? to(score) : score));
};
