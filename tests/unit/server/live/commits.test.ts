/** Commits of a room over real sockets: nothing is reported before its commit, and a stop keeps it all. */

import { describe, expect, test } from 'vitest';
import { CLOSE } from '../../../../protocol/close.ts';
import { openLibsql } from '../../../../server/store/libsql/store.ts';
import type { Store } from '../../../../server/store/port.ts';
import { hasFiles, run, seed, startRooms } from '../../../support/server/room.ts';
import { FILE } from '../../../support/server/scenario.ts';

const rooms = startRooms();
const { pair, stored } = rooms;

describe('store and restart', () => {
  test('[SM3] nothing is told before its commit', async () => {
    let release = () => {};
    const gate = new Promise<void>((done) => {
      release = done;
    });
    let held = false;
    const wrap = (store: Store): Store =>
      new Proxy(store, {
        get(target, key) {
          if (key !== 'append') return Reflect.get(target, key);
          return async (...args: Parameters<Store['append']>) => {
            if (held) await gate;
            return target.append(...args);
          };
        },
      });
    const { c, i } = await pair({ wrap });
    held = true;
    c.type(FILE, 0, 'held');
    const id = c.send('run.start', run());
    const pinged = c.messages.length;
    c.raw(JSON.stringify({ type: 'ping', t: 1, rttMs: null }));
    await c.until(() => c.messages.slice(pinged).some((m) => m.type === 'pong'), 'a later answer');
    expect([c.stored, c.acked.has(id), i.state?.runs.length, i.text(FILE).toString()]).toEqual([0, false, 0, seed]);
    release();
    await c.until(() => c.saved && c.acked.has(id), 'the answers');
    await i.until(() => i.state?.runs.length === 1 && i.text(FILE).toString() === `held${seed}`, 'both');
  });

  test('[RM15] a commit that fails is acknowledged to nobody, and the resent work is there once', async () => {
    let broken = false;
    const wrap = (store: Store): Store =>
      new Proxy(store, {
        get: (target, key) =>
          key === 'append' && broken ? () => Promise.reject(new Error('no space')) : Reflect.get(target, key),
      });
    await rooms.open({ wrap });
    const { id, links } = await rooms.server.interview();
    const c = await rooms.server.client(links.candidate, 'Cora', { reconnect: true });
    await c.until(() => hasFiles(c), 'the scaffold');
    broken = true;
    c.type(FILE, 0, 'kept');
    const message = c.send('run.start', run());
    await c.closed();
    expect(c.closes[0]?.reason).toBe(CLOSE.storage.reason);
    expect(c.acked.has(message)).toBe(false);
    broken = false;
    await c.until(() => c.saved && c.acked.has(message), 'the resent work');
    expect(await stored(id)).toBe(`kept${seed}`);
    expect((await rooms.server.store.read(id)).entries.filter((e) => e.id === message)).toHaveLength(1);
  });

  test('[RM16] a stop commits what is in flight, says 1012, and the next start has it all', async () => {
    const { id, c, i } = await pair({});
    c.type(FILE, 0, 'last words');
    await c.say('run.start', run());
    const dir = rooms.server.dataDir;
    await Promise.all([rooms.server.stop(), c.closed(), i.closed()]);
    expect([c.closes[0]?.code, i.closes[0]?.code]).toEqual([1012, 1012]);
    const store = await openLibsql(dir);
    const { entries, damage } = await store.read(id);
    expect(damage).toBeNull();
    expect(entries.some((e) => e.kind === 'event' && e.actor.includes('Cora'))).toBe(true);
    expect((await store.snapshot(id))?.seq).toBe(entries.length);
    await store.close();
  });
});
