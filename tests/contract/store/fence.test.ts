/** One suite, every store: who believes that a log ends where it does not writes nothing. */
import { expect, test } from 'vitest';
import { advance, LOG_START } from '../../../server/store/chain.ts';
import { entry, everyStore, text } from './contract.ts';

const ELSEWHERE = /another server writes to it/;

await everyStore((given) => {
  test('[ST44] rows are appended where the log ends, one call after the other and side by side', async () => {
    const id = await given.fresh();
    const batches = [[entry('a')], [entry('b'), entry('c')], [entry('d')]];
    let at = LOG_START;
    const calls = batches.map((batch) => {
      const call = given.store.append(id, batch, at);
      at = advance(id, at, batch);
      return call;
    });
    expect((await Promise.all(calls)).flat().map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    const { entries, end } = await given.store.read(id);
    expect(entries.map((e) => e.id)).toEqual(['a', 'b', 'c', 'd']);
    expect([end.seq, [...end.chain]]).toEqual([4, [...at.chain]]);
    expect(await given.store.append(id, [entry('e')], end)).toEqual([{ id: 'e', seq: 5, duplicate: false }]);
  });

  test('[ST44] of two writers that know the same end one writes, and the other one nothing', async () => {
    const id = await given.fresh([entry('seed')]);
    const { end } = await given.store.read(id);
    const both = await Promise.allSettled([
      given.store.append(id, [entry('mine')], end),
      given.store.append(id, [entry('theirs'), entry('theirs too')], end),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const after = (await given.store.read(id)).entries.map((e) => e.id);
    expect(after).toEqual(both[0]?.status === 'fulfilled' ? ['seed', 'mine'] : ['seed', 'theirs', 'theirs too']);
  });

  test('[ST44] what follows a refused row is refused too', async () => {
    const id = await given.fresh([entry('seed')]);
    const { end } = await given.store.read(id);
    await given.store.append(id, [entry('other')]);
    const next = advance(id, end, [entry('first')]);
    const both = [given.store.append(id, [entry('first')], end), given.store.append(id, [entry('second')], next)];
    for (const one of await Promise.allSettled(both)) {
      expect(one.status).toBe('rejected');
      expect(String((one as PromiseRejectedResult).reason)).toMatch(ELSEWHERE);
    }
    expect((await given.store.read(id)).entries.map((e) => e.id)).toEqual(['seed', 'other']);
  });

  test('[ST44] a log of the same length with other rows is another log', async () => {
    const id = await given.fresh([entry('seed'), entry('a', text('one'))]);
    const { end } = await given.store.read(id);
    await given.store.quarantine(id, 2, 'a test', 1);
    await given.store.append(id, [entry('a', text('two'))]);
    await expect(given.store.append(id, [entry('b')], end)).rejects.toThrow(/row 2 .* another server/);
    await expect(given.store.append(id, [entry('b')], LOG_START)).rejects.toThrow(ELSEWHERE);
    await expect(given.store.append(id, [entry('b')], { ...end, seq: 3 })).rejects.toThrow(ELSEWHERE);
    expect((await given.store.read(id)).entries.map((e) => e.id)).toEqual(['seed', 'a']);
  });

  test('[ST46] a snapshot of an earlier row does not replace a later one', async () => {
    const id = await given.fresh();
    await given.store.putSnapshot(id, { seq: 9, body: text('nine') });
    await given.store.putSnapshot(id, { seq: 3, body: text('three') });
    await given.store.putSnapshot(id, { seq: 9, body: text('another nine') });
    expect(await given.store.snapshot(id)).toEqual({ seq: 9, body: text('nine') });
    await given.store.putSnapshot(id, { seq: 10, body: text('ten') });
    expect(await given.store.snapshot(id)).toEqual({ seq: 10, body: text('ten') });
  });
});
