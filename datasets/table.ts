/** A table of named columns as typed arrays; the one shape in which generated data travels. */

/** Real numbers; NaN is an empty cell. `decimals` fixes how many are written, so a file never depends on float printing. */
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

/** Builds a table. Throws when two columns share a name or lengths differ. */
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

/** Real-valued column, written with `decimals` digits. */
export function numbers(name: string, values: Float64Array, decimals: number): NumberColumn {
  return { kind: 'number', name, values, decimals };
}

/** Whole-number column. */
export function integers(name: string, values: Int32Array): IntegerColumn {
  return { kind: 'integer', name, values };
}

/** Text column. */
export function texts(name: string, values: string[]): TextColumn {
  return { kind: 'text', name, values };
}

/** The column of that name. Throws with the names there are. */
export function columnOf(table: Table, name: string): Column {
  const found = table.columns.find((column) => column.name === name);
  if (!found)
    throw new Error(`no column "${name}"; there are ${table.columns.map((column) => column.name).join(', ')}`);
  return found;
}

/** The numbers of a column (copies nothing). Throws for text. */
export function valuesOf(table: Table, name: string): Float64Array | Int32Array {
  const column = columnOf(table, name);
  if (column.kind === 'text') throw new Error(`column "${name}" is text, not numbers`);
  return column.values;
}

/** The rows at these positions, in this order (repeats allowed). */
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

/** The table with columns replaced where names match, and the others added at the end. */
export function withColumns(table: Table, columns: Column[]): Table {
  const fresh = new Map(columns.map((column) => [column.name, column]));
  const kept = table.columns.map((column) => {
    const replacement = fresh.get(column.name);
    fresh.delete(column.name);
    return replacement ?? column;
  });
  return createTable([...kept, ...fresh.values()]);
}

/** The table without these columns. Throws for a name that is not there. */
export function withoutColumns(table: Table, names: string[]): Table {
  for (const name of names) columnOf(table, name);
  return createTable(table.columns.filter((column) => !names.includes(column.name)));
}
