import { readRows } from 'holdout';

export interface Row { id: number; a: number; b: number; c: number; y?: number }

export function load(path: string): Row[] {
  return readRows<Row>(path);
}

export function split(rows: Row[], seed: number): [Row[], Row[]] {
  const cut = Math.floor(rows.length * 0.75);
  return [rows.slice(0, cut), rows.slice(cut)];
}
