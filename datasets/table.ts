/** A table of named columns as typed arrays: the form of all generated data. */

/**
 * Real numbers; NaN is an empty cell. `decimals` fixes how many are written, so a file never depends on float printing.
 */
export interface NumberColumn {
  kind: 'number';
  name: string;
  values: Float64Array;
  decimals: number;
}
/** Whole numbers of 32 bits, never empty. */
export interface IntegerColumn {
  kind: 'integer';
  name: string;
  values: Int32Array;
}
/** Text; '' is an empty cell. */
export interface TextColumn {
  kind: 'text';
  name: string;
  values: string[];
}
export type Column = NumberColumn | IntegerColumn | TextColumn;

/** Columns of equal length in a fixed order. Treat as immutable: functions below return new tables. */
export interface Table {
  rows: number;
  columns: Column[];
}

/**
 * Builds a table.
 *
 * @throws Error where two columns have one name or lengths differ
 *
 * @example
 * const orders = createTable([
 *   numbers('amount', Float64Array.of(12.5, 980), 2),
 *   integers('items', Int32Array.of(1, 4)),
 *   texts('city', ['Turku', 'Oulu']),
 * ]);
 * orders.rows; // 2
 */
export function createTable(columns: Column[]): Table {
  const rows = columns[0]?.values.length ?? 0;
  const names = new Set<string>();
  for (const { name, values } of columns) {
    if (names.has(name)) throw new Error(`table has two columns named "${name}"`);
    if (values.length !== rows) throw new Error(`column "${name}" has ${values.length} rows, the first one ${rows}`);
    names.add(name);
  }
  return { rows, columns };
}

/** A column of real numbers, written with `decimals` digits after the point. */
export function numbers(name: string, values: Float64Array, decimals: number): NumberColumn {
  return { kind: 'number', name, values, decimals };
}

/** A column of whole numbers of 32 bits. */
export function integers(name: string, values: Int32Array): IntegerColumn {
  return { kind: 'integer', name, values };
}

/** A column of texts. */
export function texts(name: string, values: string[]): TextColumn {
  return { kind: 'text', name, values };
}

/** The column of that name. @throws Error where there is none, with the names that there are */
export function columnOf(table: Table, name: string): Column {
  const found = table.columns.find((column) => column.name === name);
  if (!found)
    throw new Error(`no column "${name}"; there are ${table.columns.map((column) => column.name).join(', ')}`);
  return found;
}

/** The numbers of a column; not a copy. @throws Error for a text column, and as {@link columnOf} */
export function valuesOf(table: Table, name: string): Float64Array | Int32Array {
  const column = columnOf(table, name);
  if (column.kind === 'text') throw new Error(`column "${name}" is text, not numbers`);
  return column.values;
}

/** The rows at these positions (0-based), in this order; a position may be repeated. */
export function takeRows(table: Table, at: ArrayLike<number>): Table {
  const columns = table.columns.map((column): Column => {
    if (column.kind === 'number')
      return { ...column, values: Float64Array.from(at, (row) => column.values[row] as number) };
    if (column.kind === 'integer')
      return { ...column, values: Int32Array.from(at, (row) => column.values[row] as number) };
    return { ...column, values: Array.from(at, (row) => column.values[row] as string) };
  });
  return createTable(columns);
}

/** Rows `from` (inclusive) to `to` (exclusive). */
export function sliceRows(table: Table, from: number, to: number): Table {
  const columns = table.columns.map((column): Column => {
    if (column.kind === 'number') return { ...column, values: column.values.slice(from, to) };
    if (column.kind === 'integer') return { ...column, values: column.values.slice(from, to) };
    return { ...column, values: column.values.slice(from, to) };
  });
  return createTable(columns);
}

/**
 * The table with these columns: they replace columns of the same name, others are added at the end.
 * @throws as {@link createTable}
 */
export function withColumns(table: Table, columns: Column[]): Table {
  const fresh = new Map(columns.map((column) => [column.name, column]));
  const replaced = table.columns.map((column) => {
    const replacement = fresh.get(column.name);
    fresh.delete(column.name);
    return replacement ?? column;
  });
  return createTable([...replaced, ...fresh.values()]);
}

/** The table without these columns. @throws Error for a name that is not there */
export function withoutColumns(table: Table, names: string[]): Table {
  for (const name of names) columnOf(table, name);
  return createTable(table.columns.filter((column) => !names.includes(column.name)));
}
