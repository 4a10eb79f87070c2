/** When a page may call edits saved, across reloads and refusals. */
import { describe, expect, test } from 'vitest';
import { memoryOutbox } from '../../../../client/realtime/outbox.ts';
import { connections, type Setup, settle } from '../fakes.ts';

const setup = connections();
const kind = ({ connection }: Setup): string => connection.link.get().save.kind;

describe('saved state', () => {
  test('[CL1, SM5] nothing is called saved before the server has said so', async () => {
    const s = await setup();
    expect(kind(s)).toBe('loading');
    s.server.accept();
    expect(kind(s)).toBe('saved');
    s.text.insert(0, 'a');
    expect(kind(s)).toBe('unsaved');
    await s.world.pass(50);
    expect(s.server.read(true)).toBe(1);
    expect(kind(s)).toBe('unsaved');
    s.server.tellSaved();
    expect(s.connection.link.get().save).toEqual({ kind: 'saved', at: s.world.time });
  });

  test('[CL1] a later edit keeps the page unsaved while only the earlier one is stored', async () => {
    const s = await setup();
    s.server.accept();
    s.text.insert(0, 'a');
    await s.world.pass(50);
    s.server.read(true);
    s.text.insert(1, 'b');
    s.server.tellSaved();
    expect(kind(s)).toBe('unsaved');
    await s.world.pass(50);
    s.server.read();
    expect(kind(s)).toBe('saved');
  });

  test('[CL1] a message without an answer keeps the page unsaved', async () => {
    const s = await setup();
    s.server.accept();
    void s.connection.say('output.clear', {});
    expect(kind(s)).toBe('unsaved');
    const [message] = s.world.wire.takeMessages();
    s.world.wire.say({ type: 'ack', id: message?.id ?? '' });
    expect(kind(s)).toBe('saved');
  });

  test('[CL2] keystrokes of 50 ms go out as one frame', async () => {
    const s = await setup();
    s.server.accept();
    for (let i = 0; i < 10; i++) s.text.insert(i, 'x');
    await s.world.pass(49);
    expect(s.world.wire.takeFrames()).toEqual([]);
    await s.world.pass(1);
    expect(s.server.read()).toBe(1);
    expect(s.server.doc.getText('t').toString()).toBe('xxxxxxxxxx');
  });

  test('[CL3] what was typed offline is merged and saved on return', async () => {
    const s = await setup();
    s.server.accept();
    s.world.wire.drop();
    s.text.insert(0, 'offline');
    await s.world.pass(60);
    s.server.doc.getText('t').insert(0, 'theirs ');
    await s.world.pass(20_000);
    expect(s.connection.link.get().save).toMatchObject({ kind: 'unsaved' });
    s.server.accept();
    s.server.read();
    expect(kind(s)).toBe('saved');
    expect(s.server.doc.getText('t').toString()).toBe(s.text.toString());
    expect(s.text.toString()).toContain('offline');
    expect(s.text.toString()).toContain('theirs ');
  });

  test('[CL3] a page that went away leaves its edits and messages to the next one', async () => {
    const outbox = memoryOutbox();
    const first = await setup(outbox);
    first.server.accept();
    first.text.insert(0, 'kept');
    void first.connection.say('output.clear', {});
    await first.world.pass(60);
    first.world.wire.drop();
    first.connection.stop();

    const next = await setup(outbox);
    expect(next.text.toString()).toBe('kept');
    expect(kind(next)).toBe('unsaved');
    next.server.accept();
    next.server.read();
    expect(next.server.doc.getText('t').toString()).toBe('kept');
    const messages = next.world.wire.takeMessages();
    expect(messages.map((m) => m.type)).toEqual(['output.clear']);
    next.world.wire.say({ type: 'ack', id: messages[0]?.id ?? '' });
    expect(kind(next)).toBe('saved');
    await settle();
    expect(await outbox.load()).toEqual({ edits: [], messages: [] });
  });

  test('[CL3] an edit stays in the outbox until it is saved', async () => {
    const s = await setup();
    s.server.accept();
    s.text.insert(0, 'a');
    await s.world.pass(50);
    expect((await s.outbox.load()).edits).toHaveLength(1);
    s.server.read();
    await settle();
    expect((await s.outbox.load()).edits).toHaveLength(0);
  });

  test('[CL4] a server that confirms without having all is not believed', async () => {
    const s = await setup();
    s.server.accept();
    s.text.insert(0, 'a');
    await s.world.pass(50);
    s.world.wire.takeFrames();
    s.server.stored = 1;
    s.server.tellSaved();
    expect(s.world.wire.closed).not.toBeNull();
    expect(s.connection.link.get().phase).toBe('waiting');
    await s.world.pass(20_000);
    s.server.accept();
    s.server.read();
    expect(s.server.doc.getText('t').toString()).toBe('a');
  });

  test('[CL5] a refused edit is told, kept, and offered anew after the next change', async () => {
    const s = await setup();
    s.server.accept();
    s.text.insert(0, 'big');
    await s.world.pass(50);
    s.world.wire.takeFrames();
    s.world.wire.say({ type: 'edit-refused', code: 'too-large', message: 'Too large.' });
    expect(s.connection.link.get().save).toMatchObject({ kind: 'unsaved', refused: 'Too large.' });
    s.text.delete(0, 2);
    await s.world.pass(60);
    await s.world.pass(20_000);
    expect(s.world.wires.length).toBeGreaterThan(1);
    s.server.accept();
    s.server.read();
    expect(s.server.doc.getText('t').toString()).toBe('g');
    expect(kind(s)).toBe('saved');
  });

  test('[CL6] messages wait until the edits before them are on the wire', async () => {
    const s = await setup();
    s.server.accept();
    s.world.wire.drop();
    s.text.insert(0, 'code');
    s.connection.flush();
    void s.connection.say('output.clear', {});
    await s.world.pass(20_000);
    s.server.greet();
    expect(s.world.wire.takeMessages()).toEqual([]);
    s.server.ask();
    const kinds = s.world.wire.sent.map((d) => (typeof d === 'string' ? JSON.parse(d).type : 'frame'));
    expect(kinds.filter((k) => k !== 'ping')).toEqual(['frame', 'output.clear']);
  });
});
