/** The room over real sockets: what one types the others see, and what is acknowledged is stored. */

import * as encoding from 'lib0/encoding';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '../../../../protocol/close.ts';
import { updateFrame } from '../../../../protocol/frames.ts';
import { LIMITS } from '../../../../protocol/limits.ts';
import { openLibsql } from '../../../../server/store/libsql/store.ts';
import type { Store } from '../../../../server/store/port.ts';
import { type Client, newId } from '../../../support/client.ts';
import { failureOf } from '../../../support/scores.ts';
import { type HostOptions, type Links, type TestServer, testServer } from '../../../support/server/host.ts';
import { FILE, SOURCE } from '../../../support/server/scenario.ts';

let shared: TestServer;
let server: TestServer;
beforeAll(async () => {
  shared = await testServer();
}, 30_000);
afterEach(() => (server === shared ? undefined : server.close()));
afterAll(() => shared.close());

const seed = SOURCE.replaceAll('\r\n', '\n');
const hasFiles = (c: Client) => c.synced && c.doc.getMap('work').size === 2;

async function pair(
  options: HostOptions | null = null,
  gated = false,
): Promise<{ id: string; links: Links; c: Client; i: Client }> {
  server = options ? await testServer(options) : shared;
  const { id, links } = await server.interview({ gated });
  const c = await server.client(links.candidate, 'Cora');
  const i = await server.client(links.interviewer, 'Ivo');
  if (!gated) await c.until(() => hasFiles(c), 'the scaffold');
  await i.until(() => hasFiles(i), 'the scaffold');
  return { id, links, c, i };
}

async function stored(id: string): Promise<string> {
  const doc = new Y.Doc();
  for (const e of (await server.store.read(id)).entries) if (e.kind === 'edit') Y.applyUpdate(doc, e.body);
  return doc.getMap<Y.Map<Y.Text>>('work').get(FILE)?.get('text')?.toString() ?? '';
}

const note = (audience: 'all' | 'staff', text = 'a note') => ({
  annotationId: newId(),
  audience,
  anchor: { kind: 'moment' as const },
  text,
});
const run = (runId = newId()) => ({ runId, kind: 'file' as const, file: 'model.py', lines: null, code: 'print(1)' });
const finish = (runId: string) => ({
  runId,
  status: 'ok' as const,
  durationMs: 5,
  varsLost: false,
  weights: null,
  check: null,
});

describe('edits', () => {
  test('[RM1, SM5] what the candidate types is stored, counted, and seen by the interviewer', async () => {
    const { id, c, i } = await pair();
    expect(c.text(FILE).toString()).toBe(seed);
    c.type(FILE, 0, 'import numpy as np\n');
    c.type(FILE, 0, '# hello\n');
    await c.until(() => c.saved && c.stored === 2, 'saved');
    await i.until(
      () => i.text(FILE).toString() === `# hello\nimport numpy as np\n${seed}`,
      'the text at the other side',
    );
    expect(await stored(id)).toBe(i.text(FILE).toString());
    expect((await server.store.read(id)).entries.filter((e) => e.kind === 'edit')).toHaveLength(3);
    expect(c.gapless && i.gapless).toBe(true);
  });

  test('[RM2] the scaffold is there once, after reconnections and after a restart', async () => {
    const { id, c } = await pair({});
    for (let n = 0; n < 3; n++) {
      c.socket?.close();
      await c.closed();
      await c.connect();
      await c.until(() => c.synced, 'sync');
    }
    expect(c.text(FILE).toString()).toBe(seed);
    const dataDir = server.dataDir;
    await server.stop();
    const next = await testServer({ dataDir });
    const link = await next.link(id, 'observer');
    const o = await next.client(link, 'Olga');
    await o.until(() => hasFiles(o), 'the scaffold');
    expect(o.text(FILE).toString()).toBe(seed);
    await next.close();
  });

  test('[RM3] an update that changes nothing is counted as stored and writes no row', async () => {
    const { id, c } = await pair();
    const before = (await server.store.read(id)).entries.length;
    c.sent += 1;
    c.raw(updateFrame(Y.encodeStateAsUpdate(c.doc)));
    await c.until(() => c.stored === 1, 'the count');
    expect((await server.store.read(id)).entries).toHaveLength(before);
  });

  test('[RM4] an update cut at any byte is never acknowledged and never stored', async () => {
    const { id, links, c } = await pair();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(c.doc));
    const vector = Y.encodeStateVector(doc);
    doc.getMap<Y.Map<Y.Text>>('work').get(FILE)?.get('text')?.insert(0, 'xy');
    const whole = Y.encodeStateAsUpdate(doc, vector);
    const rows = (await server.store.read(id)).entries.length;
    let client = c;
    for (let cut = 3; cut < whole.length; cut++) {
      if (!client.open) client = await server.client(links.candidate, 'Cora', {});
      const acks = client.stored;
      client.raw(updateFrame(whole.slice(0, cut)));
      const { reason } = await client.closed();
      expect(reason, `cut at ${cut}`).toBe(CLOSE.malformed.reason);
      expect(client.stored).toBe(acks);
      await client.connect();
      await client.until(() => client.synced, 'sync');
    }
    expect((await server.store.read(id)).entries).toHaveLength(rows);
    expect(await stored(id)).toBe(seed);
  });

  test('[RM5] an update whose predecessor is missing is not acknowledged, and the reconnection heals it', async () => {
    const { id, c, i } = await pair();
    const updates: Uint8Array[] = [];
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(c.doc));
    doc.on('update', (u: Uint8Array) => updates.push(u));
    const text = doc.getMap<Y.Map<Y.Text>>('work').get(FILE)?.get('text');
    text?.insert(0, 'a');
    text?.insert(1, 'b');
    c.raw(updateFrame(updates[1] as Uint8Array));
    expect((await c.closed()).reason).toBe(CLOSE.malformed.reason);
    expect(c.stored).toBe(0);
    Y.applyUpdate(c.doc, Y.encodeStateAsUpdate(doc), 'own');
    await c.connect();
    await c.until(() => c.saved, 'the resync');
    await i.until(() => i.text(FILE).toString() === `ab${seed}`, 'the healed text');
    expect(await stored(id)).toBe(`ab${seed}`);
  });

  test('[RM6] an update above 512 KiB is refused with a reason; the text stays with the client', async () => {
    const { id, c } = await pair();
    c.type(FILE, 0, 'x'.repeat(LIMITS.updateBytes + 10));
    await c.until(() => c.messages.some((m) => m.type === 'edit-refused' && m.code === 'too-large'), 'a refusal');
    expect(c.open).toBe(true);
    expect(c.saved).toBe(false);
    expect(await stored(id)).toBe(seed);
    c.doc.transact(() => c.text(FILE).delete(0, LIMITS.updateBytes + 10));
    c.socket?.close();
    await c.closed();
    await c.connect();
    await c.until(() => c.saved, 'the smaller text');
    expect(await stored(id)).toBe(seed);
  });

  test('[RM6] a frame above 1 MiB ends the socket with 1009', async () => {
    const { c } = await pair();
    c.raw(new Uint8Array(LIMITS.frameBytes + 1));
    expect((await c.closed()).code).toBe(CLOSE.tooLarge.code);
  });

  test('[RM7] a forged count of structs is refused at once', async () => {
    const { c } = await pair();
    const encoder = encoding.createEncoder();
    for (const n of [1, 33_000_000, 1, 0]) encoding.writeVarUint(encoder, n);
    const from = performance.now();
    c.raw(updateFrame(encoding.toUint8Array(encoder)));
    expect((await c.closed()).reason).toBe(CLOSE.malformed.reason);
    expect(performance.now() - from).toBeLessThan(2_000);
  });

  test('[RM8] who may not write is put out, and nothing is stored', async () => {
    const { id, i } = await pair();
    i.type(FILE, 0, 'by the interviewer');
    expect((await i.closed()).reason).toBe(CLOSE.forbidden.reason);
    expect(await stored(id)).toBe(seed);
  });
});

describe('lobby and phases', () => {
  test('[RM9] a candidate in the lobby gets no byte of the work until an interviewer starts', async () => {
    const { c, i } = await pair(null, true);
    expect(await c.say('run.start', run())).toBe('not-started');
    expect(c.doc.getMap('work').size).toBe(0);
    expect(await i.say('interview.start', {})).toBe('ack');
    await c.until(() => hasFiles(c), 'the scaffold');
    c.type(FILE, 0, 'go');
    await c.until(() => c.saved, 'saved');
    expect(c.state?.clock.phase).toBe('running');
  });

  test('[RM10] after the end nothing of the candidate is taken; runs and scores left open are closed', async () => {
    const { id, c, i } = await pair();
    const r = run();
    await c.say('run.start', r);
    await c.say('score.request', { scoreId: newId(), hypothesis: { text: 'better', direction: 'better', amount: '' } });
    expect(await i.say('interview.end', { reason: 'time' })).toBe('ack');
    await c.until(() => c.state?.clock.phase === 'ended', 'the end');
    expect(c.state?.runs[0]?.status).toBe('abandoned');
    expect(failureOf(c.state)?.code).toBe('lost');
    c.type(FILE, 0, 'late');
    await c.until(() => c.messages.some((m) => m.type === 'edit-refused' && m.code === 'ended'), 'a refusal');
    expect(await c.say('run.start', run())).toBe('ended');
    expect(await i.say('interview.end', { reason: 'again' })).toBe('wrong-phase');
    expect(await stored(id)).toBe(seed);
    expect((await server.store.interview(id))?.progress.phase).toBe('ended');
    expect(await i.say('interview.reopen', {})).toBe('ack');
    expect((await c.closed()).code).toBe(CLOSE.restarting.code);
    await c.connect();
    await c.until(() => c.saved, 'the late text');
    expect(await stored(id)).toBe(`late${seed}`);
  });
});

describe('events', () => {
  test('[EV3] a message sent twice is stored once and acknowledged twice', async () => {
    const { id, c } = await pair();
    const message = newId();
    const data = run();
    expect(await c.say('run.start', data, message)).toBe('ack');
    c.acked.clear();
    expect(await c.say('run.start', data, message)).toBe('ack');
    expect((await server.store.read(id)).entries.filter((e) => e.id === message)).toHaveLength(1);
    expect(c.state?.runs).toHaveLength(1);
  });

  test('[EV2] actor and time are the server’s, and a run that is left is marked', async () => {
    const { c, i } = await pair();
    const [one, two] = [run(), run()];
    await c.say('run.start', one);
    await c.say('run.output', { runId: one.runId, items: [{ type: 'stream', name: 'stdout', text: 'hi\n' }] });
    await c.say('run.start', two);
    await i.until(() => i.state?.runs.length === 2, 'both runs');
    expect(i.state?.runs.map((r) => r.status)).toEqual(['abandoned', 'running']);
    expect(
      await c.say('run.output', { runId: one.runId, items: [{ type: 'stream', name: 'stdout', text: 'late' }] }),
    ).toBe('unknown-run');
    expect(await c.say('run.finish', finish(two.runId))).toBe('ack');
    const started = i.events.find((e) => e.type === 'run.started');
    expect(started?.actor).toEqual({ participantId: c.participantId, role: 'candidate', name: 'Cora' });
  });

  test('[EV4, SM4] private notes reach staff only, and leave no gap at the candidate', async () => {
    const { links, c, i } = await pair();
    const o = await server.client(links.observer, 'Olga');
    const [secret, open] = [note('staff', 'hidden'), note('all', 'open')];
    expect(await i.say('annotation.add', secret)).toBe('ack');
    expect(await i.say('annotation.add', open)).toBe('ack');
    await c.until(() => c.state?.annotations.length === 1, 'the open note');
    await o.until(() => o.state?.annotations.length === 2, 'both notes');
    expect(c.state?.annotations[0]?.text).toBe('open');
    expect(c.gapless).toBe(true);
    // What is hidden is answered like what is absent.
    expect(await c.say('annotation.remove', { annotationId: secret.annotationId })).toBe('unknown-annotation');
    expect(await c.say('annotation.remove', { annotationId: newId() })).toBe('unknown-annotation');
    expect(await c.say('annotation.edit', { annotationId: open.annotationId, text: 'mine' })).toBe('not-yours');
    expect(await o.say('annotation.edit', { annotationId: open.annotationId, text: 'mine' })).toBe('not-yours');
    expect(await c.say('annotation.add', note('staff'))).toBe('forbidden');
    expect(await i.say('annotation.edit', { annotationId: secret.annotationId, text: 'still hidden' })).toBe('ack');
    expect(await c.say('annotation.add', note('all', 'a question'))).toBe('ack');
    await i.until(() => i.state?.annotations.length === 3, 'the question');
    expect(c.state?.annotations.map((a) => a.text)).toEqual(['open', 'a question']);
  });

  test('[EV1] who comes late gets the state that the others have, by role', async () => {
    const { links, c, i } = await pair();
    await i.say('annotation.add', note('staff'));
    await i.say('rubric.save', { criterion: 'reading', level: 1, note: 'good' });
    await c.say('run.start', run());
    const late = await server.client(links.observer, 'Olga');
    await late.until(() => late.state?.people.length === 3, 'all people');
    await i.until(() => i.state?.people.length === 3, 'all people');
    expect(late.state).toEqual(i.state);
    c.socket?.close();
    await c.closed();
    await c.connect();
    expect(c.state?.rubric).toEqual([]);
    expect(c.state?.annotations).toEqual([]);
    expect(c.state?.runs).toEqual(i.state?.runs);
  });

  test('[EV5] rubric lines and levels that the scenario lacks are refused', async () => {
    const { i } = await pair();
    expect(await i.say('rubric.save', { criterion: 'other', level: 0, note: '' })).toBe('unknown-criterion');
    expect(await i.say('rubric.save', { criterion: 'reading', level: 2, note: '' })).toBe('unknown-level');
  });

  test('[RM11] output beyond the caps is refused', async () => {
    const { c } = await pair();
    const r = run();
    await c.say('run.start', r);
    const item = { type: 'stream' as const, name: 'stdout' as const, text: 'x'.repeat(30_000) };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => c.say('run.output', { runId: r.runId, items: [item] })),
    );
    expect(new Set(answers)).toEqual(new Set(['ack', 'too-much-output']));
  });

  test('[RM11] curves beyond the caps are refused', async () => {
    const { c } = await pair();
    const r = run();
    await c.say('run.start', r);
    const points = Array.from({ length: 1_000 }, (_, i): [number, number] => [i, i]);
    const say = (chart: string, name = 'loss') =>
      c.say('run.output', {
        runId: r.runId,
        items: [{ type: 'curve', chart, xLabel: 'epoch', series: [{ name, points }] }],
      });
    for (let i = 0; i < 10; i++) expect(await say(`chart ${i}`)).toBe('ack');
    expect(await say('one too many')).toBe('too-much-output');
    for (let i = 0; i < 10; i++) expect(await say('chart 0', `series ${i}`)).toBe('ack');
    expect(await say('chart 1')).toBe('too-much-output');
  });
});

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
    const late = await server.client(links.observer, 'Olga');
    await late.until(() => late.cursors.has(77), 'the cursor for who comes late');
    i.raw(frame(77, 99, {}));
    expect((await i.closed()).reason).toBe(CLOSE.forbidden.reason);
    c.raw(frame(78, 1, {}));
    expect((await c.closed()).reason).toBe(CLOSE.forbidden.reason);
    await late.until(() => late.cursors.get(77) === null, 'the cursor to go');
  });

  test('[RM13] the eleventh socket is told that the room is full', async () => {
    const { links, c } = await pair();
    for (let n = 2; n < LIMITS.connections; n++) await server.client(links.interviewer, `I${n}`);
    await expect(server.client(links.observer, 'one too many')).rejects.toThrow(String(CLOSE.full.code));
    expect(c.open).toBe(true);
  });

  test('[RM14] too much too fast ends the socket, not the room', async () => {
    const { c, i } = await pair();
    for (let n = 0; n <= LIMITS.messagesBurst + 50; n++) c.raw(JSON.stringify({ type: 'ping', t: n, rttMs: null }));
    expect((await c.closed()).reason).toBe(CLOSE.flood.reason);
    expect(await i.say('annotation.add', note('all'))).toBe('ack');
  });
});

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
    server = await testServer({ wrap });
    const { id, links } = await server.interview();
    const c = await server.client(links.candidate, 'Cora', { reconnect: true });
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
    expect((await server.store.read(id)).entries.filter((e) => e.id === message)).toHaveLength(1);
  });

  test('[RM16] a stop commits what is in flight, says 1012, and the next start has it all', async () => {
    const { id, c, i } = await pair({});
    c.type(FILE, 0, 'last words');
    await c.say('run.start', run());
    const dir = server.dataDir;
    await Promise.all([server.stop(), c.closed(), i.closed()]);
    expect([c.closes[0]?.code, i.closes[0]?.code]).toEqual([1012, 1012]);
    const store = await openLibsql(dir);
    const { entries, damage } = await store.read(id);
    expect(damage).toBeNull();
    expect(entries.some((e) => e.kind === 'event' && e.actor.includes('Cora'))).toBe(true);
    expect((await store.snapshot(id))?.seq).toBe(entries.length);
    await store.close();
  });
});
