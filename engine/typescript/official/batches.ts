/** The order of hold-out rows, and the random batches in which they are predicted. */
import { columnOf } from './csv.ts';
import { OfficialError } from './error.ts';
import { column, count, hasColumn } from './rows.ts';

/** Least and most rows of a batch. */
const BATCH: readonly [number, number] = [512, 8192];

/** mulberry32 (Tommy Ettinger, 2017, public domain): 32 bits of state are plenty for shuffling rows. */
function drawer(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Positions 0 to n - 1, shuffled and cut into batches of random sizes; a short rest joins the last batch. */
export function batches(n: number, seed: number, [least, most] = BATCH): Uint32Array[] {
  const draw = drawer(seed);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
  const parts: Uint32Array[] = [];
  for (let at = 0; at < n; ) {
    let size = least + Math.floor(draw() * (most - least + 1));
    if (n - at - size < least) size = n - at;
    parts.push(order.subarray(at, at + size));
    at += size;
  }
  return parts;
}

/** An id as text, the same whether it was read as a text or a number. */
export function idKey(value: unknown): string {
  const text = String(value);
  const number = Number(text);
  return text.trim() !== '' && Number.isSafeInteger(number) ? String(number) : text;
}

/**
 * File row of each loaded row, every row of the file being there once.
 * @throws OfficialError `bad-rows`, naming the first id that load lost, doubled or changed.
 */
export function aligned(csv: string, id: string, rows: unknown): Uint32Array {
  const n = count(rows);
  const ids = columnOf(csv, id);
  const inOrder = () => Uint32Array.from({ length: n }, (_, i) => i);
  if (!hasColumn(rows, id)) {
    if (n === ids.length) return inOrder();
    throw new OfficialError('bad-rows', `load returned ${n} of ${ids.length} rows: keep every row`);
  }
  const loaded = column(rows, id, 'load').map(idKey);
  const wanted = ids.map(idKey);
  if (loaded.length === wanted.length && loaded.every((value, i) => value === wanted[i])) return inOrder();
  const place = new Map(wanted.map((value, at) => [value, at]));
  if (place.size !== wanted.length) {
    throw new OfficialError('bad-rows', 'load changed the order of rows that share an id: keep it');
  }
  const there = new Set(loaded);
  const row = wanted.findIndex((value) => !there.has(value));
  if (row >= 0) {
    const message = `load returned ${n} of ${ids.length} rows: row ${row} (${id} ${ids[row]}) is missing; keep every row`;
    throw new OfficialError('bad-rows', message, { row });
  }
  if (n !== ids.length) throw new OfficialError('bad-rows', `load returned ${n} rows for ${ids.length} in the file`);
  return Uint32Array.from(loaded, (value) => place.get(value) as number);
}
