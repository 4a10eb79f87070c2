/** Words of the candidate's page after the end. */
export const endWords = {
  title: 'The interview has ended. Thank you.',
  saved: 'Your work is saved as it was at the end.',
  unstoredTitle: 'Not stored',
  unstored: (chars: number, durable: boolean) =>
    `${chars} ${chars === 1 ? 'character' : 'characters'} typed in the last seconds were not stored: the interview had ended. They are in this ${durable ? 'browser only' : 'page only, and go with it'}.`,
  unstoredCopy: 'Download the files as they are in this browser',
  copy: 'Get a copy of your code',
  copyFailed: (why: string) => `The copy could not be made: ${why}`,
  next: 'What happens next',
  nextText:
    'The interviewers look at the code, the runs, the scores and what you wrote before them, and get in touch with you. You may close this page; the link opens your copy of the code until it expires.',
  scores: 'Your scores',
  noScores: 'You made no score.',
} as const;
