/** The connection of a page: closes, clock, messages and refusals. */
import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { reconnectWait } from '../../../../client/api/backoff.ts';
import { AppError } from '../../../../client/api/error.ts';
import { Connection } from '../../../../client/realtime/connection.ts';
import { memoryOutbox } from '../../../../client/realtime/outbox.ts';
import { CLOSE } from '../../../../protocol/close.ts';
import type { InterviewEvent } from '../../../../protocol/event.ts';
import { step2Frame, updateFrame } from '../../../../protocol/frames.ts';
import { LIMITS } from '../../../../protocol/limits.ts';
import { piecesOf } from '../../../../protocol/pieces.ts';
import { connections, settle, World } from '../fakes.ts';

const setup = connections();

const actor = { participantId: 'p1', role: 'candidate' as const, name: 'Ada' };
const started = (id: string, runId: string): InterviewEvent => ({
  id,
  at: 5,
  actor,
  visibility: 'all',
  type: 'run.started',
  data: { runId, kind: 'file', file: 'model.py', lines: null, code: '' },
});

describe('connection', () => {
  test('[CL7] it comes back with growing, jittered waits, and at once when asked', async () => {
    const waits = [0, 1, 2, 50].map((attempt) => reconnectWait(attempt, 0.999));
    expect(waits[0]).toBeLessThanOrEqual(LIMITS.reconnectMs);
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
    expect(waits[3]).toBeLessThanOrEqual(LIMITS.reconnectCapMs);
    expect(reconnectWait(3, 0)).toBe(0);

    const s = await setup();
    s.server.accept();
    s.world.wire.drop();
    expect(s.connection.link.get()).toMatchObject({ phase: 'waiting', reason: null });
    s.connection.retryNow();
    await settle();
    expect(s.world.wires).toHaveLength(2);
    s.server.accept();
    expect(s.connection.link.get().phase).toBe('open');
  });

  test('[CL8] a close that says not to come back ends the page with the reason', async () => {
    for (const reason of [CLOSE.revoked, CLOSE.full, CLOSE.unauthorised, CLOSE.unknownType]) {
      const s = await setup();
      s.server.accept();
      s.world.wire.drop(reason.code, reason.reason);
      expect(s.connection.link.get()).toMatchObject({ phase: 'ended', reason: { message: reason.message } });
      await s.world.pass(60_000);
      expect(s.world.wires).toHaveLength(1);
    }
  });

  test('[CL8] a close that says to come back is followed', async () => {
    const s = await setup();
    s.server.accept();
    s.world.wire.drop(CLOSE.restarting.code, CLOSE.restarting.reason);
    expect(s.connection.link.get()).toMatchObject({ phase: 'waiting', reason: { reason: 'restarting' } });
    await s.world.pass(LIMITS.reconnectMs);
    expect(s.world.wires).toHaveLength(2);
  });

  test('[CL8] a ticket that is refused ends the page, one that does not come is asked for again', async () => {
    const world = new World();
    const answers = [
      new AppError('network', 'away'),
      new AppError('revoked', 'This link was revoked.', { status: 401 }),
    ];
    const connection = new Connection({
      interviewId: 'i1',
      title: '',
      minutes: 1,
      outbox: memoryOutbox(),
      env: world,
      ticket: () => Promise.reject(answers.shift()),
      address: () => 'ws://test',
    });
    await connection.start();
    await settle();
    expect(connection.link.get().phase).toBe('waiting');
    await world.pass(20_000);
    expect(connection.link.get()).toMatchObject({ phase: 'ended', reason: { message: 'This link was revoked.' } });
    connection.stop();
  });

  test('[CL80] a ticket is not asked for before the server wants it', async () => {
    const world = new World();
    const ticket = vi.fn(() =>
      Promise.reject(new AppError('limited', 'Too many.', { status: 429, retryAfterMs: 9_000 })),
    );
    const address = () => 'ws://test';
    const outbox = memoryOutbox();
    const connection = new Connection({
      interviewId: 'i1',
      title: '',
      minutes: 1,
      outbox,
      env: world,
      ticket,
      address,
    });
    await connection.start();
    await settle();
    await world.pass(8_900);
    expect(ticket).toHaveBeenCalledTimes(1);
    await world.pass(1_000);
    expect(ticket).toHaveBeenCalledTimes(2);
    connection.stop();
  });

  test.each([429, 500, 501, 502, 503, 504, 507])(
    '[ST48] a ticket refused with %i is asked for again',
    async (status) => {
      const world = new World();
      let asked = 0;
      const connection = new Connection({
        interviewId: 'i1',
        title: '',
        minutes: 1,
        outbox: memoryOutbox(),
        env: world,
        ticket: () => {
          asked += 1;
          return Promise.reject(new AppError('server', 'The server failed at this.', { status }));
        },
        address: () => 'ws://test',
      });
      await connection.start();
      await settle();
      for (let attempt = 1; attempt < 8; attempt++) {
        expect(asked).toBeGreaterThanOrEqual(attempt);
        expect(connection.link.get().phase).toBe('waiting');
        await world.pass(LIMITS.reconnectCapMs);
        await settle();
      }
      connection.stop();
    },
  );

  test('[CL9, SM4] a gap in what was delivered opens the connection anew', async () => {
    const s = await setup();
    s.server.accept();
    s.server.event(started('e0000001', 'run00001'));
    expect(s.connection.room.store.get().state.runs).toHaveLength(1);
    s.server.n += 1;
    s.server.event(started('e0000003', 'run00003'));
    expect(s.world.wire.closed).not.toBeNull();
    expect(s.connection.room.store.get().state.runs).toHaveLength(1);
  });

  test('[CL45] a document that comes in pieces is there with the last one; until then the page knows how much has come', async () => {
    const s = await setup();
    s.server.doc.getText('t').insert(0, 'x'.repeat(100_000));
    s.server.greet();
    const pieces = piecesOf(Y.encodeStateAsUpdate(s.server.doc), new Map(), 30_000);
    const total = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
    s.world.wire.say({ type: 'document', bytes: total });
    let done = 0;
    for (const piece of pieces.slice(0, -1)) {
      s.world.wire.binary(updateFrame(piece));
      done += piece.byteLength;
      expect(s.connection.link.get()).toMatchObject({ synced: false, coming: { done, total } });
    }
    s.world.wire.binary(step2Frame(pieces.at(-1) as Uint8Array));
    expect(s.connection.link.get()).toMatchObject({ synced: true, coming: null });
    expect(s.text.length).toBe(100_000);
  });

  test('[CL9] text that is no message opens the connection anew, a message of an unknown type is ignored', async () => {
    const s = await setup();
    s.server.accept();
    s.world.wire.onmessage?.({ data: '{"type":"news"}' });
    expect(s.world.wire.closed).toBeNull();
    s.world.wire.onmessage?.({ data: 'null' });
    expect(s.world.wire.closed).not.toBeNull();
    expect(s.connection.link.get().phase).toBe('waiting');
  });

  test('[CL9] a silent wire is taken for dead', async () => {
    const s = await setup();
    s.server.accept();
    const { wire } = s.world;
    await s.world.pass(LIMITS.pingMs + 3 * LIMITS.pongMs);
    expect(wire.closed).not.toBeNull();
  });

  test("[CL9] pongs keep the wire and tell round trip and the server's clock", async () => {
    const s = await setup();
    s.server.accept();
    const ping = JSON.parse(String(s.world.wire.sent.find((d) => String(d).includes('"ping"'))));
    await s.world.pass(40);
    s.world.wire.say({ type: 'pong', t: ping.t, now: s.world.time + 5_000 - 20 });
    expect(s.connection.link.get()).toMatchObject({ phase: 'open', rttMs: 40 });
    expect(s.connection.serverNow()).toBe(s.world.time + 5_000);
  });

  test('[CL10] a message shows at once and once, whatever order answer and event come in', async () => {
    const s = await setup();
    s.server.accept();
    const runs = () => s.connection.room.store.get().state.runs.map((r) => r.runId);
    void s.connection.say('run.start', { runId: 'run00001', kind: 'file', file: 'a.py', lines: null, code: '' });
    expect(runs()).toEqual(['run00001']);
    s.server.commit((m) => started(m.id, 'run00001'));
    expect(runs()).toEqual(['run00001']);

    void s.connection.say('run.start', { runId: 'run00002', kind: 'file', file: 'a.py', lines: null, code: '' });
    const [message] = s.world.wire.takeMessages();
    s.server.event(started(message?.id ?? '', 'run00002'));
    s.world.wire.say({ type: 'ack', id: message?.id ?? '' });
    expect(runs()).toEqual(['run00001', 'run00002']);
  });

  test('[CL10] a message sent again after a lost answer is shown once', async () => {
    const s = await setup();
    s.server.accept();
    void s.connection.say('run.start', { runId: 'run00001', kind: 'file', file: 'a.py', lines: null, code: '' });
    const [message] = s.world.wire.takeMessages();
    const { applyEvent } = await import('../../../../protocol/state.ts');
    const items = [{ type: 'stream' as const, name: 'stdout' as const, text: 'once' }];
    void s.connection.say('run.output', { runId: 'run00001', items });
    const [output] = s.world.wire.takeMessages();
    const event = { ...started(output?.id ?? '', ''), type: 'run.output', data: { runId: 'run00001', items } };
    s.server.state = applyEvent(s.server.state, started(message?.id ?? '', 'run00001'));
    s.server.state = applyEvent(s.server.state, event as InterviewEvent);
    s.world.wire.drop();
    await s.world.pass(20_000);
    s.server.accept();
    expect(s.connection.room.store.get().state.runs).toHaveLength(1);
    const again = s.world.wire.takeMessages();
    expect(again.map((m) => m.id)).toEqual([message?.id, output?.id]);
    for (const { id } of again) s.world.wire.say({ type: 'ack', id });
    expect(s.connection.room.store.get().state.runs).toMatchObject([{ outputs: items }]);
    expect(s.connection.link.get().save.kind).toBe('saved');
  });

  test('[CL10] a refused message is taken back and its sender is told why', async () => {
    const s = await setup();
    s.server.accept();
    const sent = s.connection.say('run.start', {
      runId: 'run00001',
      kind: 'file',
      file: 'a.py',
      lines: null,
      code: '',
    });
    const [message] = s.world.wire.takeMessages();
    s.world.wire.say({ type: 'nack', id: message?.id ?? '', code: 'ended', message: 'The interview has ended.' });
    await expect(sent).rejects.toThrow('The interview has ended.');
    expect(s.connection.room.store.get().state.runs).toEqual([]);
  });

  test('[CL11] a server of another build is told of, not obeyed', async () => {
    const s = await setup();
    s.server.accept('b1');
    s.world.wire.drop();
    await s.world.pass(20_000);
    s.server.accept('b2');
    expect(s.connection.room.store.get().newBuild).toBe(true);
    expect(s.connection.link.get().phase).toBe('open');
  });
});
