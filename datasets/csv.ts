/** Tables as CSV text with fixed number formats, and the fingerprint taken from that text. */
import { createHash } from 'node:crypto';
import type { Column, Table } from './table.ts';

const QUOTED = /[",\r\n]/;

/**
 * RFC 4180 text with a header and `\n` line ends. Numbers have the decimals of their column; NaN is an empty cell.
 *
 * @throws Error for an infinity, with column and row
 *
 * @example
 * toCsv(createTable([numbers('fee', Float64Array.of(0.5, 12), 2)])); // 'fee\n0.50\n12.00\n'
 */
export function toCsv(table: Table): string {
  const writers = table.columns.map(cellWriter);
  const lines = [table.columns.map((column) => quoted(column.name)).join(',')];
  for (let row = 0; row < table.rows; row++) {
    let line = '';
    for (let at = 0; at < writers.length; at++) line += (at ? ',' : '') + (writers[at] as (row: number) => string)(row);
    lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}

/** sha256 (hex) of the CSV text: equal exactly when a candidate would read the same bytes. */
export function fingerprint(table: Table): string {
  return createHash('sha256').update(toCsv(table), 'utf8').digest('hex');
}

function cellWriter(column: Column): (row: number) => string {
  if (column.kind === 'text') return (row) => quoted(column.values[row] as string);
  if (column.kind === 'integer') return (row) => String(column.values[row]);
  return (row) => {
    const value = column.values[row] as number;
    if (Number.isNaN(value)) return '';
    if (!Number.isFinite(value)) throw new Error(`column "${column.name}" row ${row} is ${value}`);
    const text = value.toFixed(column.decimals);
    return Number(text) === 0 && text.startsWith('-') ? text.slice(1) : text;
  };
}

function quoted(text: string): string {
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
