import { expect, test } from 'vitest';
import { everyStore, text } from './contract.ts';

await everyStore((given) => {
  test('[ST7] a grant is taken once, before its end, and settled once', async () => {
    const id = await given.fresh();
    const grant = {
      hash: `${id}-g`,
      interviewId: id,
      at: 10,
      expiresAt: 20,
      takenAt: null,
      settledAt: null,
      meta: text('{"n":1}'),
    };
    await given.store.putGrant(grant);
    expect(await given.store.takeGrant(grant.hash, 20)).toBeNull();
    expect(await given.store.grantsOf(id)).toEqual([grant]);
    const taken = await Promise.all([given.store.takeGrant(grant.hash, 15), given.store.takeGrant(grant.hash, 15)]);
    expect(taken.filter((t) => t !== null)).toEqual([{ ...grant, takenAt: 15 }]);
    const settled = await Promise.all([
      given.store.settleGrant(grant.hash, 30),
      given.store.settleGrant(grant.hash, 31),
    ]);
    expect(settled.filter(Boolean)).toHaveLength(1);
    expect((await given.store.grantsOf(id)).map(({ settledAt }) => settledAt)).toEqual([expect.any(Number)]);
    expect(await given.store.grantsOf(await given.fresh())).toEqual([]);
    expect(await given.store.takeGrant('absent', 1)).toBeNull();
  });

  test('[ST7] a blob is written once and read whole', async () => {
    const id = await given.fresh();
    const body = Uint8Array.from({ length: 3_000_000 }, (_, i) => i * 31);
    await given.store.putBlob({ id: `${id}-b`, interviewId: id, kind: 'payload', at: 1, meta: text('{}'), body });
    await given.store.putBlob({
      id: `${id}-b`,
      interviewId: id,
      kind: 'payload',
      at: 2,
      meta: text('{}'),
      body: text('other'),
    });
    const back = await given.store.blob(`${id}-b`);
    expect(back?.at).toBe(1);
    expect(Buffer.compare(back?.body ?? new Uint8Array(), body)).toBe(0);
    expect(await given.store.blob('absent')).toBeNull();
  });
});
