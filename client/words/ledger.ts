/** Words of the ledger: where the candidate stands, bug by bug. */
import type { LedgerNote, LedgerWord } from '../../protocol/ledgerRows.ts';

/** What each word means, for its tooltip. */
const MEANS: Readonly<Record<LedgerWord, string>> = {
  untouched: 'Its lines stand as they were handed out, and it shows.',
  touched: 'Its lines were changed, and it still shows, or nobody has looked yet.',
  mended: 'It does not show any more, and its lines are the scenario’s. Whether it was understood is another question.',
  'mended another way':
    'It does not show any more, in other words than the scenario’s. Whether it was understood is another question.',
  'back again': 'It was gone, and shows again.',
};
const NOTES: Readonly<Record<LedgerNote, string>> = {
  elsewhere: 'elsewhere',
  'undone elsewhere': 'undone elsewhere',
  'left out': 'left out',
};

export const ledgerWords = {
  region: 'Ledger',
  title: 'Ledger',
  rows: 'Bugs and quirks',
  none: 'This interview was made before there was a ledger.',
  nothingPlanted: 'Nothing is planted in this form.',
  columns: { number: 'Number', name: 'Planted', word: 'Where it stands', since: 'Since', said: 'Said' },
  means: (word: LedgerWord) => MEANS[word],
  beside: (word: LedgerWord) => (word === 'mended another way' ? 'another way' : word),
  note: (note: LedgerNote) => NOTES[note],
  noMeasure: 'no measure',
  noMeasureTitle: 'No probe asks for this; ask the candidate.',
  cannotTell: 'cannot tell',
  waiting: 'looking',
  said: 'Said it',
  saidTitle: (name: string, time: string) => `${name}, ${time}`,
  sayTitle: 'Tick when the candidate has said aloud what is wrong',
  asOf: (time: string) => `as of ${time}`,
  old: (minutes: number) => `${minutes} min old`,
  notLooked: 'not looked at yet',
  own: 'Faults of their own',
  doing: {
    loading: 'the interpreter is loading',
    looking: 'looking now',
    past: (done: number, of: number) => `looking at earlier moments, ${done} of ${of}`,
    failed: (why: string) => `could not look: ${why}`,
  },
  keptBy: (name: string) => `kept by ${name}’s browser`,
  keptByYou: 'kept by this browser',
  nobody: 'No staff browser that is open here can look at the code: it takes a secure page and 8 GB of memory.',
  lookNow: 'Look now',
} as const;
