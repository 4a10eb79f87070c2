/** The candidate's code as the ledger looks at it: which of it counts, its name, and which side of its regions it holds. */

import type { StaffBundle } from '../../../protocol/bundle.ts';
import { ENDING } from '../../../protocol/language.ts';
import type { LedgerFacts, LedgerSnapshot } from '../../../protocol/ledger.ts';
import { stateOfRegions } from '../../../protocol/regionState.ts';

type Files = Readonly<Record<string, string>>;

/** What probes work with: files of the language that are not for exploring. */
export function contractFiles({ candidate: { files: handedOut, language } }: StaffBundle, files: Files): Files {
  const explore = new Set(handedOut.filter(({ kind }) => kind === 'explore').map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(files)
      .filter(([name]) => name.endsWith(ENDING[language]) && !explore.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Texts that run over several lines: inside them a line that looks like a comment may be none. */
const LONG_TEXT = /"""|'''|`/;

/** A file without what changes nothing: empty lines, blanks at the end of lines and, where that is sure, lines of comment. */
function plain(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  const isSure = !LONG_TEXT.test(text);
  return lines.filter((line) => line !== '' && !(isSure && /^\s*(#|\/\/)/.test(line))).join('\n');
}

/** SHA-256 as hex of code, probes and data: where all are the same, so are the answers. */
export async function keyOf(
  { candidate, seed, drawn }: StaffBundle,
  facts: LedgerFacts,
  files: Files,
): Promise<string> {
  const code = Object.entries(files).map(([name, text]) => [name, plain(text)]);
  const what = [candidate.slug, candidate.version, candidate.contract, seed, drawn, facts, code];
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(what)));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Which side of its regions the code holds, by planted bug; bugs without regions are left out. */
export function linesOf({ bugs }: LedgerFacts, files: Files): LedgerSnapshot['lines'] {
  return Object.fromEntries(
    bugs.flatMap(({ id, regions }) => {
      const state = stateOfRegions(regions, files);
      return state ? [[id, state]] : [];
    }),
  );
}
