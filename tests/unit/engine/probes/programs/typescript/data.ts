import { DataFrame } from 'danfojs';
import { readFrame, readRows, readTable } from 'holdout';

const FORM = 'objects' as string;
type Rows = any;

export function load(path: string): Rows {
  const rows = readRows<any>(path);
  edit(rows);
  if (FORM === 'objects') return rows;
  const columns = Object.fromEntries(Object.keys(rows[0]).map((name) => [name, rows.map((row) => row[name])]));
  if (FORM === 'columns') return columns;
  const other: any = FORM === 'frame' ? readFrame(path) : readTable(path);
  for (const name of Object.keys(columns)) {
    if (FORM === 'frame') other.addColumn(name, columns[name], { inplace: true });
  }
  return FORM === 'frame' ? other : other.assign(columns);
}

function edit(rows: any[]): void {}

export function column(rows: Rows, name: string): any[] {
  if (Array.isArray(rows)) return rows.map((row) => row[name]);
  if (FORM === 'frame') return rows.column(name).values;
  return FORM === 'table' ? Array.from(rows.array(name)) : rows[name];
}

export function take(rows: Rows, places: number[]): Rows {
  if (Array.isArray(rows)) return places.map((at) => rows[at]);
  if (FORM === 'frame') return new DataFrame(places.map((at) => rows.values[at]), { columns: rows.columns });
  if (FORM === 'table') return rows.reify(places);
  return Object.fromEntries(Object.entries(rows).map(([name, values]: any) => [name, places.map((at) => values[at])]));
}

export function split(rows: Rows, seed: number): [Rows, Rows] {
  const days = column(rows, 'day');
  let order = days.map((_: number, at: number) => at).sort((a: number, b: number) => days[a] - days[b] || a - b);
  const cut = Math.floor(order.length * 0.75);
  return [take(rows, order.slice(0, cut)), take(rows, order.slice(cut))];
}
