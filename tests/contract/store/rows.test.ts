import { expect, test } from 'vitest';
import { entry, everyStore, text } from './contract.ts';

await everyStore((given) => {
  test('[ST3] rows are numbered from 1 without gaps in the order of the calls', async () => {
    const id = await given.fresh();
    const calls = Array.from({ length: 50 }, (_, i) => given.store.append(id, [entry(`e${i}`)]));
    const seqs = (await Promise.all(calls)).map(([a]) => a?.seq);
    expect(seqs).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    const { entries, damage } = await given.store.read(id);
    expect(damage).toBeNull();
    expect(entries.map((e) => e.id)).toEqual(Array.from({ length: 50 }, (_, i) => `e${i}`));
    expect(entries[0]).toEqual({ ...entry('e0'), seq: 1 });
  });

  test('[ST4] the same id is stored once, in one call, in two, and side by side', async () => {
    const id = await given.fresh();
    const [a, b] = await given.store.append(id, [entry('x', text('first')), entry('x', text('second'))]);
    expect([a, b]).toEqual([
      { id: 'x', seq: 1, duplicate: false },
      { id: 'x', seq: 1, duplicate: true },
    ]);
    const again = await Promise.all([
      given.store.append(id, [entry('x')]),
      given.store.append(id, [entry('y')]),
      given.store.append(id, [entry('y')]),
    ]);
    expect(again.flat().map((r) => [r.seq, r.duplicate])).toEqual([
      [1, true],
      [2, false],
      [2, true],
    ]);
    const { entries } = await given.store.read(id);
    expect(entries.map((e) => new TextDecoder().decode(e.body))).toEqual(['first', 'y']);
  });

  test('[ST4] ids of one interview are free in another', async () => {
    const [a, b] = [await given.fresh(), await given.fresh()];
    await given.store.append(a, [entry('same-id')]);
    expect(await given.store.append(b, [entry('same-id')])).toEqual([{ id: 'same-id', seq: 1, duplicate: false }]);
  });

  test('[ST3] hundreds of rows in one call', async () => {
    const id = await given.fresh();
    const many = Array.from({ length: 700 }, (_, i) => entry(`m${i}`));
    expect((await given.store.append(id, many)).at(-1)).toEqual({ id: 'm699', seq: 700, duplicate: false });
    expect((await given.store.read(id)).entries).toHaveLength(700);
  });

  test('[ST3] a call with a row that cannot be written writes none of its rows', async () => {
    const id = await given.fresh();
    const calls = [
      given.store.append(id, [entry('ok1')]),
      given.store.append(id, [entry('no'), entry('bad', text(''), { at: Number.NaN })]),
    ];
    const [first, second] = await Promise.allSettled(calls);
    // PostgreSQL commits what waits together; there the neighbours of a bad row fail with it, and nothing is acknowledged.
    const ids = (await given.store.read(id)).entries.map((e) => e.id);
    expect(second?.status).toBe('rejected');
    expect(ids).toEqual(first?.status === 'fulfilled' ? ['ok1'] : []);
    await expect(given.store.append('no such interview', [entry('x')])).rejects.toThrow();
  });
});
