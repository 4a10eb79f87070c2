/** Every sentence for people that the sandbox shows. Runs and states carry codes and figures; this file turns them into words. */

/** Why an interpreter is no longer there. `detail`: the message of the runtime, the browser or the network. */
export type Loss =
  /** The page ended it. */
  | { code: 'ended' }
  /** The sandbox was disposed. */
  | { code: 'disposed' }
  /** The frame no longer answered and was replaced. */
  | { code: 'silent' }
  /** It was not ready after this many seconds. */
  | { code: 'late'; seconds: number }
  /** It ended without a word: it closed itself, or the browser ended it for want of memory. */
  | { code: 'gone' }
  /** It answers nothing although nothing was asked to run. */
  | { code: 'stuck' }
  /** It sent messages beyond all bounds. */
  | { code: 'flood' }
  /** A call broke the interpreter itself, by calls nested too deeply. */
  | { code: 'recursion' }
  /** Runtime or data could not be loaded; the interpreter could not be started; its worker failed; a call broke it otherwise. */
  | { code: 'load' | 'start' | 'crash' | 'call'; detail: string };

const FLOOD = 'The program sent messages without end and was ended.';
const DISPOSED = 'The sandbox was disposed.';

/** One sentence for why an interpreter is gone. */
export function lossText(loss: Loss): string {
  switch (loss.code) {
    case 'ended':
      return 'The interpreter was ended.';
    case 'disposed':
      return DISPOSED;
    case 'silent':
      return 'The sandbox did not answer and was replaced.';
    case 'late':
      return `It was not ready after ${loss.seconds} s. Press Restart to try again; close other tabs first if the machine is busy.`;
    case 'gone':
      return 'It ended by itself: it used up the memory that the browser gives it, or the program closed it.';
    case 'stuck':
      return 'It no longer answered: something that the program had started (a timer, a callback) went on without end.';
    case 'flood':
      return FLOOD;
    case 'recursion':
      return 'Calls were nested too deeply: recursion without end?';
    case 'load':
    case 'start':
    case 'crash':
    case 'call':
      return loss.detail;
  }
}

/** Notices in the output of a run, on what ended it; `title` is the runtime's name. */
export const runNotices = (title: string) => ({
  stopped: `Stopped. ${title} had to be restarted: variables are gone, files are not.`,
  caught:
    'Stop was pressed. The code caught that, or ended by itself at the same moment; variables are as it left them.',
  timeout: (seconds: number) =>
    `Ended after ${seconds} s, the limit of one run. ${title} had to be restarted: variables are gone, files are not.`,
  interrupted: (seconds: number) =>
    `Ended after ${seconds} s, the limit of one run. Variables are as the code left them.`,
  lostBefore: (loss: Loss) =>
    `${title} ended after the last run and was restarted: variables are gone, files are not. ${lossText(loss)}`,
  lost: (loss: Loss) => `${title} ended and was restarted: variables are gone, files are not. ${lossText(loss)}`,
  heap: (mebibytes: number) =>
    `${title} held ${mebibytes} MiB of memory, which it cannot give back, and was restarted: variables are gone, files are not.`,
});

/** Why something that was asked of the sandbox is refused. */
export const refusals = {
  disposed: DISPOSED,
  running: 'A run is under way; stop it first.',
  official: 'An official run is already under way.',
  noContract: 'This sandbox was made without a contract; it cannot run officially.',
  noRows: 'A score needs the hold-out rows.',
} as const;

/** How an official run ended without a result. */
export const officialWords = {
  timeout: (seconds: number) => `Not done after ${seconds} s, the limit of an official run.`,
  cancelled: 'Cancelled.',
  lost: (why: string) => `The official run broke: ${why}`,
  lostState: (names: readonly string[]) =>
    `Training changed ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' and more' : ''}, and predict runs in another interpreter, which has that as it is after the import: only what fit returns crosses. Return it from fit.`,
  printed: (batch: number) => `Printed while batch ${batch} was predicted:`,
  printedMore: (batches: number) =>
    batches === 1 ? '1 more batch printed something else.' : `${batches} more batches printed something else.`,
  cannotCross: (why: string) => `What fit returned cannot cross to predict: ${why}`,
} as const;

/** What went wrong while frame and runtime were loaded. */
export const loadWords = {
  noFrame: (url: string) =>
    `The sandbox at ${url} does not answer. Reload the page; if it stays so, an extension may block it.`,
  noWorkers: 'This browser cannot start the interpreter. Use Chrome, Edge or Firefox.',
  offline: (url: string) => `${url} could not be loaded: the connection failed.`,
  refused: (url: string, status: number) => `${url} could not be loaded: the server answered ${status}.`,
  empty: (url: string) => `${url} came without a body`,
  damaged: (url: string) => `${url} is damaged: its sha256 is not the expected one.`,
} as const;
