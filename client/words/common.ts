/** Words that every page shares. Components contain no text, so that the product can be read and corrected in this folder alone. */
import { bytes } from './format.ts';

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
  crashedText:
    'What was saved is on the server. Reload the page to go on; edits of the last moments come back where this browser keeps drafts.',
  moduleTitle: 'A part of this page did not load',
  moduleText: 'The network was away, or the server was updated while this page was open. Reload the page.',
} as const;

/** What marks of invisible characters are. */
export const typedWords = {
  invisible: 'A character that would not be seen',
} as const;

export const themeWords = {
  label: 'Theme',
  system: 'Like the system',
  light: 'Light',
  dark: 'Dark',
  current: (name: string) => `Theme: ${name.toLowerCase()}`,
} as const;
