/** Which of the candidate's Python files the official run can import: only these are there, and only these count. */
import { type Piece, piecesOf, SourceEnd } from './scanner.ts';

const ENDING = '.py';
/** Names by which a file can be imported that no import statement spells. */
const BY_VALUE = new Set(['__import__', 'import_module', 'importlib', 'exec', 'eval', 'runpy', 'pkgutil']);

interface Imports {
  /** Every name in an import statement. */
  names: Set<string>;
  /** `from package import *`: the package may say what else it holds. */
  all: boolean;
}

/** What a text imports; null where it may import what it does not spell. */
function importsOf(text: string): Imports | null {
  let pieces: Piece[];
  try {
    pieces = piecesOf(text);
  } catch (error) {
    if (error instanceof SourceEnd) return null;
    throw error;
  }
  const found: Imports = { names: new Set(), all: false };
  let line: string[] = [];
  const end = (): void => {
    if (line.includes('import')) {
      for (const word of line) found.names.add(word);
      found.all ||= line.includes('*');
    }
    line = [];
  };
  let before = '';
  for (const { kind, start, end: stop } of pieces) {
    if (kind === 'newline') end();
    if (kind !== 'code') continue;
    const word = text.slice(start, stop);
    // A method of the same name, as `model.eval()`, is another thing.
    if (BY_VALUE.has(word) && (before !== '.' || word === 'import_module')) return null;
    line.push(word);
    before = word;
  }
  end();
  return found;
}

/** Whether an import may mean this file: by the name of its module, or of its package. */
function meant(file: string, { names, all }: Imports): boolean {
  const parts = file.slice(0, -ENDING.length).split('/');
  const last = parts.pop() ?? '';
  const folder = parts.at(-1) ?? '';
  return names.has(last) || ((last === '__init__' || all) && names.has(folder));
}

/**
 * The contract's files that are there, and every file that they import, directly or not. Rather a file too many than one too few: a name
 * in an import statement is taken for each file that has it.
 * @param never files that are never imported: for exploration
 */
export function reachedPython(
  files: Readonly<Record<string, string>>,
  entries: readonly string[],
  never: readonly string[],
): Record<string, string> {
  const open = Object.keys(files).filter((file) => file.endsWith(ENDING) && !never.includes(file));
  // A set walks on to what is added while it is walked.
  const reached = new Set(open.filter((file) => entries.includes(file)));
  for (const file of reached) {
    const imports = importsOf(files[file] ?? '');
    for (const other of open) if (imports === null || meant(other, imports)) reached.add(other);
  }
  return Object.fromEntries(open.filter((file) => reached.has(file)).map((file) => [file, files[file] ?? '']));
}
