/**
 * Words that every page shares; each page keeps its own beside it in `words.ts`. Components hold no text of their own, so that the
 * product can be read, corrected and translated in these files alone.
 */
import { bytes, count } from './format.ts';

export const common = {
  product: 'Holdout',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  retry: 'Try again',
  reload: 'Reload the page',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'The browser did not allow copying; select the text and copy it by hand.',
  more: 'More',
  loading: 'Loading',
  loadingBytes: (what: string, done: number, total: number | null) =>
    total === null ? `Loading ${what}, ${bytes(done)}` : `Loading ${what}, ${bytes(done)} of ${bytes(total)}`,
  skipToMain: 'Skip to the main part',
  notFoundTitle: 'There is no such page',
  notFoundText: 'The address is incomplete or old. Open the link that you were given once more.',
  crashedTitle: 'This page stopped working',
  crashedText: 'What was saved is on the server, and unsaved edits stay in this browser. Reload the page to go on.',
  moduleTitle: 'A part of this page did not load',
  moduleText: 'The network was away, or the server was updated while this page was open. Reload the page.',
  items: (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`,
} as const;

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

export const themeWords = {
  label: 'Theme',
  system: 'Like the system',
  light: 'Light',
  dark: 'Dark',
  current: (name: string) => `Theme: ${name.toLowerCase()}`,
} as const;

export const shortcutWords = {
  title: 'Keyboard',
  hint: 'Keyboard shortcuts',
  key: 'Keys',
  action: 'What it does',
} as const;

export const linkWords = {
  connecting: 'Connecting',
  online: 'Connected',
  offline: 'Not connected',
  latency: (ms: number) => `Connected, ${Math.round(ms)} ms`,
  retryIn: (seconds: number) => (seconds > 0 ? `trying again in ${seconds} s` : 'trying again now'),
  retryNow: 'Try now',
  banner: 'The connection is away. Keep typing: everything stays in this browser and is sent as soon as it is back',
  endedTitle: 'This page was disconnected',
  reloadNewBuild: 'The server was updated. Reload the page when it suits you; nothing is lost.',
} as const;

export const saveWords = {
  label: 'Save state',
  spoken: 'Not saved yet. Keep typing.',
  loading: 'Opening the document',
  saved: (time: string) => `Saved ${time}`,
  savedBefore: 'Saved',
  saving: 'Saving',
  unsaved: (seconds: number) => `Not saved for ${seconds} s: the network is away; keep typing`,
  slow: (seconds: number) => `Not saved for ${seconds} s: the server has not confirmed yet; keep typing`,
  refused: (why: string) => `Not saved: ${why}`,
  volatile:
    'This browser keeps no copy of unsaved edits (private window?): do not close the page while it says not saved.',
  leave: 'Some edits are not saved on the server yet.',
} as const;

export const timerWords = {
  waiting: (minutes: number) => `${minutes} min, not started`,
  left: (face: string) => `${face} left`,
  over: (face: string) => `${face} over time`,
  paused: (face: string) => `Paused, ${face} left`,
  ended: 'Ended',
  since: (utcTime: string) => `Started ${utcTime}`,
} as const;

export const outputWords = {
  truncatedRows: (shown: number, all: number) => `${count(shown)} of ${count(all)} rows`,
  truncatedColumns: (shown: number, all: number) => `${count(shown)} of ${count(all)} columns`,
  shape: (rows: number, columns: number) => `${count(rows)} rows × ${count(columns)} columns`,
  series: (rows: number) => `${count(rows)} values`,
  gap: (rows: number) => `… ${count(rows)} rows not shown …`,
  goTo: (file: string, line: number) => `Go to ${file}, line ${line}`,
  traceback: 'Whole traceback',
  libraryFrames: (n: number) => (n === 1 ? '1 call in libraries' : `${count(n)} calls in libraries`),
  image: 'Figure without a title',
  savePng: 'Save picture',
  curve: (name: string) => `Chart: ${name}`,
  curveX: (label: string, x: string) => (label ? `${label} ${x}` : x),
  curvePoint: (y: string, label: string, x: string) => `${y} at ${label ? `${label} ${x}` : x}`,
  curveSeries: (name: string, last: string, low: string, high: string) =>
    `${name}: ${last}, lowest ${low}, highest ${high}`,
  curveNone: '–',
  stderr: 'error stream',
  weights: (total: string) => `The last value of fit holds ${total} weights`,
  streamLabel: 'Text output',
  moreLines: (n: number) => `${count(n)} lines`,
} as const;

export const runWords = {
  kind: { cell: 'cell', selection: 'selection', file: 'file', check: 'Check' },
  title: (n: number) => `Run ${n}`,
  lines: (a: number, b: number) => (a === b ? `line ${a}` : `lines ${a} to ${b}`),
  running: (seconds: number) => `Running ${seconds} s`,
  status: {
    ok: 'Finished',
    error: 'Error',
    stopped: 'Stopped',
    timeout: 'Stopped at the time limit',
    lost: 'The interpreter died',
    abandoned: 'Cut off: the page was closed or reloaded',
  },
  varsLost: 'variables were lost',
  silent: 'No output',
  omitted: 'The output of this old run is in the replay.',
  code: 'Code of this run',
  spoken: (n: number, what: string) => `Run ${n}: ${what}`,
  spokenRunning: 'running',
  checkRows: (rows: string, seconds: string) => `Check on ${rows} validation rows, ${seconds}`,
  reported: 'reported by your code',
  weights: (total: string, budget: string) => `${total} of ${budget} weights`,
  over: 'over the budget',
  attribute: 'Attribute',
  weightCount: 'Weights',
  rest: 'everything else',
} as const;

export const editorWords = {
  undo: 'Undo',
  redo: 'Redo',
  undefinedName: (name: string) => `${name} is not defined (yet)`,
} as const;

export const metricWords = {
  plusMinus: (value: string, noise: string) => `${value} ± ${noise}`,
  better: 'better',
  worse: 'worse',
  'within-noise': 'within noise',
} as const;
