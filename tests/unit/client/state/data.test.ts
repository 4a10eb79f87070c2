/** CSV and filters of the data panel. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvReader } from '../../../../client/state/csv.ts';
import { DataRows } from '../../../../client/state/dataRows.ts';

/** The header, and at most so many rows after it. */
function readCsv(text: string, limit: number) {
  const reader = new CsvReader(text);
  const [header = [], ...rows] = reader.next(limit + 1);
  return { header, rows, more: !reader.done };
}

const cell = fc.stringMatching(/^[a-z0-9 ",\n]{1,8}$/);
const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

describe('data panel', () => {
  test('[CL21] a CSV file is read as it was written, whatever its line ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, eol, closed) => {
          const text = [['h1', 'h2'], ...rows].map((row) => row.map(quoted).join(',')).join(eol) + (closed ? eol : '');
          expect(readCsv(text, 1_000)).toEqual({ header: ['h1', 'h2'], rows, more: false });
        },
      ),
    );
  });

  test('[CL21] no more rows are read than were asked for, and it is told', () => {
    expect(readCsv('a\n1\n2\n3\n', 2)).toEqual({ header: ['a'], rows: [['1'], ['2']], more: true });
    expect(readCsv('a,b\n,\n', 2).rows).toEqual([['', '']]);
  });

  /** Rows of numbers and their text, every tenth one missing. */
  const csvOf = (rows: number) =>
    `n,t\n${Array.from({ length: rows }, (_, i) => `${i % 10 === 3 ? '' : (i * 7919) % rows},x${i}`).join('\n')}\n`;

  /** Rows once nothing is under way, and how often the page had a turn meanwhile. */
  async function looked(rows: number, ...look: Parameters<DataRows['look']>) {
    let pauses = 0;
    const data = new DataRows(csvOf(rows), async () => {
      pauses += 1;
    });
    await data.look(...look);
    return { view: data.view.get(), pauses };
  }

  test('[PN3] all rows are filtered, and counted', async () => {
    const { view } = await looked(12_000, (row) => row[0] === '', null);
    expect([view.shown.length, view.all, view.busy]).toEqual([1_200, 12_000, false]);
  });

  test('[PN5] all rows are sorted, missing ones last whichever way', async () => {
    for (const down of [false, true]) {
      const { view } = await looked(12_000, () => true, { column: 0, down });
      const numbers = view.shown.slice(0, 10_800).map((row) => Number(row[0]));
      expect(numbers).toEqual([...numbers].sort((a, b) => (down ? b - a : a - b)));
      expect(view.shown.slice(10_800).every((row) => row[0] === '')).toBe(true);
      expect(new Set(view.shown.map((row) => row[1])).size).toBe(12_000);
    }
  });

  test('[PN6] the page has a turn after every slice of 100,000 rows, and a newer wish ends an older one', async () => {
    const { pauses } = await looked(100_000, () => true, { column: 0, down: false });
    // Reading, filtering and sorting in slices of 4,000, and merging 25 slices five times.
    expect(pauses).toBeGreaterThan(25 + 25 + 25 + 4 * 25);
    const data = new DataRows(csvOf(50_000), () => Promise.resolve());
    const older = data.look((row) => row[0] === '1', null);
    const newer = data.look((row) => row[0] === '2', null);
    await Promise.all([older, newer]);
    expect(data.view.get().shown.map((row) => row[0])).toEqual(['2']);
  });
});
