/** Sentences on failed scores that more than one side writes or reads. Every failed score costs no try; some of them say so. */
import type { ScoreFailure } from './score.ts';

/** Messages of failures that promise that no try was spent. */
export const failureSentence = {
  overBudget: (total: number, budget: number) =>
    `The model has ${total} weights; the budget is ${budget}. It cost no try.`,
  neverEnded: 'The page that ran this score never told its end. It cost no try.',
  serverFailed: 'The server failed at this score. It cost no try; try again, and tell the staff if it stays.',
  pageClosed: 'The page was closed or reloaded while the score was under way. No try was spent.',
  noAnswer: (seconds: number) => `The server did not answer within ${seconds} s. No try was spent; try again.`,
} as const;

const PROMISE = 'no try';

/** True where the failure's message states that no try was spent, so that the page need not add it. */
export const promisesNoTry = ({ message }: ScoreFailure): boolean => message.toLowerCase().includes(PROMISE);
