/** Where names are defined and used, asked the same way in both languages, and the change that renames one. */
import type { OpenFile } from '../state/files.ts';

/** Offsets count UTF-16 units. */
export interface Use {
  file: OpenFile;
  start: number;
  end: number;
  /** Stand around the new name. */
  prefix: string;
  suffix: string;
}

export type Definition =
  | { kind: 'place'; file: OpenFile; start: number }
  | { kind: 'library'; name: string }
  | { kind: 'unknown' }
  | { kind: 'busy' };

export type Uses =
  | { kind: 'uses'; name: string; uses: Use[] }
  | { kind: 'refused'; why: 'none' | 'library' | 'unsure' | 'busy' }
  | { kind: 'refused'; why: 'syntax'; file: string };

/** What knows the names of a language. Offsets are of the file's text. */
export interface Symbols {
  definition(file: OpenFile, offset: number): Promise<Definition>;
  uses(file: OpenFile, offset: number): Promise<Uses>;
}

/** The edits that give every use its new name, by file; null where a use is not there any more. */
export function editsOf(
  uses: readonly Use[],
  name: string,
  next: string,
): Map<OpenFile, { start: number; end: number; text: string }[]> | null {
  const edits = new Map<OpenFile, { start: number; end: number; text: string }[]>();
  for (const { file, start, end, prefix, suffix } of uses) {
    if (file.text.toString().slice(start, end) !== name) return null;
    edits.set(file, [...(edits.get(file) ?? []), { start, end, text: prefix + next + suffix }]);
  }
  return edits;
}

/** 1-based line and 0-based column of an offset. */
export function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)?.length ?? 0 };
}

/** Offset of a 1-based line and 0-based column. */
export function offsetAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', start);
    if (end === -1) return text.length;
    start = end + 1;
  }
  return Math.min(start + column, text.length);
}
