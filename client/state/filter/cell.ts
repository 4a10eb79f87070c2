/** How a cell of a CSV file is compared with what was typed. */

/** What a column is compared with. */
export type Value =
  | { kind: 'number'; value: number; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'date'; text: string }
  | { kind: 'boolean'; value: boolean; text: string }
  | { kind: 'missing'; text: string };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** What a missing value is written as; the same that pandas reads as missing. */
const MISSING = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', 'None', '<NA>']);

export const isMissing = (cell: string): boolean => MISSING.has(cell);

/** The number of a cell; NaN where it holds none. True and False count as 1 and 0, as in Python. */
export function numberOf(cell: string): number {
  if (cell === 'True' || cell === 'true') return 1;
  if (cell === 'False' || cell === 'false') return 0;
  return cell.trim() === '' ? Number.NaN : Number(cell);
}

const DATE_CELL = /^\d{4}-\d{2}-\d{2}/;
const dateText = (text: string): string => text.replace('T', ' ').replace(/Z$/, '');

/** Below 0, 0 or above 0 as a cell is before, at or after a value; null where they cannot be compared. */
function order(cell: string, value: Value): number | null {
  switch (value.kind) {
    case 'number': {
      const number = numberOf(cell);
      if (!Number.isNaN(number)) return number - value.value;
      // A year, for a column of dates.
      return DATE_CELL.test(cell) && /^\d{4}$/.test(value.text) ? compareText(cell.slice(0, 4), value.text) : null;
    }
    case 'boolean': {
      const number = numberOf(cell);
      return Number.isNaN(number) ? null : number - Number(value.value);
    }
    case 'date': {
      // A day holds all its moments, a month all its days.
      const wanted = dateText(value.text);
      return DATE_CELL.test(cell) ? compareText(dateText(cell).slice(0, wanted.length), wanted) : null;
    }
    case 'text': {
      const [a, b] = [numberOf(cell), numberOf(value.text)];
      // "007" is a text, as long as it is compared for being the same.
      if (cell !== value.text && !Number.isNaN(a) && !Number.isNaN(b)) return a - b;
      return compareText(cell, value.text);
    }
    default:
      return null;
  }
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** True where the cell compares so; a missing cell is different from everything and neither before nor after it. */
export function compares(cell: string, comparison: Comparison, value: Value): boolean {
  const missing = isMissing(cell);
  if (value.kind === 'missing' || (value.kind === 'text' && value.text === '')) {
    return comparison === '=' ? missing : comparison === '!=' ? !missing : false;
  }
  const at = missing ? null : order(cell, value);
  if (at === null || Number.isNaN(at)) return comparison === '!=';
  switch (comparison) {
    case '=':
      return at === 0;
    case '!=':
      return at !== 0;
    case '<':
      return at < 0;
    case '<=':
      return at <= 0;
    case '>':
      return at > 0;
    case '>=':
      return at >= 0;
  }
}

/** A cell as a value, for a comparison of two columns. */
export function valueOfCell(cell: string): Value {
  if (isMissing(cell)) return { kind: 'missing', text: cell };
  const number = numberOf(cell);
  if (!Number.isNaN(number)) return { kind: 'number', value: number, text: cell };
  return { kind: DATE_CELL.test(cell) ? 'date' : 'text', text: cell };
}

/**
 * True where a text fits a pattern of SQL: `%` and `*` stand for any characters, `_` for one; without any of them the pattern is looked
 * for inside. Capitals do not matter. Steps back to the last `%` only, so that no pattern takes long.
 */
export function isLike(text: string, pattern: string): boolean {
  const [t, p] = [text.toLowerCase(), pattern.toLowerCase().replaceAll('*', '%')];
  if (!/[%_]/.test(p)) return t.includes(p);
  let [i, j, star, from] = [0, 0, -1, 0];
  while (i < t.length) {
    if (j < p.length && p[j] === '%') {
      star = j++;
      from = i;
    } else if (j < p.length && (p[j] === '_' || p[j] === t[i])) {
      i += 1;
      j += 1;
    } else if (star !== -1) {
      j = star + 1;
      i = ++from;
    } else return false;
  }
  while (p[j] === '%') j += 1;
  return j === p.length;
}
