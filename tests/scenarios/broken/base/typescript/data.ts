import { readRows } from 'holdout';

export interface Parcel {
  id: number;
  day: number;
  distance: number;
  weight: number;
  refund: number;
  calls: number;
  late?: number;
}

export function load(path: string): Parcel[] {
  return readRows<Parcel>(path);
}

export function split(rows: Parcel[], seed: number): [Parcel[], Parcel[]] {
  const cut = Math.floor(rows.length * 0.75);
  return [rows.slice(0, cut), rows.slice(cut)];
}
