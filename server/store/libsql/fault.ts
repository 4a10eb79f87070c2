/** Errors of SQLite as a person who runs the server can act on them. */

/** By how the code begins (https://www.sqlite.org/rescode.html): what is wrong, and what to do. */
const SENTENCES: readonly [code: string, sentence: (file: string) => string][] = [
  ['SQLITE_CORRUPT', (file) => damaged(file, 'is damaged')],
  ['SQLITE_NOTADB', (file) => damaged(file, 'is no database, or a damaged one')],
  ['SQLITE_FULL', (file) => `The disk that holds ${file} is full. Nothing more is stored until there is room on it.`],
  ['SQLITE_READONLY', (file) => `${file} cannot be written to. Give this user the right to write there.`],
  ['SQLITE_IOERR', (file) => `Reading or writing ${file} failed: look at the disk, in the log of the system.`],
];

const damaged = (file: string, how: string): string =>
  `${file} ${how}. Restore it from a backup; to begin a new store, move its whole folder away.`;

/** The message of an error of the database in `file`: a sentence where the code is known, else what SQLite says. */
export function describe(e: unknown, file: string): string {
  const message = e instanceof Error ? e.message : String(e);
  const code = e instanceof Error && 'code' in e ? String(e.code) : '';
  const sentence = SENTENCES.find(([start]) => code.startsWith(start))?.[1];
  return sentence ? `${sentence(file)} (${message})` : message;
}
