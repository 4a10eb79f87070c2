/** Forms as staff choose among them. */
import { expect, test } from 'vitest';
import { newWords } from '../../../../client/words/staff.ts';

test('[PN8] forms of one level are told apart by name, languages and what they plant', () => {
  const form = (id: string, bugs: string[]) =>
    ({ id, level: 'senior', title: 'senior: 2 planted', languages: ['python', 'typescript'], bugs }) as const;
  const [a, b] = [form('senior-a', ['x', 'y']), form('senior-b', ['x', 'z'])].map((one) => ({
    ...one,
    languages: [...one.languages],
  }));
  if (!a || !b) throw new Error('no forms');
  expect(newWords.formOption(a)).toBe('senior-a: senior, Python or TypeScript, 2 planted bugs');
  expect(newWords.formOption(a)).not.toBe(newWords.formOption(b));
  expect(newWords.formHolds(b, 60)).toBe('Planted: x, z. 60 min are planned. Candidates are compared within a form.');
});
