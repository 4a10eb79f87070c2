/** Types of rows from the data dictionary. */
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { rowTypeName, rowTypes } from '../../../../client/compiler/rowTypes.ts';

const column = (name: string, meaning: string, unit: string | null = null, known = '') => ({
  name,
  type: 'decimal',
  unit,
  meaning,
  known,
});

describe('types of the data', () => {
  test('[TY7] an interface a file, with what the dictionary says of each column', () => {
    const text = rowTypes({
      data: [
        {
          name: 'train.csv',
          rows: 12_000,
          bytes: 1,
          columns: [
            { name: 'amount', dtype: 'float64' },
            { name: 'channel', dtype: 'object' },
            { name: 'on call', dtype: 'int64' },
            { name: 'other', dtype: 'complex128' },
          ],
        },
      ],
      dictionary: [
        {
          file: 'train.csv',
          columns: [column('amount', 'Amount of the\ntransfer', 'EUR', 'at once'), column('channel', 'App or web.')],
        },
        { file: 'else.csv', columns: [column('on call', 'Of another file.')] },
      ],
    });
    expect(text).toBe(`declare module 'holdout/data' {
  /** A row of train.csv, which has 12000. */
  export interface TrainRow {
    /** Amount of the transfer. Unit: EUR. Known: at once. */
    amount: number;
    /** App or web. */
    channel: string;
    "on call": number;
    other: unknown;
  }
}
`);
  });

  test('[TY7] names follow the file’s, and two files never share one', () => {
    expect(['train.csv', 'bank-accounts.2.csv', '2024.csv', 'été.csv', '.csv', 'a_b.csv'].map(rowTypeName)).toEqual([
      'TrainRow',
      'BankAccounts2Row',
      'Data2024Row',
      'TRow',
      'DataRow',
      'ABRow',
    ]);
    const data = ['a.csv', 'A.csv', 'a-.csv'].map((name) => ({ name, rows: 1, bytes: 1, columns: [] }));
    const found = [...rowTypes({ data, dictionary: [] }).matchAll(/interface (\w+)/g)].map(([, name]) => name);
    expect(found).toEqual(['ARow', 'ARow2', 'ARow3']);
  });

  test('[TY7] no text of a scenario ends a comment, a name or the declaration', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('*/', '*/ } declare const x: any; /*', "'", '"', '\\', '`', '\u2028', '@param', '__proto__'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(nasty, nasty, nasty, nasty), { maxLength: 4 }), nasty, (columns, file) => {
        const unique = columns.filter(([name], i) => columns.findIndex(([other]) => other === name) === i);
        const text = rowTypes({
          data: [{ name: file, rows: 1, bytes: 1, columns: unique.map(([name]) => ({ name, dtype: 'int64' })) }],
          dictionary: [
            { file, columns: unique.map(([name, meaning, unit, known]) => column(name, meaning, unit, known)) },
          ],
        });
        const source = ts.createSourceFile('rows.d.ts', text, ts.ScriptTarget.ES2022, true);
        expect((source as ts.SourceFile & { parseDiagnostics: unknown[] }).parseDiagnostics).toEqual([]);
        const [module, ...others] = source.statements;
        expect(others).toEqual([]);
        const members: string[] = [];
        const walk = (node: ts.Node): void => {
          if (ts.isPropertySignature(node)) members.push((node.name as ts.StringLiteral).text);
          else ts.forEachChild(node, walk);
        };
        if (module) walk(module);
        expect(members).toEqual(unique.map(([name]) => name));
      }),
      { numRuns: 300 },
    );
  });
});
