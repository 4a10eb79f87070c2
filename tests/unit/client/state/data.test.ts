/** CSV and filters of the data panel. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../../client/state/csv.ts';
import { parseQuery } from '../../../../client/state/dataQuery.ts';

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

  test('[CL21] a filter takes text and conditions, and names a column that does not exist', () => {
    const header = ['channel', 'amount'];
    const rows = [
      ['app', '9'],
      ['app', '100'],
      ['web', ''],
    ];
    const matching = (text: string) => rows.filter(parseQuery(text, header).test).map((row) => row.join());
    expect(matching('channel = app, amount > 10')).toEqual(['app,100']);
    expect(matching('WEB')).toEqual(['web,']);
    expect(matching('amount <= 9')).toEqual(['app,9']);
    expect(matching('')).toHaveLength(3);
    expect(parseQuery('amont > 1', header).unknown).toBe('amont');
  });
});
