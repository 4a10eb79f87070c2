/** Rows in whatever form `load` returns them: objects, a danfojs frame, an arquero table, an object of columns. */
import { OfficialError } from './error.ts';

type Columns = Record<string, unknown>;

interface Frame {
  columns: string[];
  shape: [number, number];
  iloc(pick: { rows: number[] }): Frame;
  column(name: string): { values: unknown[] };
  drop(options: { columns: string[] }): Frame;
  resetIndex(): Frame;
}

interface Table {
  numRows(): number;
  columnNames(): string[];
  array(name: string): ArrayLike<unknown>;
  reify(indices: number[]): Table;
  select(names: string[]): Table;
}

/** A place among rows, from 0. */
export type Positions = readonly number[] | Uint32Array;

const isObject = (value: unknown): value is Columns => typeof value === 'object' && value !== null;
const has = (value: unknown, ...names: string[]): boolean =>
  isObject(value) && names.every((name) => typeof (value as Columns)[name] === 'function');
const isFrame = (rows: unknown): rows is Frame => has(rows, 'iloc', 'column', 'drop');
const isTable = (rows: unknown): rows is Table => has(rows, 'numRows', 'columnNames', 'reify');
/** An array or a typed array. */
export const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/**
 * Number of rows. All columns of an object have one length.
 * @throws OfficialError `bad-rows`.
 */
export function count(rows: unknown, by = 'load'): number {
  if (isList(rows)) return rows.length;
  if (isFrame(rows)) return rows.shape[0];
  if (isTable(rows)) return rows.numRows();
  if (isObject(rows) && Object.keys(rows).length > 0) {
    const lengths = Object.entries(rows).map(([name, part]) => [name, count(part, by)] as const);
    const [, first] = lengths[0] as readonly [string, number];
    if (lengths.every(([, length]) => length === first)) return first;
    const listed = lengths.map(([name, length]) => `${name} ${length}`).join(', ');
    throw new OfficialError('bad-rows', `${by} returned columns of different lengths: ${listed}`);
  }
  const kind = rows === null ? 'null' : typeof rows;
  throw new OfficialError(
    'bad-rows',
    `${by} returned ${kind}, not rows: return an array of objects, a danfojs DataFrame, an arquero table or an object of columns`,
  );
}

/** The rows at the given positions, numbered afresh. */
export function take(rows: unknown, positions: Positions): unknown {
  if (Array.isArray(rows)) return Array.from(positions, (at) => rows[at]);
  if (isList(rows)) {
    const Kind = rows.constructor as new (length: number) => Columns & { length: number };
    const picked = new Kind(positions.length) as unknown as unknown[];
    for (let i = 0; i < positions.length; i++) picked[i] = rows[positions[i] as number];
    return picked;
  }
  if (isFrame(rows)) return rows.iloc({ rows: Array.from(positions) }).resetIndex();
  if (isTable(rows)) return rows.reify(Array.from(positions));
  return Object.fromEntries(Object.entries(rows as Columns).map(([name, part]) => [name, take(part, positions)]));
}

/** Whether there is a column of that name. */
export function hasColumn(rows: unknown, name: string): boolean {
  if (Array.isArray(rows)) return isObject(rows[0]) && name in rows[0];
  if (isFrame(rows)) return rows.columns.includes(name);
  if (isTable(rows)) return rows.columnNames().includes(name);
  if (!isObject(rows) || isList(rows)) return false;
  return name in rows || Object.values(rows).some((part) => (isFrame(part) || isTable(part)) && hasColumn(part, name));
}

/**
 * A column as a list.
 * @throws OfficialError `bad-rows`, naming the function that dropped it.
 */
export function column(rows: unknown, name: string, by: string): unknown[] {
  if (!hasColumn(rows, name))
    throw new OfficialError('bad-rows', `${by} returned rows without the column ${name}: keep it`);
  if (Array.isArray(rows)) return rows.map((row: Columns) => row[name]);
  if (isFrame(rows)) return Array.from(rows.column(name).values);
  if (isTable(rows)) return Array.from(rows.array(name));
  const own = (rows as Columns)[name];
  if (own !== undefined) return Array.from(own as ArrayLike<unknown>);
  return column(
    Object.values(rows as Columns).find((part) => hasColumn(part, name)),
    name,
    by,
  );
}

/** The rows without a column, the given ones unchanged. */
export function without(rows: unknown, name: string): unknown {
  if (!hasColumn(rows, name)) return rows;
  if (Array.isArray(rows)) return rows.map(({ [name]: _, ...row }: Columns) => row);
  if (isFrame(rows)) return rows.drop({ columns: [name] });
  if (isTable(rows)) return rows.select(rows.columnNames().filter((other) => other !== name));
  const kept = Object.entries(rows as Columns).filter(([key]) => key !== name);
  return Object.fromEntries(
    kept.map(([key, part]) => [key, isFrame(part) || isTable(part) ? without(part, name) : part]),
  );
}
