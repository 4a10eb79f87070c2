/** Conditions of a filter as functions of a row. */
import { type Comparison, compares, isLike, isMissing, type Value, valueOfCell } from './cell.ts';

export type Row = readonly string[];
export type RowTest = (row: Row) => boolean;

/** One side of a comparison: a column's cell or what was typed. */
export type Side = { column: number } | { value: Value };

/** Words that compare a text with a part of it; capitals do not matter. */
export const MATCHES: Readonly<Record<string, (cell: string, wanted: string) => boolean>> = {
  like: isLike,
  ilike: isLike,
  contains: (cell, wanted) => cell.toLowerCase().includes(wanted.toLowerCase()),
  startswith: (cell, wanted) => cell.toLowerCase().startsWith(wanted.toLowerCase()),
  endswith: (cell, wanted) => cell.toLowerCase().endsWith(wanted.toLowerCase()),
};
const MISSING_WORDS = new Set(['null', 'none', 'missing', 'nan', 'na', 'empty', 'undefined']);

export const TRUE: Value = { kind: 'boolean', value: true, text: 'true' };

export function wordValue(word: string): Value {
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false') return { kind: 'boolean', value: lower === 'true', text: word };
  if (MISSING_WORDS.has(lower)) return { kind: 'missing', text: word };
  return { kind: 'text', text: word };
}

const TURNED: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
export const both =
  (a: RowTest, b: RowTest): RowTest =>
  (row) =>
    a(row) && b(row);

export function compared(left: Side, comparison: Comparison, right: Side): RowTest {
  if ('column' in left && 'column' in right)
    return (row) => {
      const [a, b] = [row[left.column] ?? '', row[right.column] ?? ''];
      return isMissing(a) || isMissing(b) ? comparison === '!=' : compares(a, comparison, valueOfCell(b));
    };
  if ('column' in left && 'value' in right) return (row) => compares(row[left.column] ?? '', comparison, right.value);
  if ('value' in left && 'column' in right) return compared(right, TURNED[comparison], left);
  const fixed = 'value' in left && 'value' in right && compares(left.value.text, comparison, right.value);
  return () => fixed;
}

export function missing(side: Side, wanted: boolean): RowTest {
  return (row) => isMissing('column' in side ? (row[side.column] ?? '') : side.value.text) === wanted;
}

export function oneOf(side: Side, values: readonly Value[]): RowTest {
  return (row) => {
    const cell = 'column' in side ? (row[side.column] ?? '') : side.value.text;
    return values.some((value) => compares(cell, '=', value));
  };
}

export function matching(side: Side, name: string, wanted: string): RowTest {
  const match = MATCHES[name] ?? isLike;
  return (row) => {
    const cell = 'column' in side ? (row[side.column] ?? '') : side.value.text;
    return !isMissing(cell) && match(cell, wanted);
  };
}
