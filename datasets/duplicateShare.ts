/** The share of rows that repeat an earlier one. */
import { type Column, columnOf, type Table } from './table.ts';

/**
 * Part of the rows that equal an earlier one in every column but `except`, numbers compared as they are written.
 * @throws Error for a column that is not there
 */
export function duplicateShare(table: Table, except: readonly string[] = []): number {
  for (const name of except) columnOf(table, name);
  const columns = table.columns.filter(({ name }) => !except.includes(name)).map(comparable);
  const first = new Map<number, number[]>();
  let copies = 0;
  for (let row = 0; row < table.rows; row++) {
    let hash = 17;
    for (const { codes } of columns) hash = (Math.imul(hash, 1_000_003) ^ (codes[row] as number)) | 0;
    const alike = first.get(hash);
    if (!alike) first.set(hash, [row]);
    else if (alike.some((other) => columns.every(({ same }) => same(row, other)))) copies++;
    else alike.push(row);
  }
  return table.rows ? copies / table.rows : 0;
}

interface Comparable {
  /** A 32-bit hash per row, equal for equal cells. */
  codes: Int32Array;
  same: (row: number, other: number) => boolean;
}

function comparable(column: Column): Comparable {
  if (column.kind === 'text') {
    const { values } = column;
    return { codes: Int32Array.from(values, hashText), same: (row, other) => values[row] === values[other] };
  }
  const factor = column.kind === 'number' ? 10 ** column.decimals : 1;
  const written = new Float64Array(column.values.length);
  // Plus 0 turns a minus zero into 0, as it is written.
  for (let row = 0; row < written.length; row++) written[row] = Math.round((column.values[row] as number) * factor) + 0;
  const bits = new Int32Array(written.buffer);
  const codes = new Int32Array(written.length);
  for (let row = 0; row < codes.length; row++)
    codes[row] = (bits[2 * row] as number) ^ Math.imul(bits[2 * row + 1] as number, 31);
  return { codes, same: (row, other) => Object.is(written[row], written[other]) };
}

/** FNV-1a over UTF-16 units. */
function hashText(text: string): number {
  let hash = -2128831035;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  return hash;
}
