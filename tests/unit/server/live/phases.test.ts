/** The lobby, the start and the end of an interview, over real sockets. */

import { describe, expect, test } from 'vitest';
import { CLOSE } from '../../../../protocol/close.ts';
import { newId } from '../../../support/client.ts';
import { HYPOTHESIS } from '../../../support/hypothesis.ts';
import { failureOf } from '../../../support/scores.ts';
import { hasFiles, run, seed, startRooms } from '../../../support/server/room.ts';
import { FILE } from '../../../support/server/scenario.ts';

const rooms = startRooms();
const { pair, stored } = rooms;

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
    await c.say('score.request', { scoreId: newId(), hypothesis: HYPOTHESIS });
    expect(await i.say('interview.end', { reason: 'time' })).toBe('ack');
    await c.until(() => c.state?.clock.phase === 'ended', 'the end');
    expect(c.state?.runs[0]?.status).toBe('abandoned');
    expect(failureOf(c.state)?.code).toBe('lost');
    c.type(FILE, 0, 'late');
    await c.until(() => c.messages.some((m) => m.type === 'edit-refused' && m.code === 'ended'), 'a refusal');
    expect(await c.say('run.start', run())).toBe('ended');
    expect(await i.say('interview.end', { reason: 'again' })).toBe('wrong-phase');
    expect(await stored(id)).toBe(seed);
    expect((await rooms.server.store.interview(id))?.progress.phase).toBe('ended');
    expect(await i.say('interview.reopen', {})).toBe('ack');
    expect((await c.closed()).code).toBe(CLOSE.restarting.code);
    await c.connect();
    await c.until(() => c.saved, 'the late text');
    expect(await stored(id)).toBe(`late${seed}`);
  });
});
