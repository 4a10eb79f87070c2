import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bugIds, parseTemplate } from '../../../scenarios/kit/read/regions.ts';
import { render } from '../../../scenarios/kit/render/files.ts';

const text = [
  'import a',
  '',
  '# @bug one',
  'import bad',
  '# @fix',
  '# @end',
  '',
  '',
  'def f():',
  '    # @bug two',
  '    x = 1',
  '    # @fix',
  '    x = 2',
  '    y = 3',
  '    # @end',
  '    return x',
  '',
].join('\n'); // prettier-ignore
const shown = (...bugs: string[]) => render(parseTemplate('f.py', text), new Set(bugs));

it('[SN8] each subset keeps its side of every region', () => {
  expect(shown('one', 'two')).toBe('import a\n\nimport bad\n\n\ndef f():\n    x = 1\n    return x\n');
  expect(shown()).toBe('import a\n\n\ndef f():\n    x = 2\n    y = 3\n    return x\n');
  expect(bugIds(parseTemplate('f.py', text))).toEqual(['one', 'two']);
});

it('[SN8] an empty side leaves no wider gap than stood beside it', () => {
  const gap = (before: number, after: number) => {
    const lines = [
      'a',
      ...Array(before).fill(''),
      '// @bug x',
      'b',
      '// @fix',
      '// @end',
      ...Array(after).fill(''),
      'c',
    ];
    return render(parseTemplate('f.ts', lines.join('\n')), new Set());
  };
  expect(gap(1, 1)).toBe('a\n\nc');
  expect(gap(0, 0)).toBe('a\nc');
  expect(gap(2, 1)).toBe('a\n\n\nc');
  expect(gap(1, 2)).toBe('a\n\n\nc');
});

it('[SN8] text outside regions comes back unchanged, and no marker is left', () => {
  const line = fc.stringMatching(/^[ a-z=#/]{0,12}$/);
  const block = fc.array(line, { maxLength: 4 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ plain: block, bad: block, good: block }), { maxLength: 5 }),
      fc.boolean(),
      (parts, on) => {
        const lines = parts.flatMap(({ plain, bad, good }, at) => [
          ...plain,
          `  # @bug b${at}`,
          ...bad,
          '  # @fix',
          ...good,
          '  # @end',
        ]);
        const chosen = new Set(on ? parts.map((_, at) => `b${at}`) : []);
        const out = render(parseTemplate('f.py', lines.join('\n')), chosen);
        const wanted = parts
          .flatMap(({ plain, bad, good }) => [...plain, ...(on ? bad : good)])
          .filter((one) => one.trim());
        expect(out.split('\n').filter((one) => one.trim())).toEqual(wanted);
        expect(out).not.toMatch(/@(bug|fix|end)/);
      },
    ),
  );
});

it.each([
  ['# @bug', 1, /wants an id/],
  ['# @bug Not An Id', 1, /wants an id/],
  ['a\n# @fix', 2, /@fix without @bug/],
  ['# @end', 1, /@end without @bug/],
  ['# @bug a\n# @fix\n', 1, /"a" without @end/],
  ['# @bug a\n# @end', 2, /@end without @fix/],
  ['# @bug a\n# @bug b', 2, /inside the region "a" of line 1/],
  ['# @bug a\n# @fix\n# @fix', 3, /second @fix/],
  ['# @bug a\n# @fix\n# @end a', 3, /takes no name/],
  ['x = 1  # @bug a', 1, /stands alone/],
  ['"""@end"""', 1, /stands alone/],
])('[SN7] %j is refused with its line', (broken, line, message) => {
  expect(() => parseTemplate('python/f.py', broken)).toThrow(message);
  expect(() => parseTemplate('python/f.py', broken)).toThrow(`python/f.py:${line}: `);
});
