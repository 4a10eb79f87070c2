/** What predict prints, batch by batch, as a Check shows it. */
import { expect, test } from 'vitest';
import { Printed } from '../../../../client/sandbox/printed.ts';
import { OUTPUT_CAPS } from '../../../../protocol/outputCaps.ts';

const line = (text: string) => JSON.stringify([{ type: 'stream', name: 'stdout', text }]);
/** What is shown of batches that print these texts; an empty one prints nothing. */
function shown(...batches: string[]) {
  const printed = new Printed();
  for (const text of batches) {
    if (text) printed.take(line(text));
    printed.close();
  }
  const texts = printed.items().map((item) => (item.type === 'stream' || item.type === 'notice' ? item.text : ''));
  return { texts, batches: printed.batches };
}

test('[SC23] the first batch that printed is shown with its number, and others where they differ', () => {
  expect(shown('a', 'a', 'a')).toEqual({ texts: ['Printed while batch 1 was predicted:', 'a'], batches: 3 });
  expect(shown('', 'a', 'b')).toEqual({
    texts: ['Printed while batch 2 was predicted:', 'a', 'Printed while batch 3 was predicted:', 'b'],
    batches: 2,
  });
  expect(shown('', '')).toEqual({ texts: [], batches: 0 });
});

test('[SC23] of many that differ three are shown, and how many others there are', () => {
  const { texts } = shown('a', 'b', 'c', 'd', 'a', 'e');
  expect(texts).toHaveLength(7);
  expect(texts.at(-1)).toBe('2 more batches printed something else.');
  expect(shown('a', 'b', 'c', 'd').texts.at(-1)).toBe('1 more batch printed something else.');
});

test('[SC23] what a program sends is bounded as the output of a run is, and what is no output is dropped', () => {
  const printed = new Printed();
  for (const text of ['not json', '{"a":1}', '[{"type":"stream"}]', '[7]']) printed.take(text);
  printed.close();
  expect(printed.items()).toEqual([]);
  for (let i = 0; i < 20; i++) printed.take(line('x'.repeat(OUTPUT_CAPS.itemChars)));
  printed.close();
  const chars = printed.items().reduce((sum, item) => sum + (item.type === 'stream' ? item.text.length : 0), 0);
  expect(chars).toBeGreaterThan(OUTPUT_CAPS.itemChars);
  expect(chars).toBeLessThanOrEqual(OUTPUT_CAPS.chars);
});
