/** Data files as text, rows, arquero tables and danfojs frames. */
import { type ColumnTable, table } from 'arquero';
import { DataFrame } from 'danfojs';
import { environment } from '../display/environment.ts';
import { type CsvTable, parseCsv } from './csv.ts';

/**
 * The text of a data file.
 * @param path its name, as in the list of data: `'train.csv'`.
 * @throws Error where there is no such file.
 */
export function readText(path: string): string {
  return new TextDecoder().decode(environment().read(path));
}

/**
 * The rows of a CSV file as plain objects, one property a column.
 *
 * A column is numeric if every cell that is not empty is a number; an empty cell is then `NaN`. In all other columns cells are
 * text and an empty cell is `''`.
 * @example const rows = readRows<Transfer>('train.csv');
 * @param path name of the file.
 * @throws Error where there is no such file, or a line has another number of cells than the first.
 */
export function readRows<T extends object = Record<string, number | string>>(path: string): T[] {
  const { names, columns, rows } = readCsv(path);
  const all = new Array<T>(rows);
  // A copy of an object that has all keys is made several times faster than one that grows key by key.
  const pattern = Object.fromEntries(names.map((name) => [name, '' as number | string]));
  for (let i = 0; i < rows; i++) {
    const row = { ...pattern };
    for (let c = 0; c < names.length; c++) row[names[c] ?? ''] = columns[c]?.[i] ?? '';
    all[i] = row as T;
  }
  return all;
}

/**
 * A CSV file as an arquero table; types of columns as in `readRows`.
 * @param path name of the file.
 */
export function readTable(path: string): ColumnTable {
  const { names, columns } = readCsv(path);
  return table(names.map((name, i) => [name, columns[i] ?? []] as [string, ArrayLike<unknown>]));
}

/**
 * A CSV file as a danfojs DataFrame; types of columns as in `readRows`. Mind danfojs with missing values: its means, sorts and
 * scalers do not leave NaN out. `describe`, `groupMean` and `sortBy` of this module do.
 * @param path name of the file.
 */
export function readFrame(path: string): DataFrame {
  const { names, columns, rows } = readCsv(path);
  // Types are given, because danfojs would guess them from the first rows only. None is `int32`: scaling such a column or
  // adding fractions to it would cut the results to whole numbers.
  const dtypes = columns.map((c) => (c instanceof Float64Array ? 'float32' : 'string'));
  const values = Array.from({ length: rows }, (_, i) => columns.map((c) => c[i] ?? ''));
  return new DataFrame(values, { columns: names, dtypes });
}

function readCsv(path: string): CsvTable {
  try {
    return parseCsv(readText(path));
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Line ')) throw new Error(`${path}: ${error.message}`);
    throw error;
  }
}
