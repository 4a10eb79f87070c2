/** The table of phases, walked over real sockets: every message from candidate and staff in every stage. */
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../../protocol/limits.ts';
import { mayMessage } from '../../../../protocol/permission.ts';
import { MESSAGE_STAGES, mayInStage, STAGES, type Stage } from '../../../../protocol/phase.ts';
import { CLIENT_MESSAGE_TYPES, isRecorded, type RecordedType } from '../../../../protocol/socket.ts';
import { systemClock } from '../../../../server/clock.ts';
import { type Client, newId } from '../../../support/client.ts';
import { HYPOTHESIS } from '../../../support/hypothesis.ts';
import { DATA } from '../../../support/messageData.ts';
import { failureOf } from '../../../support/scores.ts';
import { finish, run, seed, startRooms } from '../../../support/server/room.ts';
import { FILE } from '../../../support/server/scenario.ts';

const rooms = startRooms();
const { pair, stored } = rooms;

const RECORDED = CLIENT_MESSAGE_TYPES.filter((type) => isRecorded({ type } as never)) as RecordedType[];

/** Refusals that are due to the phase alone. */
const PHASE_CODES = ['not-started', 'paused', 'ended', 'wrong-phase'];

/** Brings an interview that waits into a stage. */
async function goTo(stage: Stage, i: Client): Promise<void> {
  if (stage === 'running' || stage === 'paused') await i.say('interview.start', {});
  if (stage === 'paused') await i.say('interview.pause', { reason: 'a short break' });
  if (stage === 'ended') await i.say('interview.end', { reason: 'time' });
}

const score = () => ({
  scoreId: newId(),
  hypothesis: HYPOTHESIS,
});

describe('the table', () => {
  for (const stage of STAGES)
    test(`[PH1] every message in the stage ${stage}`, async () => {
      for (const type of RECORDED)
        for (const role of ['candidate', 'interviewer'] as const) {
          if (!mayMessage(role, type)) continue;
          const { c, i } = await pair(null, stage === 'lobby');
          await goTo(stage, i);
          const answer = await (role === 'candidate' ? c : i).say(type, DATA[type]() as never);
          const refused = PHASE_CODES.includes(answer);
          expect(refused, `${type} from ${role}: ${answer}`).toBe(!mayInStage(type, role, stage));
          c.stop();
          i.stop();
        }
    }, 60_000);

  test('[PH1] the specification shows the table as it is', async () => {
    const { readFileSync } = await import('node:fs');
    const spec = readFileSync(new URL('../../../../protocol/SPEC.md', import.meta.url), 'utf8');
    const cell = (stages: readonly Stage[]) =>
      stages.length === STAGES.length ? 'always' : stages.length === 0 ? 'never' : stages.join(', ');
    for (const [type, { candidate, staff }] of Object.entries(MESSAGE_STAGES))
      expect(spec).toContain(`| \`${type}\` | ${cell(candidate)} | ${cell(staff)} |`);
  });
});

describe('a pause', () => {
  test('[PH2] the reason is stored and shown; a run under way ends normally, and none begins', async () => {
    const { c, i } = await pair();
    await i.say('interview.start', {});
    const r = run();
    expect(await c.say('run.start', r)).toBe('ack');
    expect(await i.say('interview.pause', { reason: 'the fire alarm' })).toBe('ack');
    await c.until(() => c.state?.clock.phase === 'paused', 'the pause');
    expect(c.state?.clock).toMatchObject({ phase: 'paused', reason: 'the fire alarm' });
    expect(await c.say('run.output', { runId: r.runId, items: [{ type: 'stream', name: 'stdout', text: 'x' }] })).toBe(
      'ack',
    );
    expect(await c.say('run.finish', finish(r.runId))).toBe('ack');
    expect(await c.say('run.start', run())).toBe('paused');
    expect(await c.say('score.request', score())).toBe('paused');
    expect(await i.say('interview.resume', {})).toBe('ack');
    expect(await c.say('run.start', run())).toBe('ack');
  });

  test('[PH3] what was typed before the page knew is stored and marked; what comes much later is refused until it goes on', async () => {
    let ahead = 0;
    const clock = { ...systemClock, now: () => systemClock.now() + ahead };
    const { id, c, i } = await pair({ clock });
    await i.say('interview.start', {});
    await i.say('interview.pause', {});
    c.type(FILE, 0, 'late ');
    await c.until(() => c.saved, 'saved');
    await i.until(() => i.state?.lateEdits.length === 1, 'the mark');
    expect(i.state?.lateEdits[0]?.chars).toBe(5);
    expect(c.state?.lateEdits).toEqual([]);
    ahead = LIMITS.lateMs + 1_000;
    c.type(FILE, 0, 'forged ');
    await c.until(() => c.messages.some((m) => m.type === 'edit-refused' && m.code === 'paused'), 'a refusal');
    expect(await stored(id)).toBe(`late ${seed}`);
    await i.say('interview.resume', {});
    await c.closed();
    await c.connect();
    await c.until(() => c.saved, 'the rest');
    expect(await stored(id)).toBe(`forged late ${seed}`);
  });

  test('[PH3] what was typed offline before the pause comes with the next connection and is marked', async () => {
    const { id, c, i } = await pair();
    await i.say('interview.start', {});
    c.socket?.terminate();
    await c.closed();
    c.type(FILE, 0, 'offline ');
    await i.say('interview.pause', {});
    await c.connect();
    await c.until(() => c.saved, 'saved');
    expect(await stored(id)).toBe(`offline ${seed}`);
    await i.until(() => i.state?.lateEdits[0]?.chars === 8, 'the mark');
  });
});

describe('the end', () => {
  test('[PH5] an end that waits comes with the end of the score, whoever is there, and can be cancelled', async () => {
    const { id, c, i } = await pair();
    await i.say('interview.start', {});
    const first = score();
    await c.say('score.request', first);
    expect(await i.say('interview.endAfterScore', { reason: 'time' })).toBe('ack');
    await c.until(() => c.state?.ending !== null, 'the plan');
    expect(await c.say('score.request', score())).toBe('ending');
    expect(await i.say('interview.endCancel', {})).toBe('ack');
    expect(await i.say('interview.endAfterScore', { reason: 'time' })).toBe('ack');
    // The staff page may be closed: the server ends the interview.
    i.stop();
    expect(c.state?.clock.phase).toBe('running');
    const failure = { code: 'code-error' as const, stage: 'train' as const, message: 'x', weights: null };
    expect(await c.say('score.fail', { scoreId: first.scoreId, failure })).toBe('ack');
    await c.until(() => c.state?.clock.phase === 'ended', 'the end');
    expect(c.state?.ending).toBeNull();
    expect(failureOf(c.state)?.code).toBe('code-error');
    expect((await rooms.server.store.interview(id))?.progress.phase).toBe('ended');
  });

  test('[PH5] where no score runs any more, an end after the score is an end', async () => {
    const { i } = await pair();
    await i.say('interview.start', {});
    expect(await i.say('interview.endAfterScore', { reason: 'time' })).toBe('ack');
    await i.until(() => i.state?.clock.phase === 'ended', 'the end');
  });

  test('[PH6] what fitted on arrival is refused where the phase is another by the time it is recorded', async () => {
    const { id, c, i } = await pair();
    await i.say('interview.start', {});
    const held = await rooms.server.deps.rooms.hold(id);
    if (!held) throw new Error('there is no room');
    const actor = { participantId: c.participantId, role: 'candidate' as const, name: 'Cora' };
    await i.say('interview.end', { reason: 'time' });
    const event = { type: 'run.started' as const, visibility: 'all' as const, data: run() };
    await expect(held.recorder.record([event], actor)).rejects.toThrow('The interview is over');
    rooms.server.deps.rooms.release(held);
  });
});
