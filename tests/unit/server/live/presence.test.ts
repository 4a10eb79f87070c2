/** Cursors and places of a room, over real sockets. */

import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import { CLOSE } from '../../../../protocol/close.ts';
import { LIMITS } from '../../../../protocol/limits.ts';
import { note, startRooms } from '../../../support/server/room.ts';
import { FILE } from '../../../support/server/scenario.ts';

const rooms = startRooms();
const { pair } = rooms;

describe('presence', () => {
  test('[RM12] the cursor carries the server’s name for the candidate, and another socket cannot speak for it', async () => {
    const { links, c, i } = await pair();
    const frame = (id: number, clock: number, state: unknown) => {
      const inner = encoding.createEncoder();
      for (const n of [1, id, clock]) encoding.writeVarUint(inner, n);
      encoding.writeVarString(inner, JSON.stringify(state));
      const outer = encoding.createEncoder();
      encoding.writeVarUint(outer, 1);
      encoding.writeVarUint8Array(outer, encoding.toUint8Array(inner));
      return encoding.toUint8Array(outer);
    };
    c.raw(frame(77, 1, { user: { name: 'Ivo', role: 'interviewer' }, fileId: FILE }));
    await i.until(() => i.cursors.has(77), 'the cursor');
    expect(i.cursors.get(77)).toEqual({ user: { name: 'Cora', role: 'candidate' }, fileId: FILE });
    for (let n = 2; n < 60; n++) c.raw(frame(77, n, { fileId: FILE, top: n }));
    await i.until(() => (i.cursors.get(77) as { top?: number })?.top === 59, 'the newest cursor');
    const late = await rooms.server.client(links.observer, 'Olga');
    await late.until(() => late.cursors.has(77), 'the cursor for who comes late');
    i.raw(frame(77, 99, {}));
    expect((await i.closed()).reason).toBe(CLOSE.forbidden.reason);
    c.raw(frame(78, 1, {}));
    expect((await c.closed()).reason).toBe(CLOSE.forbidden.reason);
    await late.until(() => late.cursors.get(77) === null, 'the cursor to go');
  });

  test('[RM13] the eleventh socket is told that the room is full', async () => {
    const { links, c } = await pair();
    for (let n = 2; n < LIMITS.connections; n++) await rooms.server.client(links.interviewer, `I${n}`);
    await expect(rooms.server.client(links.observer, 'one too many')).rejects.toThrow(String(CLOSE.full.code));
    expect(c.open).toBe(true);
  });

  test('[RM14] too much too fast ends the socket, not the room', async () => {
    const { c, i } = await pair();
    for (let n = 0; n <= LIMITS.messagesBurst + 50; n++) c.raw(JSON.stringify({ type: 'ping', t: n, rttMs: null }));
    expect((await c.closed()).reason).toBe(CLOSE.flood.reason);
    expect(await i.say('annotation.add', note('all'))).toBe('ack');
  });
});
