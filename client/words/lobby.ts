/** Words of the wait before the start, and of the choice of a language. */
export const lobbyWords = {
  title: 'You are in. The interview has not started yet.',
  text: 'An interviewer starts it; the task opens here by itself. You may leave this page open and do something else.',
  runtime: 'Interpreter',
  undecided: 'Loads once you have chosen a language.',
  ready: (name: string) => `${name} is loaded and will start at once.`,
  failed: (name: string) => `${name} could not be loaded ahead of time; it is tried again when the task opens.`,
  who: 'Here now',
  alone: 'Only you so far',
  browser: 'This browser',
  readTitle: 'Meanwhile: how it goes',
  read: [
    'You get a story, data and a small model that works badly. Make it better; say what you think while you do.',
    'Run cells as in a notebook. Check runs the official path on validation rows and is free.',
    'Before each score you write what you expect. A wrong expectation is no fault; it is what you learn from.',
    'Everything is saved as you type. If the network drops, keep typing.',
  ],
} as const;

export const chooseWords = {
  title: 'Choose a language',
  text: 'The task opens as soon as you have chosen. The data, the metric and what counts are the same in both.',
  refused: (why: string) => `The language stays: ${why}`,
} as const;
