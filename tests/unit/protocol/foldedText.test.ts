/** Text of a program that overwrites itself: what is left to see, what is sent of it, and what counts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { terminalLines } from '../../../client/ui/outputs/terminal.ts';
import { FoldedText, foldedPieces } from '../../../protocol/foldedText.ts';
import { OUTPUT_CAPS } from '../../../protocol/outputCaps.ts';
import { createOutputMeter } from '../../../protocol/outputMeter.ts';
import { SEED } from '../../support/seed.ts';

const seen = (text: string): string =>
  terminalLines(text)
    .map((spans) => spans.map((span) => span.text).join(''))
    .join('\n');

test.each([
  ['a\rb', 'b', 1],
  ['10%\r20%\r30%\nend', '30%\nend', 7],
  ['kept\r', 'kept', 4],
  ['windows\r\nlines\r\n', 'windows\nlines\n', 14],
  ['spin |\b/\b-', 'spin -', 6],
  ['one\ntwo\u001b[A\rONE', 'ONE', 3],
  ['a\nb\nc\n\u001b[2Ax', 'a\nx', 3],
  ['text\u001b[K more', 'text more', 9],
  ['text\u001b[2Knew', 'new', 3],
])('[RN46] %j shows %j', (text, shown, chars) => {
  const whole = new FoldedText();
  whole.push(text);
  expect(seen(whole.take())).toBe(shown);
  expect(whole.chars).toBe(chars);
  const pieces = new FoldedText();
  let sent = '';
  for (const piece of foldedPieces(text).flatMap((piece, at) => (at % 2 ? [piece] : [...piece]))) {
    pieces.push(piece);
    sent += pieces.take();
  }
  expect(seen(sent)).toBe(shown);
  expect(pieces.chars).toBe(chars);
});

test('[RN46] what is sent in pieces shows the same as what is sent at once', () => {
  const bits = fc.constantFrom('a', 'bc', '\n', '\r', '\r', '\b', '\u001b[A', '\u001b[2K', 'ddd\n');
  fc.assert(
    fc.property(fc.array(fc.tuple(bits, fc.boolean()), { maxLength: 40 }), (steps) => {
      const [once, often] = [new FoldedText(), new FoldedText()];
      let sent = '';
      for (const [bit, send] of steps) {
        // Text that is written over again is what matters; a line that nothing follows may stay.
        once.push(bit);
        often.push(bit);
        if (send) sent += often.take();
      }
      for (const folded of [once, often]) folded.push('\rend');
      expect(
        seen(sent + often.take())
          .split('\n')
          .at(-1),
      ).toBe(seen(once.take()).split('\n').at(-1));
      expect([often.chars, often.lines]).toEqual([once.chars, once.lines]);
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test('[RN46] the meter counts what is left to see, and bounds what is sent all the same', () => {
  const meter = createOutputMeter();
  const bar = (n: number) => ({ type: 'stream', name: 'stdout', text: `\r${String(n).padEnd(1_000, '#')}` });
  let taken = 0;
  for (let n = 0; n < 3_000; n++) if (meter.take(bar(n))) taken++;
  expect(taken).toBe(Math.floor(OUTPUT_CAPS.rawChars / 1_001));
});
