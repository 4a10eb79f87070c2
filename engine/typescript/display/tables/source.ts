/** Which values are tables: danfojs frames and series, arquero tables, arrays of plain objects. */
import { ColumnTable } from 'arquero';
import { DataFrame, Series } from 'danfojs';
import { short32, type TableColumn, type TableSource } from './item.ts';

/** The table that a value is, or null. Reading it changes nothing and makes no tensor. */
export function tableSource(value: unknown): TableSource | null {
  if (value instanceof DataFrame) return frameSource(value);
  if (value instanceof Series) return seriesSource(value);
  if (value instanceof ColumnTable) return arqueroSource(value);
  return Array.isArray(value) ? rowsSource(value) : null;
}

/** As much of a danfojs frame or series as a table needs. */
interface Framed {
  shape: number[];
  dtypes: string[];
  columns: (string | number)[];
  index: (string | number)[];
  values: unknown;
}

const floats = (dtype: string | undefined, value: unknown): unknown =>
  dtype === 'float32' && typeof value === 'number' ? short32(value) : value;

const indexOf = ({ index }: Framed): TableColumn => ({ name: '', dtype: 'index', at: (row) => index[row] });

function frameSource(frame: DataFrame): TableSource {
  const { shape, dtypes, columns, values, index } = frame as unknown as Framed;
  const rows = values as unknown[][];
  return {
    kind: 'frame',
    rows: shape[0] ?? 0,
    columns: columns.map((name, i) => ({
      name: String(name),
      dtype: dtypes[i] ?? '',
      at: (row) => floats(dtypes[i], rows[row]?.[i]),
    })),
    index: indexOf({ index } as Framed),
  };
}

function seriesSource(series: Series): TableSource {
  const { dtypes, columns, values, index } = series as unknown as Framed;
  const cells = values as unknown[];
  const name = String(columns[0] ?? 'value');
  const [dtype = ''] = dtypes;
  return {
    kind: 'series',
    rows: cells.length,
    // danfojs calls a nameless series "0".
    columns: [{ name: name === '0' ? 'value' : name, dtype, at: (row) => floats(dtype, cells[row]) }],
    index: indexOf({ index } as Framed),
  };
}

function arqueroSource(table: ColumnTable): TableSource {
  const rows = table.numRows();
  return {
    kind: 'frame',
    rows,
    columns: table.columnNames().map((name) => {
      // By the order of the table, filtered rows left out.
      const at: (row: number) => unknown = table.getter(name);
      const data: unknown = table.data()[name];
      if (data instanceof Float32Array) return { name, dtype: 'float32', at: (row) => short32(Number(at(row))) };
      return { name, dtype: ArrayBuffer.isView(data) ? typedName(data) : dtypeOf(rows, at), at };
    }),
  };
}

const typedName = (data: ArrayBufferView): string => data.constructor.name.replace(/Array$/, '').toLowerCase();

/** Rows whose first and last ones are plain objects; columns in the order in which they first occur there. */
function rowsSource(rows: readonly unknown[]): TableSource | null {
  const sample = rows.length <= 200 ? rows : [...rows.slice(0, 150), ...rows.slice(-50)];
  if (rows.length === 0 || !sample.every(isPlain)) return null;
  const names = [...new Set(sample.flatMap((r) => Object.keys(r)))];
  if (names.length === 0) return null;
  const at = (row: number, name: string): unknown => (rows[row] as Record<string, unknown> | undefined)?.[name];
  return {
    kind: 'frame',
    rows: rows.length,
    columns: names.map((name) => ({
      name,
      dtype: dtypeOf(rows.length, (row) => at(row, name)),
      at: (row) => at(row, name),
    })),
  };
}

/** True for objects made by `{…}` or without a prototype; another realm's `Object` counts too. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const SAMPLE = 1000;

/** The JavaScript type of a column's values, from up to a thousand rows spread over it; `mixed` where there are several. */
export function dtypeOf(rows: number, at: (row: number) => unknown): string {
  const found = new Set<string>();
  const step = Math.max(1, Math.floor(rows / SAMPLE));
  for (let row = 0; row < rows; row += step) {
    const value = at(row);
    if (value === null || value === undefined) continue;
    found.add(value instanceof Date ? 'date' : Array.isArray(value) ? 'array' : typeof value);
  }
  const [only = 'empty'] = found;
  return found.size > 1 ? 'mixed' : only;
}
