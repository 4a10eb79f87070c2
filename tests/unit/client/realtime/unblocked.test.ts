/** Saving never ends: whatever was refused, too large, damaged or long offline, the page saves again by itself. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { AppError } from '../../../../client/api/error.ts';
import { Connection } from '../../../../client/realtime/connection.ts';
import { memoryOutbox } from '../../../../client/realtime/outbox.ts';
import { CLOSE } from '../../../../protocol/close.ts';
import { LIMITS } from '../../../../protocol/limits.ts';
import { connections, type Setup, settle, World } from '../fakes.ts';

const setup = connections();
const MIB = 1024 * 1024;
const kind = ({ connection }: Setup): string => connection.link.get().save.kind;
const updates = (s: Setup): Uint8Array[] =>
  s.world.wire.sent.filter((d) => typeof d !== 'string').filter((d) => d.byteLength > 20);

/** The server stores frame after frame, one at a time, until no more come; returns the sizes of all of them. */
async function drain(s: Setup): Promise<number[]> {
  const sizes: number[] = [];
  for (;;) {
    const waiting = updates(s);
    if (waiting.length === 0) {
      const before = s.world.time;
      await s.world.pass(1_000);
      if (updates(s).length === 0 && s.world.time > before) return sizes;
      continue;
    }
    sizes.push(...waiting.map((d) => d.byteLength));
    s.server.read();
    await settle();
  }
}

const refuse = (s: Setup, code: string) => {
  s.world.wire.takeFrames();
  s.world.wire.say({ type: 'edit-refused', code, message: 'No.' });
};

/** The next connection, however long its wait is. */
async function again(s: Setup): Promise<void> {
  const before = s.world.wires.length;
  while (s.world.wires.length === before) await s.world.pass(1_000);
  s.server.accept();
}

describe('saving goes on', () => {
  test('[CL40] a paste of 1.9 MiB goes out in pieces, never many bytes at once, and a message made after it follows it', async () => {
    const s = await setup();
    s.server.accept();
    s.text.insert(0, 'x'.repeat(2_000_000));
    await s.world.pass(50);
    void s.connection.say('output.clear', {});
    expect(updates(s).length).toBeGreaterThan(0);
    expect(updates(s).reduce((sum, d) => sum + d.byteLength, 0)).toBeLessThanOrEqual(LIMITS.pieceBytes + 100);
    expect(s.world.wire.takeMessages()).toEqual([]);
    const sizes = await drain(s);
    expect(sizes.length).toBeGreaterThan(10);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(LIMITS.pieceBytes + 20);
    expect(s.world.wire.takeMessages().map((m) => m.type)).toEqual(['output.clear']);
    expect(s.server.doc.getText('t').length).toBe(2_000_000);
  });

  test('[CL40] megabytes written offline are saved on return, at a rate that the server takes', async () => {
    const s = await setup();
    s.server.accept();
    s.world.wire.drop();
    for (let i = 0; i < 12; i++) s.text.insert(0, String(i).repeat(MIB));
    await s.world.pass(5 * 60_000);
    s.server.accept();
    const began = s.world.time;
    const sizes = await drain(s);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(LIMITS.pieceBytes + 20);
    const seconds = (s.world.time - began) / 1_000;
    expect(sizes.length).toBeLessThanOrEqual(LIMITS.updatesBurst + seconds * LIMITS.updatesPerSecond);
    expect(kind(s)).toBe('saved');
    expect(s.server.doc.getText('t').toString()).toBe(s.text.toString());
  });

  test('[CL42] an update above what the server takes, stored by an earlier version, is sent in pieces', async () => {
    const outbox = memoryOutbox();
    const old = new Y.Doc();
    old.getText('t').insert(0, 'old '.repeat(300_000));
    outbox.putEdit({ key: 'a', update: Y.encodeStateAsUpdate(old) });
    outbox.putEdit({ key: 'b', update: Uint8Array.of(9, 9, 9) });
    const s = await setup(outbox);
    expect(s.text.length).toBe(1_200_000);
    s.server.accept();
    await drain(s);
    expect(kind(s)).toBe('saved');
    expect(s.server.doc.getText('t').length).toBe(1_200_000);
    expect((await outbox.load()).edits).toEqual([]);
  });

  test('[CL42] after a refusal an undo is enough: what was undone is not sent again', async () => {
    const s = await setup();
    s.server.accept();
    s.text.insert(0, 'start ');
    await s.world.pass(50);
    s.server.read();
    const undo = new Y.UndoManager(s.text);
    s.text.insert(0, 'x'.repeat(500_000));
    await s.world.pass(50);
    refuse(s, 'file-too-large');
    undo.undo();
    await again(s);
    const sizes = await drain(s);
    expect(sizes.reduce((sum, n) => sum + n, 0)).toBeLessThan(1_000);
    expect(kind(s)).toBe('saved');
    expect(s.server.doc.getText('t').toString()).toBe('start ');
  });

  test('[CL42] without any change it is offered again after a minute; messages go on meanwhile', async () => {
    const s = await setup();
    s.server.accept();
    s.text.insert(0, 'x'.repeat(500_000));
    await s.world.pass(50);
    void s.connection.say('output.clear', {});
    refuse(s, 'anything');
    expect(s.world.wire.takeMessages().map((m) => m.type)).toEqual(['output.clear']);
    await again(s);
    await drain(s);
    expect(s.server.doc.getText('t').length).toBe(500_000);
  });

  test('[CL42] what is refused because of the phase is not offered every minute', async () => {
    const s = await setup();
    s.server.accept();
    s.text.insert(0, 'late');
    await s.world.pass(50);
    refuse(s, 'ended');
    const { wire } = s.world;
    // Pongs would come from a server: only a silent wire is opened anew.
    for (let i = 0; i < 40; i++) {
      await s.world.pass(4_000);
      wire.say({ type: 'pong', t: s.world.time, now: s.world.time });
    }
    expect(s.world.wire).toBe(wire);
    expect(s.connection.link.get().save).toMatchObject({ kind: 'unsaved', refused: 'No.' });
  });

  test('[CL42] a full log takes small pieces of what was written offline', async () => {
    const s = await setup();
    s.server.accept();
    s.text.insert(0, 'x'.repeat(60_000));
    await s.world.pass(50);
    refuse(s, 'log-full');
    await again(s);
    const sizes = await drain(s);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(LIMITS.smallBytes);
    expect(s.server.doc.getText('t').length).toBe(60_000);
    expect(kind(s)).toBe('saved');
  });

  test('[CL42] after 1009 the pieces are smaller', async () => {
    const s = await setup();
    s.server.accept();
    s.text.insert(0, 'x'.repeat(300_000));
    await s.world.pass(50);
    const first = Math.max(...updates(s).map((d) => d.byteLength));
    s.world.wire.drop(CLOSE.tooLarge.code);
    await again(s);
    const sizes = await drain(s);
    expect(Math.max(...sizes)).toBeLessThan(first);
    expect(s.server.doc.getText('t').length).toBe(300_000);
  });

  test('[CL42] a message that fits no frame is refused here, and what is behind it arrives', async () => {
    const s = await setup();
    s.server.accept();
    const big = s.connection.say('run.output', {
      runId: 'run00001',
      items: [{ type: 'stream', name: 'stdout', text: 'é'.repeat(600_000) }],
    });
    void s.connection.say('output.clear', {});
    await expect(big).rejects.toThrow('larger than the server takes');
    expect(s.world.wire.takeMessages().map((m) => m.type)).toEqual(['output.clear']);
  });

  test('[CL42] tickets that are refused for a while are asked for again', async () => {
    const world = new World();
    let refusals = 5;
    const connection = new Connection({
      interviewId: 'i1',
      title: '',
      minutes: 1,
      outbox: memoryOutbox(),
      env: world,
      ticket: async () => {
        refusals -= 1;
        if (refusals >= 0) throw new AppError('too-many', 'Too many.', { status: 429 });
        return 'ticket';
      },
      address: () => 'ws://test',
    });
    await connection.start();
    for (let i = 0; i < 60 && world.wires.length === 0; i++) await world.pass(1_000);
    expect(world.wires).toHaveLength(1);
    connection.stop();
  });
});
