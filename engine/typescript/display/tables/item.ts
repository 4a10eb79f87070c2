/** A table item from anything that can say its columns and cells: head and tail, capped as protocol/output.ts wants it. */
import type { TableCell, TableItem } from '../../../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../../../protocol/outputCaps.ts';
import { inspect } from '../inspect.ts';
import { cut } from '../text.ts';

/** A column or the index: its name, type, and the value of each row. */
export interface TableColumn {
  name: string;
  dtype: string;
  at(row: number): unknown;
}

/** A table as it is in memory. */
export interface TableSource {
  kind: TableItem['kind'];
  rows: number;
  columns: readonly TableColumn[];
  /** Row numbers from 0 where there is none. */
  index?: TableColumn;
}

const ROW_NUMBERS: TableColumn = { name: '', dtype: 'int32', at: (row) => row };

/** The first and last rows of a table, fewer where the text of the cells would exceed the cap. */
export function tableItem(source: TableSource): TableItem {
  const columns = source.columns.slice(0, OUTPUT_CAPS.tableColumns);
  for (let limit: number = OUTPUT_CAPS.tableRows; ; limit = Math.floor(limit / 2)) {
    const item = part(source, columns, limit);
    if (limit <= 2 || chars(item) <= OUTPUT_CAPS.tableChars) return item;
  }
}

function part(source: TableSource, columns: readonly TableColumn[], limit: number): TableItem {
  const { rows: total, index = ROW_NUMBERS } = source;
  const head = total > limit ? limit - Math.floor(limit / 4) : total;
  const shown = Array.from({ length: Math.min(total, limit) }, (_, i) => (i < head ? i : total - limit + i));
  return {
    type: 'table',
    kind: source.kind,
    columns: columns.map(({ name, dtype }) => ({ name: short(name), dtype: short(dtype) })),
    index: {
      name: short(index.name),
      dtype: short(index.dtype),
      labels: shown.map((row) => cell(index.at(row))),
    },
    rows: shown.map((row) => columns.map((c) => cell(c.at(row)))),
    head,
    shape: [total, source.columns.length],
  };
}

const short = (text: string): string => cut(String(text), OUTPUT_CAPS.cellChars);

/** A value as a cell: number, text, boolean or null; what JSON has no word for comes as text. */
function cell(value: unknown): TableCell {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'string':
      return short(value);
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : short(String(value));
    default:
      return short(
        value instanceof Date ? day(value) : inspect(value, { depth: 1, breakAt: Number.POSITIVE_INFINITY }),
      );
  }
}

function day(value: Date): string {
  return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString().replace(/T00:00:00\.000Z$/, '');
}

/** The shortest number that a 32-bit float prints as: 0.1 and not 0.10000000149011612. */
export function short32(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(8)) : value;
}

function chars(item: TableItem): number {
  const size = (c: TableCell): number => (typeof c === 'string' ? c.length : 8);
  const sum = (cells: readonly TableCell[]): number => cells.reduce<number>((n, c) => n + size(c), 0);
  const heads = item.columns.reduce((n, c) => n + c.name.length + c.dtype.length, 0);
  return heads + sum(item.index.labels) + item.rows.reduce((n, r) => n + sum(r), 0);
}
