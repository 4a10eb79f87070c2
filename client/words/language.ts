/** The two languages, wherever a page names them. */
/** The two languages, wherever a page names them. */
export const languageWords = {
  name: { python: 'Python', typescript: 'TypeScript' },
  label: 'Language',
  about: {
    python: 'numpy, pandas and scikit-learn, run by Pyodide in this browser.',
    typescript: 'TensorFlow.js with danfojs or Arquero, and Observable Plot, run in this browser.',
  },
  open: 'You can change it until your first run; files of both stay.',
  missing: 'Choose a language.',
  none: 'not chosen yet',
  /** The compatibility page, for candidates. */
  helpAddress: '/help/typescript',
  help: 'TypeScript here: libraries, contract, pitfalls (opens a tab)',
  helpShort: 'More (opens a tab)',
  /** Where no language is known yet. */
  interpreter: 'The interpreter',
} as const;
