/** Lines that a flood could multiply. */
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Tally } from '../../../server/tally.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function logged(): { tally: Tally; lines: { msg: string; more?: number; reason?: string }[] } {
  const lines: { msg: string; more?: number; reason?: string }[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { tally: new Tally(log), lines };
}

test('[LO2] of each kind one line a minute is written, the others are counted', async () => {
  const { tally, lines } = logged();
  for (let i = 0; i < 4_211; i += 1) tally.note({ reason: 'flood' }, 'refused');
  tally.note({ reason: 'full' }, 'refused');
  expect(lines.map(({ msg, reason }) => `${msg} ${reason}`)).toEqual(['refused flood', 'refused full']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lines.slice(2)).toMatchObject([{ msg: 'refused: 4,210 more', reason: 'flood', more: 4_210 }]);
  tally.note({ reason: 'flood' }, 'refused');
  expect(lines).toHaveLength(4);
});

test('[LO2] however many kinds there are, the lines of a minute are bounded, and none is forgotten', () => {
  const { tally, lines } = logged();
  for (let i = 0; i < 10_000; i += 1) tally.note({ reason: `kind ${i}` }, 'refused');
  tally.flush();
  expect(lines.length).toBeLessThan(300);
  const written = lines.filter(({ more }) => more === undefined).length;
  expect(written + lines.reduce((sum, { more = 0 }) => sum + more, 0)).toBe(10_000);
});
