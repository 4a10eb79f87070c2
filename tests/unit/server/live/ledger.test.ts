/** The ledger over real sockets: who keeps it, who hears of it, and what a snapshot is. */
import { describe, expect, test } from 'vitest';
import type { LedgerSnapshotResponse } from '../../../../protocol/api.ts';
import type { ServerMessage } from '../../../../protocol/socket.ts';
import type { Client } from '../../../support/client.ts';
import { startRooms } from '../../../support/server/room.ts';
import { FILE } from '../../../support/server/scenario.ts';

const rooms = startRooms();
const { pair } = rooms;
const KEY = 'a'.repeat(64);

type Turn = Extract<ServerMessage, { type: 'ledger.turn' }>;
const turnsOf = ({ messages }: Client) => messages.filter((one): one is Turn => one.type === 'ledger.turn');
const offer = (client: Client, more: object = {}) =>
  client.raw(JSON.stringify({ type: 'ledger.offer', able: true, visible: true, memoryGiB: null, ...more }));

describe('the turn', () => {
  test('[LD10] goes to the first who offers, and to the next when they hide or go', async () => {
    const { links, i } = await pair();
    const o = await rooms.server.client(links.observer, 'Olga');
    offer(i);
    await i.until(() => turnsOf(i).at(-1)?.yours === true, 'the turn');
    offer(o);
    await o.until(() => turnsOf(o).length > 0, 'an answer');
    expect(turnsOf(o)).toEqual([{ type: 'ledger.turn', yours: false, holder: 'Ivo' }]);
    offer(i, { visible: false });
    await o.until(() => turnsOf(o).at(-1)?.yours === true, 'the turn');
    await i.until(() => turnsOf(i).at(-1)?.yours === false, 'the loss of the turn');
    offer(i);
    o.socket?.close();
    await i.until(() => turnsOf(i).at(-1)?.yours === true, 'the turn again');
    expect(turnsOf(i).map(({ holder }) => holder)).toEqual(['Ivo', 'Olga', 'Ivo']);
  });

  test('[LD11] nobody hears of it who has not offered, and nobody twice of the same', async () => {
    const { links, c, i } = await pair();
    const o = await rooms.server.client(links.observer, 'Olga');
    offer(i);
    offer(i);
    await i.say('annotation.add', {
      annotationId: 'note-0001',
      audience: 'all',
      anchor: { kind: 'moment' },
      text: 'x',
    });
    await c.until(() => c.events.some(({ type }) => type === 'annotation.added'), 'the note');
    await o.until(() => o.events.some(({ type }) => type === 'annotation.added'), 'the note');
    expect(turnsOf(i).length).toBe(1);
    expect([...turnsOf(c), ...turnsOf(o)]).toEqual([]);
  });
});

test('[LD11] what is sent of it reaches staff, is folded for them, and never a candidate', async () => {
  const { links, c, i } = await pair();
  expect(await i.say('ledger.snapshot', { position: 1, at: 5, key: KEY, lines: { late: 'buggy' } })).toBe('ack');
  const answers = [{ id: 'late-value', verdict: 'alarm' as const, message: 'moved' }];
  expect(await i.say('ledger.answer', { key: KEY, answers, seconds: 1 })).toBe('ack');
  expect(await i.say('ledger.say', { finding: 'late', said: true })).toBe('ack');
  const late = await rooms.server.client(links.observer, 'Olga');
  expect(late.state?.ledger).toMatchObject({
    snapshots: [{ position: 1, key: KEY }],
    answers: { [KEY]: answers },
    said: { late: { name: 'Ivo' } },
  });
  await i.say('annotation.add', { annotationId: 'note-0002', audience: 'all', anchor: { kind: 'moment' }, text: 'x' });
  await c.until(() => c.events.some(({ type }) => type === 'annotation.added'), 'the note');
  expect(c.events.filter(({ type }) => type.startsWith('ledger.'))).toEqual([]);
  c.socket?.close();
  await c.closed();
  await c.connect();
  expect(c.state?.ledger).toEqual({ snapshots: [], answers: {}, said: {} });
});

test.each([
  ['a key that is none', 'ledger.snapshot', { position: 1, at: 1, key: 'x', lines: {} }],
  ['a side that is none', 'ledger.snapshot', { position: 1, at: 1, key: KEY, lines: { late: 'mended' } }],
  ['a position below 0', 'ledger.snapshot', { position: -1, at: 1, key: KEY, lines: {} }],
  [
    'a verdict that is none',
    'ledger.answer',
    { key: KEY, answers: [{ id: 'a', verdict: 'gone', message: '' }], seconds: 1 },
  ],
  [
    'a message without end',
    'ledger.answer',
    { key: KEY, answers: [{ id: 'a', verdict: 'alarm', message: 'x'.repeat(501) }], seconds: 1 },
  ],
  ['no answer', 'ledger.answer', { key: KEY, answers: [], seconds: 1 }],
] as const)('[LD1] %s is refused with the field', async (_what, type, data) => {
  const { i } = await pair();
  expect(await i.say(type, data as never)).toBe('invalid');
});

test('[LD12] a snapshot is the document at a committed position of the log', async () => {
  const { links, id, c, i } = await pair();
  const ask = async (): Promise<LedgerSnapshotResponse> =>
    (await i.browser.fetch(`/api/interviews/${id}/ledger/snapshot`, { inviteId: links.interviewer.inviteId })).json();
  const before = await ask();
  c.type(FILE, 0, '# typed\n');
  await c.until(() => c.saved, 'the edit');
  const after = await ask();
  expect(Object.values(after.files).join()).toContain('# typed\n');
  expect(Object.values(before.files).join()).not.toContain('# typed\n');
  const { entries } = await rooms.server.store.read(id);
  expect(after.position).toBe(entries.length);
  expect(after.position).toBeGreaterThan(before.position);
});
