import { expect, it } from 'vitest';
import { createProgress } from '../../../../scenarios/kit/gate/progress.ts';
import { quickBugs, quickSeed } from '../../../../scenarios/kit/gate/quickSeed.ts';

function written(isTTY: boolean): string[] {
  const lines: string[] = [];
  const progress = createProgress({ isTTY, write: (text) => lines.push(text) });
  progress.report({ slug: 'small', runs: null });
  for (let done = 1; done <= 100; done++) progress.report({ slug: 'small', runs: { done, of: 100, known: 7 } });
  progress.end();
  return lines;
}

it('[GA21] without a terminal progress is a few plain lines with counts', () => {
  const lines = written(false);
  expect(lines[0]).toBe('small: reading\n');
  expect(lines.at(-1)).toBe('small: run 100 of 100, 7 known\n');
  expect(lines.length).toBeLessThan(25);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
  expect(lines.join('')).not.toMatch(/[\r\x1b]/);
});

it('[GA21] in a terminal it is one line that is written over and gone at the end', () => {
  const lines = written(true);
  expect(lines).toHaveLength(102);
  expect(lines.join('')).not.toContain('\n');
  expect(lines.at(-1)).toBe('\r\x1b[K');
});

it('[GA21] the seed of the quick gate is one of seven', () => {
  const days = Array.from({ length: 30 }, (_, day) => quickSeed(new Date(Date.UTC(2026, 0, day + 1))));
  expect(new Set(days).size).toBe(7);
  expect(days[0]).toBe(days[7]);
});

it.each([1, 4, 5, 12, 28])('[GA21] a week of quick gates has looked at each of %i bugs', (count) => {
  const bugs = Array.from({ length: count }, (_, at) => `bug-${at}`);
  const days = Array.from({ length: 7 }, (_, day) => quickBugs(bugs, `quick-${day}`));
  for (const day of days) expect(day).toHaveLength(Math.min(4, count));
  expect(new Set(days.flat()).size).toBe(count);
});
