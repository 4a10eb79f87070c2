/** Which row of a file is which, once the candidate's `load` has read it. */
import { columnOf } from './csv.ts';
import { OfficialError } from './error.ts';
import { column, count, hasColumn } from './rows.ts';

/** An id as text, the same whether it was read as a text or a number. */
export function idKey(value: unknown): string {
  const text = String(value);
  const number = Number(text);
  return text.trim() !== '' && Number.isSafeInteger(number) ? String(number) : text;
}

/**
 * Row of the batch's file of each loaded row, every row of it being there once.
 * @param places of those rows in the whole file, for messages
 * @throws OfficialError `bad-rows`, naming the first id that load lost, doubled or changed.
 */
export function aligned(csv: string, id: string, rows: unknown, places: Uint32Array): Uint32Array {
  const n = count(rows);
  const ids = columnOf(csv, id);
  const inOrder = () => Uint32Array.from({ length: n }, (_, i) => i);
  if (!hasColumn(rows, id)) {
    if (n === ids.length) return inOrder();
    throw new OfficialError('bad-rows', `load returned ${n} of ${ids.length} rows: keep every row`);
  }
  const given = column(rows, id, 'load');
  // As a rule the ids are what is written, in its order: nothing has to be made of them.
  if (given.length === ids.length && given.every((value, i) => String(value) === ids[i])) return inOrder();
  const loaded = given.map(idKey);
  const wanted = ids.map(idKey);
  if (loaded.length === wanted.length && loaded.every((value, i) => value === wanted[i])) return inOrder();
  const place = new Map(wanted.map((value, at) => [value, at]));
  if (place.size !== wanted.length) {
    throw new OfficialError('bad-rows', 'load changed the order of rows that share an id: keep it');
  }
  const there = new Set(loaded);
  const row = wanted.findIndex((value) => !there.has(value));
  if (row >= 0) {
    const message = `load returned ${n} of ${ids.length} rows: row ${places[row]} (${id} ${ids[row]}) is missing; keep every row`;
    throw new OfficialError('bad-rows', message, { row: places[row] as number });
  }
  if (n !== ids.length) throw new OfficialError('bad-rows', `load returned ${n} rows for ${ids.length} in the file`);
  return Uint32Array.from(loaded, (value) => place.get(value) as number);
}
