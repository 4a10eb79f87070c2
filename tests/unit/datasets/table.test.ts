/** Tables and their CSV text: `table.ts`, `csv.ts`. */
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { fingerprint, toCsv } from '../../../datasets/csv.ts';
import {
  columnOf,
  createTable,
  integers,
  numbers,
  sliceRows,
  takeRows,
  texts,
  valuesOf,
  withColumns,
  withoutColumns,
} from '../../../datasets/table.ts';

const table = () =>
  createTable([
    integers('id', Int32Array.of(3, 1, 2)),
    numbers('amount', Float64Array.of(1.005, Number.NaN, -0.001), 2),
    texts('note', ['plain', 'a, "b"', 'two\nlines']),
  ]);

it('[SN3] CSV has fixed decimals, empty cells for NaN, no minus zero, and quotes where needed', () => {
  expect(toCsv(table())).toBe('id,amount,note\n3,1.00,plain\n1,,"a, ""b"""\n2,0.00,"two\nlines"\n');
  expect(parse(toCsv(table()))).toEqual([
    ['id', 'amount', 'note'],
    ['3', '1.00', 'plain'],
    ['1', '', 'a, "b"'],
    ['2', '0.00', 'two\nlines'],
  ]);
});

it('[SN3] an infinite value is refused with column and row', () => {
  const bad = createTable([numbers('x', Float64Array.of(0, Number.POSITIVE_INFINITY), 1)]);
  expect(() => toCsv(bad)).toThrow('column "x" row 1 is Infinity');
});

it('[SN3] fingerprints are equal exactly for equal files', () => {
  expect(fingerprint(table())).toBe(fingerprint(table()));
  const unseen = withColumns(table(), [numbers('amount', Float64Array.of(1.0049, Number.NaN, 0), 2)]);
  expect(fingerprint(unseen)).toBe(fingerprint(table()));
  expect(fingerprint(sliceRows(table(), 0, 2))).not.toBe(fingerprint(table()));
});

it('[SN3] rows are taken in the order asked for, in every column', () => {
  const taken = takeRows(table(), [2, 0, 2]);
  expect(taken.rows).toBe(3);
  expect([...valuesOf(taken, 'id')]).toEqual([2, 3, 2]);
  expect(columnOf(taken, 'note').values).toEqual(['two\nlines', 'plain', 'two\nlines']);
  expect(sliceRows(table(), 1, 3)).toEqual(takeRows(table(), [1, 2]));
});

it('[SN3] columns are replaced in place, added at the end, and dropped by name', () => {
  const changed = withColumns(table(), [integers('id', Int32Array.of(7, 8, 9)), texts('extra', ['', '', ''])]);
  expect(changed.columns.map((column) => column.name)).toEqual(['id', 'amount', 'note', 'extra']);
  expect([...valuesOf(changed, 'id')]).toEqual([7, 8, 9]);
  expect(withoutColumns(changed, ['extra', 'amount']).columns.map((column) => column.name)).toEqual(['id', 'note']);
  expect(() => withoutColumns(changed, ['nope'])).toThrow('no column "nope"; there are id, amount, note, extra');
});

it('[SN3] a table of unequal lengths or doubled names is refused', () => {
  expect(() => createTable([texts('a', ['x']), texts('b', [])])).toThrow('column "b" has 0 rows, the first one 1');
  expect(() => createTable([texts('a', []), texts('a', [])])).toThrow('two columns named "a"');
  expect(() => valuesOf(table(), 'note')).toThrow('is text');
});
