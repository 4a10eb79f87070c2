/** The browser's database fails in every way there is: the way to the server stays open, and the page says what is not kept. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { openOutbox } from '../../../../client/realtime/browserOutbox.ts';
import type { Outbox } from '../../../../client/realtime/outbox.ts';
import { connections, type Setup, settle } from '../fakes.ts';
import { FakeIndexedDB } from './fakeDatabase.ts';

const setup = connections();
let database: FakeIndexedDB;

beforeEach(() => {
  vi.useFakeTimers();
  database = new FakeIndexedDB();
  vi.stubGlobal('indexedDB', database);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const edit = (key: string, text = key) => {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, text);
  return { key, update: Y.encodeStateAsUpdate(doc) };
};

/** Types, and expects it at the server and in the words of the page. */
async function expectSaved(s: Setup, durable: boolean): Promise<void> {
  s.text.insert(0, 'typed ');
  await s.world.pass(50);
  s.server.read();
  await settle();
  expect(s.server.doc.getText('t').toString()).toBe(s.text.toString());
  expect(s.connection.link.get()).toMatchObject({ durable, save: { kind: 'saved' } });
  const run = s.connection.say('run.start', { runId: 'run00001', kind: 'file', file: 'a.py', lines: null, code: '' });
  const [message] = s.world.wire.takeMessages();
  expect(message?.type).toBe('run.start');
  s.world.wire.say({ type: 'ack', id: message?.id ?? '' });
  await run;
}

async function opened(outbox: Outbox = openOutbox('i')): Promise<Setup> {
  const opening = setup(outbox);
  await later(4_000);
  const s = await opening;
  s.server.accept();
  return s;
}

describe('a local cache that fails', () => {
  test('[CL43] where all is well, what is typed is stored with the first key', async () => {
    const s = await opened();
    s.text.insert(0, 'a');
    s.text.insert(1, 'b');
    await settle();
    // Not even the 50 ms in which keystrokes are gathered have passed.
    expect(database.keys()).toHaveLength(1);
    const next = new Y.Doc();
    for (const { update } of (await openOutbox('i').load()).edits) Y.applyUpdate(next, update);
    expect(next.getText('t').toString()).toBe('ab');
    await s.world.pass(50);
    s.server.read();
    await settle();
    expect(database.keys()).toEqual([]);
    await expectSaved(s, true);
  });

  test.each(['throws', 'refuses', 'silent'] as const)(
    '[CL43] indexedDB.open %s: the room opens, saves and runs',
    async (how) => {
      database.opens = how;
      await expectSaved(await opened(), false);
    },
  );

  test('[CL43] no indexedDB at all', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await expectSaved(await opened(), false);
  });

  test('[CL43] a read that never answers does not keep the room closed', async () => {
    database.read = 'silent';
    await expectSaved(await opened(), false);
  });

  test.each(['throws', 'refuses', 'silent'] as const)('[CL43] writes: %s', async (how) => {
    const s = await opened();
    database.write = how;
    s.text.insert(0, 'first ');
    await settle();
    await later(4_000);
    await expectSaved(s, false);
  });

  test.each(['evict', 'remove'] as const)(
    '[CL43] %s under the open room, and what is unsaved is stored again',
    async (how) => {
      const s = await opened();
      s.world.wire.drop();
      s.text.insert(0, 'offline ');
      await settle();
      database[how]();
      expect(database.keys()).toEqual([]);
      expect(s.connection.link.get().durable).toBe(false);
      await later(6_000);
      expect(s.connection.link.get().durable).toBe(true);
      expect(database.keys()).toHaveLength(1);
      await s.world.pass(20_000);
      s.server.accept();
      await expectSaved(s, true);
    },
  );

  test('[CL43] a full disk that has room again', async () => {
    const s = await opened();
    database.write = 'refuses';
    s.text.insert(0, 'unsaved');
    await settle();
    expect(s.connection.link.get().durable).toBe(false);
    database.write = 'none';
    await later(6_000);
    expect(s.connection.link.get().durable).toBe(true);
    expect(database.keys()).toHaveLength(1);
  });

  test('[CL43] a database that answers late: what an earlier page left is delivered after all', async () => {
    openOutbox('i').putEdit(edit('a', 'earlier'));
    await later(0);
    database.opens = 'silent';
    const s = await opened();
    await expectSaved(s, false);
    database.wake();
    await later(0);
    expect(s.text.toString()).toContain('earlier');
    await s.world.pass(20_000);
    s.server.accept();
    s.server.read();
    await settle();
    expect(s.server.doc.getText('t').toString()).toContain('earlier');
    expect(s.connection.link.get()).toMatchObject({ durable: true, save: { kind: 'saved' } });
    expect(database.keys()).toEqual([]);
  });
});
