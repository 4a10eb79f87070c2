/** Words of the dialog that asks for a hypothesis, follows the official run and shows the result. */
import { reasonSentence } from '../../protocol/sentences.ts';
import { countOf } from './format.ts';

export const scoreDialogWords = {
  title: 'What do you expect?',
  lead: 'Write it before you see the result. It is kept beside the outcome, and a wrong guess counts nothing against you.',
  hypothesis: 'Hypothesis',
  hypothesisHint: 'What did you change, and why should it move the number (or not)?',
  reasonMissing: (words: number, chars: number) =>
    `${reasonSentence} So far: ${countOf(words, 'word', 'words')}, ${countOf(chars, 'character', 'characters')}.`,
  against: (n: number, value: string, name: string) => `Against score ${n} (${value}), ${name} will be`,
  againstNothing: (name: string) => `Against the code as you got it, ${name} will be`,
  directionMissing: 'Say which way you expect the number to move.',
  directions: {
    higher: { better: 'Higher (better)', same: 'About the same', worse: 'Lower (worse)' },
    lower: { better: 'Lower (better)', same: 'About the same', worse: 'Higher (worse)' },
  },
  amount: 'By how much',
  amountHint: 'Optional, in your own words: about 0.3 per row.',
  overBudget: (counted: string, where: string, budget: string) =>
    `The last count was ${counted} weights (${where}); the budget is ${budget}. Over it there is no result. If the model is smaller now, go on.`,
  countedIn: { run: (n: number) => `run ${n}`, score: 'the last score' },
  wait: (seconds: number) => `The next score is possible in ${seconds} s.`,
  submit: 'Submit hypothesis and score',
  cost: (left: number, all: number) => `This is try ${all - left + 1} of ${all}. Errors cost no try.`,
  runningTitle: 'Official run',
  stages: {
    asking: 'Asking the server',
    rows: 'Loading the hold-out rows',
    train: 'Training',
    predict: 'Predicting',
    upload: 'Sending the predictions',
    judging: 'The server computes the metric',
  },
  fit: (name: string, step: string, fit: number, fits: number) =>
    step === 'start' || fit === 0 ? `starting a fresh ${name}` : `${step}, fit ${fit} of ${fits}`,
  bytes: (done: string, total: string | null) => (total === null ? done : `${done} of ${total}`),
  left: (gone: string, left: number) => `${gone}; at most ${left} s more`,
  gone: (gone: string, limit: number) => `${gone}; the run itself may take ${limit} s`,
  cancel: 'Cancel',
  resultTitle: (n: number) => `Result ${n}`,
  failedTitle: 'No result',
  noTry: 'No try was spent.',
  printed:
    'predict or decide printed something. In a score that is not shown, as it may be rows of the hold-out; Check shows it for your validation rows.',
  publicPart: 'On the public 30 % of the hold-out; the private 70 % decides at the end.',
  done: 'Back to the code',
  refused: (why: string) => `The score was refused: ${why}`,
  secondary: 'Beside it',
} as const;
