/** What nobody would see in a text, written out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isolatedText, visiblePieces, visibleText } from '../../../protocol/visible.ts';

describe('text of people and programs', () => {
  test.each([
    ['a right-to-left override', 'a\u202eb', 'a[U+202E]b'],
    [
      'embeddings and isolates',
      '\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069',
      '[U+202A][U+202B][U+202C][U+202D][U+2066][U+2067][U+2068][U+2069]',
    ],
    ['marks of direction', '\u200e\u200f\u061c', '[U+200E][U+200F][U+061C]'],
    ['spaces without width', 'pass\u200bword\ufeff\u2060', 'pass[U+200B]word[U+FEFF][U+2060]'],
    ['joiners between Latin letters', 'a\u200db\u200cc', 'a[U+200D]b[U+200C]c'],
    ['tags', 'x\u{E0041}\u{E007F}', 'x[U+E0041][U+E007F]'],
    ['control characters', 'a\u0000\u0007\u0085\u009b', 'a[U+0000][U+0007][U+0085][U+009B]'],
    ['a carriage return that hides a line', 'good\rbad', 'good[U+000D]bad'],
    ['line separators', 'a\u2028b\u2029c', 'a[U+2028]b[U+2029]c'],
    ['fillers that look empty', '\u3164\u115f\uffa0', '[U+3164][U+115F][U+FFA0]'],
    ['a soft hyphen', 'a\u00adb', 'a[U+00AD]b'],
    ['selectors that carry text', 'a\ufe00\u{E0100}', 'a[U+FE00][U+E0100]'],
    ['half a surrogate pair', 'a\ud800b', 'a[U+D800]b'],
    ['a tower of marks', `a${'\u0301'.repeat(500)}b`, `a${'\u0301'.repeat(12)}[488 combining marks]b`],
  ])('[OU6] %s can be seen', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  test.each([
    'plain text, with lines\nand\ttabs\r\nof Windows',
    '👨‍👩‍👧 👩🏽‍🚀 ❤️‍🔥 1️⃣ ☺️',
    '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
    'می‌خواهم',
    'क्‍ष',
    'שלום, עולם',
    'e\u0301tude, Việt Nam',
    '葛\u{E0100}城',
  ])('[OU6] what a script or an emoji needs stays: %s', (text) => {
    expect(visibleText(text)).toBe(text);
  });

  test('[OU6] nothing invisible is left, and nothing that can be seen is lost', () => {
    const character = fc.constantFrom(
      'a',
      'é',
      '漢',
      '\u202e',
      '\u2066',
      '\u200b',
      '\u0007',
      '\u{E0041}',
      '\n',
      '\u0301',
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 60 }), (all) => {
        const shown = visibleText(all.join(''));
        expect(shown).not.toMatch(/[\p{Default_Ignorable_Code_Point}]|(?!\n)\p{Cc}/u);
        expect(shown.replace(/\[[^\]]*\]|\u0301/g, '')).toBe(
          all.filter((c) => ['a', 'é', '漢', '\n'].includes(c)).join(''),
        );
        const marks = visiblePieces(all.join('')).filter((piece) => piece.mark);
        for (const { text } of marks) expect(text).toMatch(/^\[(U\+[0-9A-F]{4,5}|\d+ combining marks)\]$/);
      }),
    );
  });

  test('[OU7] a name in a sentence without elements keeps its direction to itself', () => {
    expect(isolatedText('Ada')).toBe('Ada');
    expect(isolatedText('אבג\u202e')).toBe('\u2068אבג[U+202E]\u2069');
  });
});
