/** Copies of rows: `duplicates.ts`. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { duplicateShare } from '../../../datasets/duplicateShare.ts';
import { withDuplicates } from '../../../datasets/duplicates.ts';
import { createRng } from '../../../datasets/rng.ts';
import { columnOf, createTable, integers, numbers, takeRows, texts, valuesOf } from '../../../datasets/table.ts';

const table = (rows: number) =>
  createTable([
    integers(
      'id',
      Int32Array.from({ length: rows }, (_, row) => 100 + row),
    ),
    numbers(
      'amount',
      Float64Array.from({ length: rows }, (_, row) => row * 10),
      2,
    ),
    texts(
      'note',
      Array.from({ length: rows }, (_, row) => `paid in full, number ${row}`),
    ),
  ]);

it('[SN37] exact copies equal their originals, each row is copied once at most, and originals keep their order', () => {
  const settings = [
    fc.string(),
    fc.nat(60),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom('after', 'end'),
  ] as const;
  fc.assert(
    fc.property(...settings, (seed, rows, share, place) => {
      const made = withDuplicates(createRng(seed), table(rows), { share, place, id: null });
      expect(made.table).toEqual(takeRows(table(rows), made.from));
      const copies = [...made.from].filter((_, row) => made.copy[row]);
      expect(copies).toHaveLength(Math.round(share * rows));
      expect(new Set(copies).size).toBe(copies.length);
      expect([...made.from].filter((_, row) => !made.copy[row])).toEqual(Array.from({ length: rows }, (_, row) => row));
      if (place === 'after') expect([...made.from]).toEqual([...made.from].sort((a, b) => a - b));
      expect(duplicateShare(made.table)).toBeCloseTo(copies.length / Math.max(1, made.table.rows), 12);
    }),
  );
});

it('[SN37] copies with ids of their own are alike in all else', () => {
  const made = withDuplicates(createRng('ids'), table(50), { share: 0.2, place: 'after', id: 'id' });
  expect(new Set(valuesOf(made.table, 'id')).size).toBe(60);
  for (const [row, from] of made.from.entries())
    if (made.copy[row]) expect(made.from[row - 1]).toBe(from);
    else expect(valuesOf(made.table, 'id')[row]).toBe(100 + from);
  expect(duplicateShare(made.table)).toBe(0);
  expect(duplicateShare(made.table, ['id'])).toBeCloseTo(10 / 60, 12);
  const named = createTable([texts('ref', ['a', 'b'])]);
  expect(
    columnOf(withDuplicates(createRng('t'), named, { share: 1, place: 'end', id: 'ref' }).table, 'ref').values,
  ).toEqual(['a', 'b', 'a-2', 'b-2']);
});

it('[SN37] near copies differ in the columns named, by about as much as asked, and originals do not', () => {
  const near = { numbers: { amount: 0.02 }, texts: { note: 0.2 } };
  const {
    table: made,
    from,
    copy,
  } = withDuplicates(createRng('near'), table(2000), { share: 0.5, place: 'end', id: null, near });
  const before = takeRows(table(2000), from);
  const off: number[] = [];
  for (let row = 0; row < made.rows; row++) {
    const was = valuesOf(before, 'amount')[row] as number;
    const is = valuesOf(made, 'amount')[row] as number;
    const sameNote = columnOf(made, 'note').values[row] === columnOf(before, 'note').values[row];
    if (!copy[row]) expect([is, sameNote]).toEqual([was, true]);
    else if (was > 0) off.push(is / was - 1);
  }
  const sd = Math.sqrt(off.reduce((sum, value) => sum + value * value, 0) / off.length);
  expect(Math.abs(sd / 0.02 - 1)).toBeLessThan(0.15);
  expect(valuesOf(made, 'id')).toEqual(valuesOf(before, 'id'));
});

it('[SN37] columns of the wrong kind and shares without a meaning are refused', () => {
  const options = { share: 0.5, place: 'end', id: null } as const;
  const make = (more: object) => () => withDuplicates(createRng('x'), table(4), { ...options, ...more });
  expect(make({ share: 1.5 })).toThrow('duplicates of x: a share of 1.5');
  expect(make({ id: 'amount' })).toThrow('the id column "amount" holds real numbers');
  expect(make({ near: { numbers: { id: 1 } } })).toThrow('want a number column, "id" is integer');
  expect(make({ near: { texts: { amount: 1 } } })).toThrow('want a text column, "amount" is number');
  expect(make({ near: { texts: { nope: 1 } } })).toThrow('no column "nope"');
});
