/** Words of the connection and of the save state. */

/** What becomes of what is not saved. Only the page says so: the server does not know whether its browser keeps a copy (`durable`). */
export const keptWords = (durable: boolean): string =>
  durable
    ? 'What is not saved stays in this browser.'
    : 'This browser keeps no copy of what is not saved: copy what you need before you close or reload this page.';

export const connectionWords = {
  online: 'Connected',
  latency: (ms: number) => `Connected, ${Math.round(ms)} ms`,
  retryIn: (seconds: number) => (seconds > 0 ? `trying again in ${seconds} s` : 'trying again now'),
  retryNow: 'Try now',
  banner: 'The connection is away. Keep typing: everything stays in this browser and is sent as soon as it is back',
  bannerVolatile:
    'The connection is away. Keep typing: what you type is sent as soon as it is back, but this browser keeps no copy of it, so do not close or reload this page meanwhile',
  endedTitle: 'This page was disconnected',
  reloadNewBuild:
    'The server was updated. Reload the page when it suits you: what is saved stays, variables of a candidate are lost.',
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
  refused: (why: string, durable: boolean) => `Not saved: ${why} ${keptWords(durable)}`,
  volatile:
    'Drafts are not kept in this browser (private window, full disk, or site data cleared): do not close or reload this page while it says not saved.',
  leave: 'Some edits are not saved on the server yet.',
} as const;

/** Why a message of this page was not even sent. */
export const refusalWords = {
  messageTooLarge: 'This is larger than the server takes, so it was not sent.',
} as const;

/** How full the record of an interview is, where it matters. */
export const fullnessWords = {
  staff: (used: number, most: number, isBegun: boolean) =>
    isBegun
      ? `The record of this interview holds ${used} of ${most} MiB: outputs of runs and large pastes are not taken any more. Typing, notes, scores and the end always are.`
      : `The record of this interview holds ${used} of ${most} MiB. Near its end only small edits are taken; outputs of runs use the most.`,
  candidate:
    'The record of this interview is nearly full: large pastes are refused, and outputs of runs show here only. Typing, deleting, notes and scores go on.',
} as const;
