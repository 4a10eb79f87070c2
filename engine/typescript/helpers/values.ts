/** Lists of values, and what counts as missing in them. */

import { ColumnTable } from 'arquero';
import { DataFrame, Series } from 'danfojs';

/** A list of values: an array, a typed array, a danfojs Series. */
export type Values = ArrayLike<unknown> | Series;
/** Rows: an array of plain objects, a danfojs DataFrame, an arquero table. */
export type Rows = readonly object[] | DataFrame | ColumnTable;

/** True for null, undefined, NaN and the empty text. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (typeof value === 'number' && Number.isNaN(value));
}

/** A list as an array. */
export function listOf(values: Values): ArrayLike<unknown> {
  return values instanceof Series ? (values.values as unknown[]) : values;
}

/** The numbers among values. Missing ones are left out. @throws TypeError where one is neither. */
export function numbersOf(values: Values): number[] {
  const list = listOf(values);
  const numbers: number[] = [];
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value === 'number' || typeof value === 'boolean') {
      if (!Number.isNaN(value)) numbers.push(Number(value));
    } else if (!isMissing(value)) {
      throw new TypeError(`Value ${i} is ${JSON.stringify(value) ?? typeof value}, not a number.`);
    }
  }
  return numbers;
}

/** The columns of rows by name, each as a list. */
export function columnsOf(rows: Rows): Map<string, ArrayLike<unknown>> {
  if (rows instanceof DataFrame) {
    const values = rows.values as unknown[][];
    return new Map(rows.columns.map((name: string, i: number) => [String(name), values.map((row) => row[i])]));
  }
  if (rows instanceof ColumnTable) {
    return new Map(rows.columnNames().map((name) => [name, Array.from(rows.array(name) as ArrayLike<unknown>)]));
  }
  const names = new Set(rows.slice(0, 1_000).flatMap((row) => Object.keys(row)));
  return new Map([...names].map((name) => [name, rows.map((row) => (row as Record<string, unknown>)[name])]));
}
