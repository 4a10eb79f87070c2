/** What runs of a candidate's Python, and is counted. */
import { normalisedPython } from './normalise.ts';
import { reachedPython } from './reached.ts';

/**
 * The files that the official run can import, as normalised text. Both of its interpreters get these and no others; the server counts
 * the same.
 * @param entries the contract's files
 * @param explore files that are never imported
 */
export function runningPython(
  files: Readonly<Record<string, string>>,
  entries: readonly string[],
  explore: readonly string[],
): Record<string, string> {
  const reached = Object.entries(reachedPython(files, entries, explore));
  return Object.fromEntries(reached.map(([file, text]) => [file, normalisedPython(text)]));
}
