/** Forged changes over real sockets: the sender alone is put out, and everybody else goes on. */
import { Writable } from 'node:stream';
import pino from 'pino';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { LogResponse } from '../../../../protocol/api.ts';
import { CLOSE } from '../../../../protocol/close.ts';
import { updateFrame } from '../../../../protocol/frames.ts';
import type { Store } from '../../../../server/store/port.ts';
import { hasFiles, run, seed, startRooms } from '../../../support/server/room.ts';
import { FILE } from '../../../support/server/scenario.ts';

const rooms = startRooms();
const { pair, stored } = rooms;

/** A log whose lines can be read. */
function logged() {
  const lines: string[] = [];
  const to = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, log: pino({ level: 'info' }, to) };
}

test('[RM40] who sends another shape is put out with a reason of its own and a line without content; others go on', async () => {
  const { lines, log } = logged();
  const { id, links, c, i } = await pair({ log });
  const second = await rooms.server.client(links.candidate, 'Cora', {}).catch(() => null);
  const work = c.doc.getMap<unknown>('work');
  work.set('boom', 'secret text');
  expect(await c.closed()).toEqual({ code: CLOSE.structure.code, reason: CLOSE.structure.reason });
  expect(second?.open ?? true).toBe(true);
  expect(i.open).toBe(true);
  const put = lines.filter((line) => line.includes('a socket was put out'));
  expect(put).toHaveLength(1);
  expect(put[0]).toContain(c.participantId);
  expect(put.join()).not.toMatch(/secret|boom/);
  expect(await stored(id)).toBe(seed);
  expect(await i.say('interview.pause', {})).not.toBe('forbidden');
});

test('[RM44] whatever goes wrong with one socket ends that socket alone', async () => {
  const { lines, log } = logged();
  const { id, c, i } = await pair({ log });
  const room = await rooms.server.deps.rooms.hold(id);
  if (!room) throw new Error('there is no room');
  const real = room.edits.take.bind(room.edits);
  room.edits.take = () => {
    throw new RangeError('quotes secret text');
  };
  c.type(FILE, 0, 'x');
  expect((await c.closed()).reason).toBe(CLOSE.failed.reason);
  room.edits.take = real;
  expect(i.open).toBe(true);
  await c.connect();
  await c.until(() => c.saved, 'the text');
  await i.until(() => i.text(FILE).toString() === `x${seed}`, 'the text at the other side');
  expect(lines.join()).toContain('RangeError');
  expect(lines.join()).not.toContain('secret');
  rooms.server.deps.rooms.release(room);
});

test('[RM43] a log that an earlier server let odd values into opens: room, replay and exports', async () => {
  await rooms.open({});
  const { server } = rooms;
  const { id, links } = await server.interview();
  const { entries } = await server.store.read(id);
  const doc = new Y.Doc();
  for (const entry of entries) if (entry.kind === 'edit') Y.applyUpdate(doc, entry.body);
  const vector = Y.encodeStateVector(doc);
  doc.getMap<unknown>('work').set('boom', 'x');
  const body = Y.encodeStateAsUpdate(doc, vector);
  await server.store.append(id, [{ id: 'odd-entry-1', kind: 'edit', at: 1, actor: '{}', body }]);
  const i = await server.client(links.interviewer, 'Ivo');
  await i.until(() => i.synced && i.doc.getMap('work').size === 3, 'the work');
  const c = await server.client(links.candidate, 'Cora');
  await c.until(() => c.synced && c.doc.getMap('work').size === 3, 'the work');
  c.type(FILE, 0, 'on');
  await c.until(() => c.saved, 'saved');
  const get = async (path: string) => {
    const response = await i.browser.fetch(`/api/interviews/${id}/${path}`, { inviteId: links.interviewer.inviteId });
    expect(response.status, path).toBe(200);
    return response;
  };
  const log = (await (await get('log')).json()) as LogResponse;
  expect(log.entries.filter(({ kind }) => kind === 'edit')).toHaveLength(3);
  for (const name of ['export.json', 'export.md', 'code.zip']) await get(name);
  c.raw(updateFrame(Y.encodeStateAsUpdate(doc)));
  c.type(FILE, 0, 'still ');
  await c.until(() => c.saved, 'saved again');
});

/** A store whose appends wait while `held` is set, and fail where `fail` is. */
function slowStore() {
  const state = { held: null as Promise<void> | null, fail: false };
  const wrap = (store: Store): Store =>
    new Proxy(store, {
      get(target, key) {
        if (key !== 'append') return Reflect.get(target, key);
        return async (...args: Parameters<Store['append']>) => {
          await state.held;
          if (state.fail) throw new Error('no space');
          return target.append(...args);
        };
      },
    });
  return { state, wrap };
}

for (const fail of [false, true])
  test(`[RM45] a joiner gets no edit before its commit, and ${fail ? 'none that failed' : 'gets it then'}`, async () => {
    const { state, wrap } = slowStore();
    const { id, links, c, i } = await pair({ wrap });
    let release = () => {};
    state.held = new Promise<void>((done) => {
      release = done;
    });
    c.type(FILE, 0, 'on its way ');
    c.send('run.start', run());
    c.raw(JSON.stringify({ type: 'ping', t: 1, rttMs: null }));
    await c.until(() => c.messages.some((m) => m.type === 'pong'), 'a later answer');
    const o = await rooms.server.client(links.observer, 'Olga', { reconnect: true });
    o.raw(JSON.stringify({ type: 'ping', t: 1, rttMs: null }));
    await o.until(() => o.messages.some((m) => m.type === 'pong'), 'a later answer');
    expect(o.doc.getMap('work').size).toBe(0);
    expect(o.state?.runs).toEqual([]);
    state.fail = fail;
    release();
    if (fail) {
      expect((await o.closed()).reason).toBe(CLOSE.storage.reason);
      expect(o.doc.getMap('work').size).toBe(0);
      state.fail = false;
      await o.until(() => hasFiles(o), 'the work after all');
      expect(o.text(FILE).toString()).toBe(seed);
      expect(o.closes.map(({ reason }) => reason)).not.toContain(CLOSE.forbidden.reason);
    } else {
      await o.until(() => hasFiles(o) && o.text(FILE).toString() === `on its way ${seed}`, 'the edit');
      expect(await stored(id)).toBe(`on its way ${seed}`);
      expect(i.text(FILE).toString()).toBe(`on its way ${seed}`);
    }
  });
