/** Names of files that people take away. */
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { zipOf } from '../../../client/state/takeaway.ts';
import { dispositionOf, nameOfDisposition, namePart, takeawayName } from '../../../protocol/fileName.ts';

describe('names of files to take away', () => {
  test.each([
    [['Interview of Ada', 'bank-scam', '2026-11-30'], 'Interview of Ada, bank-scam, 2026-11-30.md'],
    [['\u9762\u8bd5', 'bank-scam'], '\u9762\u8bd5, bank-scam.md'],
    [['', ''], 'interview.md'],
    [['\u202e\u200b'], 'interview.md'],
    [['../../etc/passwd'], 'etc passwd.md'],
    [['a<b>:"c|d?*\\e'], 'a b c d e.md'],
    [['evil\u202egnp'], 'evilgnp.md'],
  ])('[OU9] %j is %s', (parts, name) => {
    expect(takeawayName(parts.map(namePart), 'md')).toBe(name);
  });

  test('[OU9] a header holds the name as it is and in ASCII, and is read back', () => {
    const header = dispositionOf('Interview of \u9762\u8bd5 (a), x.md');
    expect(header).toMatch(/^attachment; filename="[ -~]+"; filename\*=UTF-8''[\w.%-]+$/);
    expect(nameOfDisposition(header)).toBe('Interview of \u9762\u8bd5 (a), x.md');
    expect(dispositionOf('\u9762\u8bd5.md')).toContain('filename="interview.md"');
    expect(nameOfDisposition('attachment; filename="a.zip"')).toBe('a.zip');
  });

  test('[OU9] whatever a person is called, the name is safe, seen and of bounded length', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 4 }), (parts) => {
        const name = takeawayName(parts.map(namePart), 'md');
        expect(new TextEncoder().encode(name).length).toBeLessThan(200);
        expect(name).toMatch(/^[^<>:"/\\|?*]+\.md$/);
        expect(name).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]|[. ]\.md$|^[. ]/u);
        expect(nameOfDisposition(dispositionOf(name))).toBe(name);
      }),
    );
  });

  test('[PN7] every file is in the zip: those of one name, of other capitals, and named as objects name their parts', async () => {
    const names = ['a.py', 'a.py', 'A.py', '../b', '__proto__', 'constructor'];
    const zip = unzipSync(await zipOf(names.map((name) => ({ name, text: `text of ${name}` }))));
    expect(Object.entries(zip).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual([
      ['a.py', 'text of a.py'],
      ['a (2).py', 'text of a.py'],
      ['A (3).py', 'text of A.py'],
      ['b', 'text of ../b'],
      ['__proto__ (2)', 'text of __proto__'],
      ['constructor', 'text of constructor'],
    ]);
  });
});
