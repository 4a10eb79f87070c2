/** Whose browser keeps the ledger. */
import { expect, it } from 'vitest';
import { elect, type Offer, SILENT_MS } from '../../../server/peers/keeper.ts';

const offer = (since: number, more: Partial<Offer> = {}): Offer => ({
  able: true,
  visible: true,
  memoryGiB: 8,
  since,
  heard: 100_000,
  ...more,
});
const elected = (offers: Record<string, Offer>, current: string | null = null, now = 100_000) =>
  elect(new Map(Object.entries(offers)), current, now);

it.each([
  ['the first one', { a: offer(2), b: offer(1) }, null, 'b'],
  ['who has the turn, though another was there before', { a: offer(2), b: offer(1) }, 'a', 'a'],
  [
    'one that reports enough memory before one that does not say',
    { a: offer(1, { memoryGiB: null }), b: offer(2) },
    null,
    'b',
  ],
  ['one that does not say, where nobody does', { a: offer(1, { memoryGiB: null }) }, null, 'a'],
  ['nobody that reports less', { a: offer(1, { memoryGiB: 4 }) }, null, null],
  ['one that is seen, where who has the turn is hidden', { a: offer(1, { visible: false }), b: offer(2) }, 'a', 'b'],
  ['the hidden one, where nobody is seen', { a: offer(1, { visible: false }) }, 'a', 'a'],
  [
    'the hidden one that has the turn, where all are hidden',
    { a: offer(1, { visible: false }), b: offer(2, { visible: false }) },
    'b',
    'b',
  ],
  ['nobody that cannot', { a: offer(1, { able: false }) }, 'a', null],
  ['nobody', {}, 'a', null],
] as [string, Record<string, Offer>, string | null, string | null][])('[LD10] %s', (_what, offers, current, who) => {
  expect(elected(offers, current)).toBe(who);
});

it('[LD10] who has been silent for 10 s loses the turn', () => {
  const offers = { a: offer(1), b: offer(2, { heard: 100_000 + SILENT_MS }) };
  expect(elected(offers, 'a', 100_000 + SILENT_MS - 1)).toBe('a');
  expect(elected(offers, 'a', 100_000 + SILENT_MS)).toBe('b');
});
