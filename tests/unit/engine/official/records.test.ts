/** A file of rows, taken apart and put together. */
import { expect, test } from 'vitest';
import { fileOf, recordsOf } from '../../../../engine/official/records.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (file: Uint8Array) => new TextDecoder().decode(file);

test.each([
  ['plain', 'id,a\n1,x\n2,y\n', ['1,x', '2,y']],
  ['without a last line break', 'id,a\n1,x\n2,y', ['1,x', '2,y']],
  ['empty lines', 'id,a\n\n1,x\n\n\n2,y\n\n', ['1,x', '2,y']],
  ['carriage returns', 'id,a\r\n1,x\r\n\r\n2,y\r\n', ['1,x\r', '2,y\r']],
  ['line breaks and commas in quotes', 'id,a\n1,"x\ny,\n"\n2,"",\n', ['1,"x\ny,\n"', '2,"",']],
  ['doubled quotes', 'id,a\n1,"say ""a\nb"""\n2,y\n', ['1,"say ""a\nb"""', '2,y']],
  ['an empty line in quotes', 'id,a\n1,"x\n\ny"\n2,z\n', ['1,"x\n\ny"', '2,z']],
  ['a quote in the header', '"i\nd",a\n1,x\n', ['1,x']],
  ['a quote that never closes', 'id,a\n1,"x\n2,y\n', ['1,"x\n2,y\n']],
  ['other alphabets', 'id,ä\n1,日本\n2,🙂\n', ['1,日本', '2,🙂']],
  ['a header alone', 'id,a\n', []],
])('[HN50] %s: each record is the text that it is', (_, file, rows) => {
  expect(recordsOf(bytes(file)).rows.map(text)).toEqual(rows);
});

test('[HN50] the rows of a batch stand under the header, in its order', () => {
  const records = recordsOf(bytes('id,a\n1,"x\ny"\n2,z\n3,\n'));
  expect(text(fileOf(records, Uint32Array.of(2, 0)))).toBe('id,a\n3,\n1,"x\ny"\n');
});
