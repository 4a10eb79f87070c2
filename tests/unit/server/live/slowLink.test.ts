/** A large work on its way to a page whose link is slow: it arrives, and the connection stays open. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { ServerMessage } from '../../../../protocol/socket.ts';
import { Client } from '../../../support/client.ts';
import { note, startRooms } from '../../../support/server/room.ts';
import { FILE } from '../../../support/server/scenario.ts';
import { slowLink } from '../../../support/server/slowLink.ts';

const KIB = 1024;
const rooms = startRooms();

/** A pair whose candidate has written so many KiB. */
async function written(kib: number) {
  const pair = await rooms.pair();
  const { c } = pair;
  for (let i = 0; i < kib / 128; i++) {
    c.type(FILE, 0, `# ${'x'.repeat(128 * KIB - 3)}\n`);
    await c.until(() => c.saved, 'the text to be stored');
  }
  return { ...pair, text: c.text(FILE).toString() };
}

const announced = ({ messages }: Client): number[] =>
  messages
    .filter((m): m is ServerMessage & { type: 'document' } => m.type === 'document')
    .map(({ bytes }) => Math.round(bytes / KIB));
const has = ({ doc }: Client): string => doc.getMap<Y.Map<Y.Text>>('work').get(FILE)?.get('text')?.toString() ?? '';

test('[RM62] a work of 1.8 MiB reaches a page over 128 KiB/s, whose connection stays open and hears the others meanwhile', async () => {
  const { id, links, i, text } = await written(1792);
  const link = await slowLink(rooms.server.url, 128 * KIB);
  const slow = await new Client({ ...links.observer, base: link.base }).join('Olga', id);
  await slow.connect();
  await slow.until(() => Y.encodeStateVector(slow.doc).length > 1, 'the first piece');
  expect(await i.say('annotation.add', note('all'))).toBe('ack');
  await slow.until(() => slow.events.some(({ type }) => type === 'annotation.added'), 'the note', 5_000);
  expect(has(slow).length).toBeLessThan(text.length / 2);
  await slow.until(() => has(slow) === text, 'the whole text', 40_000);
  expect(slow.closes).toEqual([]);
  expect(announced(slow)).toEqual([expect.closeTo(1792, -2)]);
  slow.stop();
  await link.close();
}, 90_000);

test('[RM62] a page whose link broke half-way gets the rest, and not again what it has', async () => {
  const { id, links, text } = await written(1024);
  const link = await slowLink(rooms.server.url, 512 * KIB);
  const slow = await new Client({ ...links.observer, base: link.base }, { reconnect: true }).join('Olga', id);
  await slow.connect();
  await slow.until(() => has(slow).length > text.length / 2, 'half of it');
  link.cut();
  await slow.until(() => has(slow) === text, 'the whole text', 40_000);
  const [first = 0, second = 0] = announced(slow);
  expect(slow.connection).toBe(2);
  expect([first > 1000, second < 600]).toEqual([true, true]);
  slow.stop();
  await link.close();
}, 90_000);
