/** Messages of runs to the log. */
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { RunLog } from '../../../../client/state/runs.ts';
import { LIMITS } from '../../../../protocol/limits.ts';
import type { OutputItem } from '../../../../protocol/output.ts';
import { outputMessages } from '../../../../protocol/outputMeter.ts';
import { connected, type Setup, settle } from '../fakes.ts';

let open: Setup[] = [];
afterEach(() => {
  for (const { connection } of open) connection.stop();
  open = [];
  vi.useRealTimers();
});
const setup = async () => {
  vi.useFakeTimers();
  const s = await connected();
  open.push(s);
  s.server.accept();
  return { ...s, runs: new RunLog(s.connection) };
};
const say = (text: string): OutputItem => ({ type: 'stream', name: 'stdout', text });
const start = { kind: 'file' as const, file: 'model.py', lines: null, code: 'x' };
const end = { status: 'ok' as const, durationMs: 1, varsLost: false, weights: null, check: null };

describe('runs in the log', () => {
  test('[CL17] start, outputs and end are told in this order, after the last keystroke', async () => {
    const { runs, text, world, connection } = await setup();
    text.insert(0, 'x');
    const run = runs.perform(start, async (runId) => {
      runs.output(runId, [say('a'), say('b')]);
      return end;
    });
    await run;
    const kinds = world.wire.sent
      .filter((d) => typeof d !== 'string' || !d.includes('"ping"'))
      .map((d) => (typeof d === 'string' ? JSON.parse(d).type : 'edit'));
    expect(kinds).toEqual(['edit', 'run.start', 'run.output', 'run.finish']);
    expect(connection.room.store.get().state.runs[0]).toMatchObject({ status: 'ok', outputs: [say('a'), say('b')] });
  });

  test('[CL17] a run that breaks is ended as lost, with its reason', async () => {
    const { runs, connection } = await setup();
    await runs.perform(start, () => Promise.reject(new Error('the frame went away')));
    const [run] = connection.room.store.get().state.runs;
    expect(run).toMatchObject({ status: 'lost', varsLost: true });
    expect(run?.outputs[0]).toMatchObject({ text: 'the frame went away' });
  });

  test('[CL17] one run at a time, and outputs of another run are dropped', async () => {
    const { runs, connection } = await setup();
    let finish = (_: typeof end): void => {};
    const first = runs.perform(start, () => new Promise((resolve) => (finish = resolve)));
    expect(await runs.perform(start, async () => end)).toBeNull();
    runs.output('anotherrun', [say('forged')]);
    finish(end);
    await first;
    await settle();
    expect(connection.room.store.get().state.runs).toHaveLength(1);
    expect(connection.room.store.get().state.runs[0]?.outputs).toEqual([]);
  });

  test('[CL18] runs of an earlier page are ended as abandoned', async () => {
    const s = await setup();
    void s.connection.say('run.start', { runId: 'oldrun01', ...start });
    s.runs.abandonOthers();
    expect(s.connection.room.store.get().state.runs[0]).toMatchObject({ status: 'abandoned', varsLost: true });
  });

  test('[CL19] outputs are cut into messages that fit a frame, and none is lost or moved', () => {
    const item = fc
      .tuple(fc.constantFrom('a', 'ü', '😀'), fc.integer({ min: 1, max: 30_000 }))
      .map(([c, n]) => say(c.repeat(n)));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), (items) => {
        const cut = outputMessages(items);
        expect(cut.flat()).toEqual(items);
        for (const batch of cut) {
          expect(batch.length).toBeLessThanOrEqual(200);
          const bytes = new TextEncoder().encode(JSON.stringify(batch)).byteLength;
          expect(bytes).toBeLessThan(LIMITS.frameBytes);
        }
      }),
      { numRuns: 40, examples: [[Array.from({ length: 40 }, () => say('ü'.repeat(30_000)))]] },
    );
  });
});
