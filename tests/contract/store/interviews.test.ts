import { expect, test } from 'vitest';
import type { Interview } from '../../../server/store/port.ts';
import { entry, everyStore, interview, invite } from './contract.ts';

const skipped = await everyStore((given) => {
  test('[ST2] an interview comes back as it was written, with its links and first rows', async () => {
    const one = interview('made');
    await given.store.createInterview(one, [invite('made-link', 'made')], [entry('seed'), entry('created')]);
    expect(await given.store.interview('made')).toEqual(one);
    expect(await given.store.invites('made')).toEqual([invite('made-link', 'made')]);
    expect((await given.store.read('made')).entries.map((e) => [e.seq, e.id])).toEqual([
      [1, 'seed'],
      [2, 'created'],
    ]);
    expect((await given.store.interviews()).map((i) => i.id)).toContain('made');
    expect(await given.store.interview('absent')).toBeNull();
  });

  test('[ST66] what the data are drawn from comes back: two secrets, a published pair, one seed', async () => {
    const secrets = { kind: 'secrets', label: 'a', world: '0'.repeat(32), holdout: 'f'.repeat(32) } as const;
    for (const source of [secrets, { kind: 'published', label: 'demo' }, { kind: 'seed', label: '' }] as const) {
      const one = { ...interview(`of-${source.kind}`), source };
      await given.store.createInterview(one, [], []);
      expect((await given.store.interview(one.id))?.source).toEqual(source);
    }
  });

  test('[ST66] an interview with half of its secrets is none that could be read', async () => {
    const half = { ...interview('of-half'), source: { kind: 'secrets', label: 'a', world: '0'.repeat(32) } };
    await given.store.createInterview(half as unknown as Interview, [], []).catch(() => {});
    expect(await given.store.interview('of-half')).toBeNull();
  });

  test('[ST2] an interview whose links cannot be written is not written either', async () => {
    const doubled = [invite('x1', 'half', { hash: 'same' }), invite('x2', 'half', { hash: 'same' })];
    await expect(given.store.createInterview(interview('half'), doubled, [entry('seed')])).rejects.toThrow();
    expect(await given.store.interview('half')).toBeNull();
    expect((await given.store.read('half')).entries).toEqual([]);
  });

  test('[ST2] progress is kept', async () => {
    const id = await given.fresh();
    const progress = {
      phase: 'running' as const,
      startedAt: 5,
      endedAt: null,
      runs: 2,
      scores: 1,
      chosen: 'typescript' as const,
    };
    await given.store.setProgress(id, progress);
    expect((await given.store.interview(id))?.progress).toEqual(progress);
  });
});

for (const { name, skip } of skipped) {
  console.warn(`SKIPPED: the store contract on ${name}: ${skip}`);
  test.skip(`[ST1] ${name}: ${skip}`, () => {});
}
