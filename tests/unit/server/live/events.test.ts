/** Messages over real sockets: stored once, shown by role, refused beyond their caps. */

import { describe, expect, test } from 'vitest';
import { newId } from '../../../support/client.ts';
import { finish, note, run, startRooms } from '../../../support/server/room.ts';

const rooms = startRooms();
const { pair } = rooms;

describe('events', () => {
  test('[EV3] a message sent twice is stored once and acknowledged twice', async () => {
    const { id, c } = await pair();
    const message = newId();
    const data = run();
    expect(await c.say('run.start', data, message)).toBe('ack');
    c.acked.clear();
    expect(await c.say('run.start', data, message)).toBe('ack');
    expect((await rooms.server.store.read(id)).entries.filter((e) => e.id === message)).toHaveLength(1);
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
    const o = await rooms.server.client(links.observer, 'Olga');
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
    const late = await rooms.server.client(links.observer, 'Olga');
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
