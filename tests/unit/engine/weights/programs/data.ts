import { readRows } from 'holdout';

export interface Row {
  id: number;
  hex?: string;
}

export function load(path: string): Row[] {
  return readRows<Row>(path);
}

export function split(rows: Row[], seed: number): [Row[], Row[]] {
  return [rows, rows.slice(0, 8)];
}
