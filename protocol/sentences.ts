/** Sentences on failed scores that more than one side writes or reads. No failed score costs a try; some sentences state it. */
import type { ScoreFailure } from './score.ts';

/** Seconds after which a page gives up on the server's answer to a score. */
export const SCORE_ANSWER_SECONDS = 60;

/** Messages of failures that state that no try was spent. Stored events hold them: a change leaves old events as they are. */
export const failureSentence = {
  overBudget: (total: number, budget: number) =>
    `The model has ${total} weights; the budget is ${budget}. It cost no try.`,
  neverEnded: 'The page that ran this score never told its end. It cost no try.',
  serverFailed: 'The server failed at this score. It cost no try; try again, and tell the staff if it stays.',
  pageClosed: 'The page was closed or reloaded while the score was under way. No try was spent.',
  noTries: 'All tries of this interview were used when the result came.',
  noAnswer: `The server did not answer within ${SCORE_ANSWER_SECONDS} s. No try was spent; try again.`,
} as const;

/**
 * True where the failure's message states that no try was spent, so that the page need not add it. Code and stage decide it; where two
 * failures share both, the whole message is one of the sentences above or is not: words inside a message decide nothing.
 */
export function statesNoTry({ code, stage, message }: ScoreFailure): boolean {
  switch (code) {
    case 'over-budget':
      return true;
    case 'server':
      return stage === 'score' || message === failureSentence.noAnswer;
    case 'lost':
      return message === failureSentence.neverEnded || message === failureSentence.pageClosed;
    default:
      return false;
  }
}
