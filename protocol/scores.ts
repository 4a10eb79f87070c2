/** The scores of an interview: asked for, then either finished or failed, never both. */
import type { EventData, InterviewEvent } from './event.ts';
import { patch } from './patch.ts';
import type { PrivateScore, PublicScore, ScoreFailure, Verification } from './score.ts';

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
