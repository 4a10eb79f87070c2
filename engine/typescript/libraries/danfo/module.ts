/**
 * What `import * as dfd from 'danfojs'` gives: danfojs 1.2 on our tfjs, with the readers and writers of its browser package for
 * the data files of the interview in place of addresses and Excel.
 */
import * as base from 'danfojs';
import { readFrame, readText } from '../../helpers/files.ts';
import { columnsOf } from '../../helpers/values.ts';
import './groups.ts';
import './plotly.ts';

type Framed = base.DataFrame | base.Series;

/** Reads a data file. Options of PapaParse are not known here: files have commas and a line of names. */
async function readCSV(path: string): Promise<base.DataFrame> {
  return readFrame(String(path));
}

/** Reads a JSON file that holds an array of objects. */
async function readJSON(path: string): Promise<base.DataFrame> {
  return new base.DataFrame(JSON.parse(readText(String(path))));
}

/** The text of a frame or series as CSV; nothing is downloaded. */
function toCSV(data: Framed, { sep = ',', header = true }: { sep?: string; header?: boolean } = {}): string {
  const rows = data instanceof base.Series ? (data.values as unknown[]).map((v) => [v]) : (data.values as unknown[][]);
  const lines = header ? [data.columns as unknown[], ...rows] : rows;
  return lines.map((line) => line.map((value) => quoted(value, sep)).join(sep)).join('\n');
}

function quoted(value: unknown, sep: string): string {
  const text = String(value ?? '');
  return text.includes(sep) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as objects, or columns as lists with `format: 'row'`; nothing is downloaded. */
function toJSON(data: Framed, { format = 'column' }: { format?: 'column' | 'row' } = {}): unknown {
  const frame =
    data instanceof base.Series ? new base.DataFrame({ [String(data.columns[0])]: data.values as number[] }) : data;
  const columns = columnsOf(frame);
  if (format === 'row') return Object.fromEntries([...columns].map(([name, values]) => [name, Array.from(values)]));
  return (frame.values as unknown[][]).map((row) => Object.fromEntries(frame.columns.map((name, i) => [name, row[i]])));
}

const refuse = (name: string) => (): never => {
  throw new Error(
    `dfd.${name} is not available here: the sandbox has no network and no Excel. Use readCSV or readRows.`,
  );
};

/** The namespace. */
export const danfojs = {
  ...base,
  readCSV,
  readJSON,
  toCSV,
  toJSON,
  readExcel: refuse('readExcel'),
  toExcel: refuse('toExcel'),
  streamCSV: refuse('streamCSV'),
};
