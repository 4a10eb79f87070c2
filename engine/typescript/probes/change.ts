/** Rows with something changed, whatever form they have; the given ones stay as they are. */
import { hasColumn, isList, type Positions, take } from '../official/rows.ts';

type Cells = Record<string, unknown>;
interface Frame {
  columns: string[];
  dtypes: string[];
  values: unknown[][];
  column(name: string): { values: unknown[] };
  addColumn(name: string, values: unknown[], options: { inplace: true }): void;
}
interface Columnar {
  columnNames(): string[];
  array(name: string): ArrayLike<unknown>;
  assign(columns: Cells): Columnar;
}

const has = (value: unknown, ...names: string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => typeof (value as Cells)[name] === 'function');
const isFrame = (rows: unknown): rows is Frame => has(rows, 'iloc', 'column', 'addColumn');
const isTable = (rows: unknown): rows is Columnar => has(rows, 'columnNames', 'array', 'assign');
const isNumbers = (value: unknown): value is Float32Array => ArrayBuffer.isView(value) && !(value instanceof DataView);

/** A copy of a row, of the same class. */
const rowCopy = (row: unknown): unknown =>
  typeof row === 'object' && row !== null && !isList(row)
    ? Object.assign(Object.create(Object.getPrototypeOf(row)), row)
    : Array.isArray(row)
      ? [...row]
      : row;

/**
 * Rows at the given places, which may name one several times: danfojs' own picking takes each once, and its copies share
 * their values.
 */
export function repeated(rows: unknown, places: Positions): unknown {
  if (!isFrame(rows)) return take(rows, places);
  const { values, columns, dtypes } = rows;
  const Frame = rows.constructor as new (
    values: unknown[][],
    options: { columns: string[]; dtypes: string[] },
  ) => unknown;
  return new Frame(
    Array.from(places, (at) => [...(values[at] as unknown[])]),
    { columns, dtypes },
  );
}

/** A copy that the candidate's code may change. */
export function copied(rows: unknown): unknown {
  if (Array.isArray(rows)) return rows.map(rowCopy);
  if (isNumbers(rows)) return rows.slice();
  if (isFrame(rows)) return repeated(rows, Array.from(rows.values.keys()));
  if (isTable(rows) || typeof rows !== 'object' || rows === null) return rows;
  return Object.fromEntries(Object.entries(rows).map(([name, part]) => [name, copied(part)]));
}

/** The rows with other values in a column, one per row. */
export function withColumn(rows: unknown, name: string, values: readonly unknown[]): unknown {
  if (isTable(rows)) return rows.assign({ [name]: values });
  const changed = copied(rows);
  if (Array.isArray(changed)) {
    for (const [i, row] of (changed as Cells[]).entries()) row[name] = values[i];
  } else if (isFrame(changed)) changed.addColumn(name, [...values], { inplace: true });
  else {
    const columns = changed as Cells;
    const inner = Object.keys(columns).find((key) => key !== name && hasColumn(columns[key], name));
    if (name in columns || inner === undefined) columns[name] = like(columns[name], values);
    else columns[inner] = withColumn(columns[inner], name, values);
  }
  return changed;
}

/** Values in an array of the same class as the array that they replace. */
function like(before: unknown, values: readonly unknown[]): unknown {
  if (!isNumbers(before)) return [...values];
  return new (before.constructor as new (given: readonly unknown[]) => unknown)(values);
}

interface Poison {
  factor: number;
  /** Columns to change; all where empty. */
  columns: ReadonlySet<string>;
  skip: ReadonlySet<string>;
  /** Text columns of base64. */
  bytes: ReadonlySet<string>;
}

/** Numbers times a factor; bytes (Uint8Array, and base64 of the columns `bytes`) inverted. */
export function poisoned(rows: unknown, { factor, columns, skip, bytes }: Poison): unknown {
  const wanted = (name: string): boolean => !skip.has(name) && (columns.size === 0 || columns.has(name));
  const change = (name: string, value: unknown): unknown =>
    bytes.has(name) && typeof value === 'string' ? inverted(value) : scaled(value, factor);
  if (isTable(rows)) {
    const names = rows.columnNames().filter(wanted);
    return rows.assign(
      Object.fromEntries(names.map((name) => [name, Array.from(rows.array(name), (value) => change(name, value))])),
    );
  }
  const given = copied(rows);
  if (Array.isArray(given)) {
    return given.map((row: unknown) => {
      if (typeof row !== 'object' || row === null || isList(row)) return change('', row);
      const cells = row as Cells;
      for (const name of Object.keys(cells)) if (wanted(name)) cells[name] = change(name, cells[name]);
      return cells;
    });
  }
  if (isFrame(given)) {
    for (const name of given.columns.filter(wanted)) {
      const values = given.column(name).values.map((value) => change(name, value));
      given.addColumn(name, values, { inplace: true });
    }
    return given;
  }
  if (isNumbers(given)) return change('', given);
  const parts = Object.entries(given as Cells).map(([name, part]) => {
    const holds = isFrame(part) || isTable(part) || (typeof part === 'object' && !isList(part));
    if (holds) return [name, poisoned(part, { factor, columns, skip, bytes })];
    if (!wanted(name)) return [name, part];
    return [name, Array.isArray(part) ? part.map((value) => change(name, value)) : change(name, part)];
  });
  return Object.fromEntries(parts);
}

/** A number or numbers times the factor; what is no number stays. */
function scaled(value: unknown, factor: number): unknown {
  if (typeof value === 'number') return value * factor;
  if (value instanceof Uint8Array || value instanceof Uint8ClampedArray) return value.map((byte) => 255 - byte);
  if (isNumbers(value)) return value.map((one) => one * factor);
  return Array.isArray(value) ? value.map((one) => scaled(one, factor)) : value;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of bytes as base64 of 255 minus each: each digit becomes 63 minus itself, but the unused bits of the last. */
export function inverted(text: string): string {
  const body = text.replace(/=+$/, '');
  const pads = text.length - body.length;
  return [...body]
    .map((sign, at) => {
      const unused = at === body.length - 1 ? pads * 2 : 0;
      return DIGITS[((63 - DIGITS.indexOf(sign)) >> unused) << unused] ?? sign;
    })
    .join('')
    .concat('='.repeat(pads));
}
