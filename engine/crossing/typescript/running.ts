/** What runs of a candidate's TypeScript, and is counted: without types and comments, on the same lines. */
import type { Texts } from '../code/count.ts';
import { readCode } from './code.ts';

/**
 * The files that the official run can import, as JavaScript. Both of its interpreters get these and no others; the server counts the same.
 * @param entries the contract's files
 * @throws PayloadError `bad-code` where one that is needed is missing or does not parse, `too-large`
 */
export function runningTypescript(files: Texts, entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(readCode(files, entries).map(({ file, text }) => [file, text]));
}
