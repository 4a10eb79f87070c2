/** Sentences on failed scores that more than one side writes or reads. No failed score costs a try; some sentences state it. */
import { LIMITS } from './limits.ts';
import type { ScoreFailure, WeightInventory } from './score.ts';

/** Seconds after which a page gives up on the server's answer to a score. */
export const SCORE_ANSWER_SECONDS = 60;

/** Asked of a hypothesis; the server refuses with it, and the dialog says it in place. */
export const reasonSentence = `Say in a few words why the number should move: at least ${LIMITS.reasonWords} words and ${LIMITS.reasonChars} characters.`;

const grouped = (n: number): string => n.toLocaleString('en');
/** Items of an inventory that a sentence names. */
const NAMED = 3;

/** " Most are in a (3), b (2) and c (1)." */
function mostOf({ items }: WeightInventory): string {
  const named = items.slice(0, NAMED).map(({ path, count }) => `${path} (${grouped(count)})`);
  if (named.length === 0) return '';
  const last = named.pop() as string;
  return ` Most are in ${named.length > 0 ? `${named.join(', ')} and ${last}` : last}.`;
}

/** Messages of failures that state that no try was spent. Stored events hold them: a change leaves old events as they are. */
export const failureSentence = {
  overBudget: (weights: WeightInventory, budget: number) =>
    `The model has ${grouped(weights.total)} weights; the budget is ${grouped(budget)}.${mostOf(weights)} It cost no try.`,
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
