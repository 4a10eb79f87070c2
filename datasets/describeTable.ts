/** Describes a table in the numbers that a scenario declares: class ratio, missing cells, sentinels, copies, order. */
import { type ColumnDescription, describeColumn, isMissing } from './describeColumn.ts';
import { duplicateShare } from './duplicateShare.ts';
import { type Column, columnOf, type Table } from './table.ts';

/** Options of {@link describeTable}. */
export interface TableQuestion {
  /** Column of 0/1 or of class names. */
  label?: string;
  /** Column whose order is checked: minutes, or text that sorts like time. */
  time?: string;
  /** Columns by whose values shares are given separately: a source, a month, the label. At most 200 values each. */
  by?: readonly string[];
  /** Values that mean something else (-999: not known), by column. */
  sentinels?: Readonly<Record<string, readonly number[]>>;
  /** Columns that identify rows; they are ignored when rows that differ in nothing else are counted. */
  ids?: readonly string[];
}

/** The rows with one value of a `by` column. Shares are parts of these rows, from 0 to 1. */
export interface GroupDescription {
  rows: number;
  /** Share of label 1; null without a 0/1 label. */
  positives: number | null;
  /** Of columns that miss any cell in the table. */
  missing: Record<string, number>;
  /** Of columns with sentinels; all of theirs together. */
  sentinels: Record<string, number>;
}

/** The result of {@link describeTable}. */
export interface TableDescription {
  rows: number;
  columns: Record<string, ColumnDescription>;
  /** Share of each value of the label; null without one. */
  classes: Record<string, number> | null;
  /** Share of label 1; null without a 0/1 label. */
  positives: number | null;
  /** By column of `by`, then by value. */
  groups: Record<string, Record<string, GroupDescription>>;
  /**
   * Rows that equal an earlier one, as written with the decimals of their columns: `whole` in all columns, `butIds` in
   * all but `ids`.
   */
  duplicates: { whole: number; butIds: number };
  /** Whether the time column never falls; null without one. */
  ordered: boolean | null;
}

const MOST_GROUPS = 200;

/**
 * Describes a table.
 * @throws Error for a column that is not there, sentinels of a text column, or a `by` column with more than 200 values
 */
export function describeTable(table: Table, question: TableQuestion = {}): TableDescription {
  const { label, time, by = [], sentinels = {}, ids = [] } = question;
  for (const name of Object.keys(sentinels))
    if (columnOf(table, name).kind === 'text') throw new Error(`column "${name}" is text and has no sentinels`);
  const columns = Object.fromEntries(
    table.columns.map((column) => [column.name, describeColumn(column, sentinels[column.name] ?? [])]),
  );
  const gaps = table.columns.filter(({ name }) => columns[name]?.missing);
  const marked = Object.entries(sentinels).map(([name, marks]) => ({ column: columnOf(table, name), marks }));
  const truth = label === undefined ? null : columnOf(table, label);
  const positivesOf = (rows: readonly number[]) =>
    truth && isBinary(truth) ? shareOf(rows, (row) => truth.values[row] === 1) : null;
  const groups = by.map((name) => {
    const rowsOf = rowsByValue(columnOf(table, name));
    if (rowsOf.size > MOST_GROUPS) throw new Error(`column "${name}" has ${rowsOf.size} values, too many to group by`);
    const described = [...rowsOf].map(([value, rows]): [string, GroupDescription] => [
      value,
      {
        rows: rows.length,
        positives: positivesOf(rows),
        missing: Object.fromEntries(
          gaps.map((column) => [column.name, shareOf(rows, (row) => isMissing(column.values[row]))]),
        ),
        sentinels: Object.fromEntries(
          marked.map(({ column, marks }) => [
            column.name,
            shareOf(rows, (row) => marks.includes(column.values[row] as number)),
          ]),
        ),
      },
    ]);
    return [name, Object.fromEntries(described)];
  });
  const all = Array.from({ length: table.rows }, (_, row) => row);
  const whole = duplicateShare(table);
  return {
    rows: table.rows,
    columns,
    classes: truth
      ? Object.fromEntries([...rowsByValue(truth)].map(([value, rows]) => [value, rows.length / table.rows]))
      : null,
    positives: positivesOf(all),
    groups: Object.fromEntries(groups),
    duplicates: { whole, butIds: ids.length ? duplicateShare(table, ids) : whole },
    ordered: time === undefined ? null : isOrdered(columnOf(table, time)),
  };
}

function rowsByValue({ values }: Column): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (let row = 0; row < values.length; row++) {
    const value = String(values[row]);
    const rows = found.get(value);
    if (rows) rows.push(row);
    else found.set(value, [row]);
  }
  return found;
}

function shareOf(rows: readonly number[], is: (row: number) => boolean): number {
  return rows.length ? rows.filter(is).length / rows.length : 0;
}

function isBinary(column: Column): boolean {
  return column.kind !== 'text' && column.values.every((value: number) => value === 0 || value === 1);
}

function isOrdered({ values }: Column): boolean {
  for (let row = 1; row < values.length; row++)
    if ((values[row] as number | string) < (values[row - 1] as number | string)) return false;
  return true;
}
