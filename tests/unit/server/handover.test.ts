/** The document on its way to a page: how much of it at a time. */
import { expect, test, vi } from 'vitest';
import { LIMITS } from '../../../protocol/limits.ts';
import { Handover } from '../../../server/peers/handover.ts';

const { handoverBytes: PIECE, handoverMostBytes: MOST, handoverQuickMs: QUICK } = LIMITS;
const piecesOf = (count: number) => Array.from({ length: count }, () => new Uint8Array(PIECE));

/** A link whose echoes take `echoMs`, and the bytes of each round. */
function link(echoMs: () => number, alive = () => true) {
  const rounds: number[] = [0];
  let time = 0;
  const handover = new Handover({
    send: (frame) => {
      rounds[rounds.length - 1] = (rounds.at(-1) ?? 0) + frame.byteLength;
    },
    echo: async () => {
      time += echoMs();
      rounds.push(0);
      return alive();
    },
    now: () => time,
  });
  return { handover, rounds };
}
const done = () => new Promise((resolve) => setImmediate(resolve));

test('[RM62] what a link carries within a moment is on its way at once: more while it is quick, less when it is not', async () => {
  let ms = QUICK / 2;
  const { handover, rounds } = link(() => ms);
  handover.give(() => piecesOf(60));
  await done();
  expect(rounds.slice(0, 4).map((bytes) => bytes / PIECE)).toEqual([1, 2, 4, 8]);
  expect(Math.max(...rounds)).toBe(MOST);
  expect(rounds.reduce((sum, bytes) => sum + bytes)).toBe(60 * PIECE);
  ms = QUICK * 2;
  rounds.splice(0, rounds.length, 0);
  handover.give(() => piecesOf(30));
  await done();
  expect(rounds.map((bytes) => bytes / PIECE)).toEqual([8, 4, 2, ...Array(16).fill(1)]);
});

test('[RM62] nothing more is sent once the socket has ended, and of several answers that wait only the newest is made', async () => {
  const dead = link(
    () => 1,
    () => false,
  );
  dead.handover.give(() => piecesOf(5));
  await done();
  expect(dead.rounds).toEqual([PIECE, 0]);
  const { handover } = link(() => 1);
  const makes = [1, 2, 3].map((count) => vi.fn(() => piecesOf(count)));
  for (const make of makes) handover.give(make);
  await done();
  expect(makes.map(({ mock }) => mock.calls.length)).toEqual([1, 0, 1]);
});
