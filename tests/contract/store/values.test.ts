import { expect, test } from 'vitest';
import { entry, everyStore, text } from './contract.ts';

await everyStore((given) => {
  test('[ST5] bytes come back byte for byte, as Uint8Array', async () => {
    const id = await given.fresh();
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const view = new Uint8Array([9, 9, 1, 0, 2, 9, 9]).subarray(2, 5);
    await given.store.append(id, [
      entry('all', all),
      entry('view', view),
      entry('none', new Uint8Array(0)),
      entry('buffer', Buffer.from('abc')),
    ]);
    const { entries } = await given.store.read(id);
    expect(entries.map((e) => [...e.body])).toEqual([[...all], [1, 0, 2], [], [97, 98, 99]]);
    for (const e of entries) expect(e.body).toBeInstanceOf(Uint8Array);
  });

  test('[ST5] an event body keeps NUL, half a surrogate pair and 2^53+1 as JSON has them', async () => {
    const id = await given.fresh();
    const json = `{"t":${JSON.stringify('a\0b\ud800c')},"n":9007199254740993}`;
    await given.store.append(id, [
      entry('json', text(json), { kind: 'event', actor: JSON.stringify({ name: 'a\0b\ud800c' }) }),
    ]);
    const [row] = (await given.store.read(id)).entries;
    expect(new TextDecoder().decode(row?.body)).toBe(json);
    expect(JSON.parse(row?.actor ?? '')).toEqual({ name: 'a\0b\ud800c' });
  });

  test.each([
    ['a boolean', true],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['2^53 + 1 as a number', 2 ** 53 + 2],
    ['a bigint beyond 64 bits', 2n ** 63n],
    ['an object', { a: 1 }],
    ['text with NUL', 'a\0b'],
    ['half a surrogate pair', 'a\ud800'],
  ])('[ST6] %s is refused before it reaches the driver, and the store lives on', async (_, bad) => {
    const id = await given.fresh();
    const grant = {
      hash: `${id}-bad`,
      interviewId: id,
      at: 1,
      expiresAt: bad as number,
      takenAt: null,
      settledAt: null,
      meta: text(''),
    };
    await expect(given.store.putGrant(grant)).rejects.toThrow(/parameter \d+/);
    expect(await given.store.append(id, [entry('good')])).toEqual([{ id: 'good', seq: 1, duplicate: false }]);
  });

  test('[ST6] integers up to 64 bits are exact', async () => {
    const id = await given.fresh();
    const at = (2n ** 53n + 1n) as unknown as number;
    await given.store.append(id, [
      entry('small', text(''), { at: Number.MAX_SAFE_INTEGER }),
      entry('big', text(''), { at: 0 }),
    ]);
    expect((await given.store.read(id)).entries[0]?.at).toBe(Number.MAX_SAFE_INTEGER);
    await given.store.putGrant({
      hash: `g-${id}`,
      interviewId: id,
      at,
      expiresAt: at,
      takenAt: null,
      settledAt: null,
      meta: text(''),
    });
    expect((await given.store.grant(`g-${id}`))?.at).toBe(2n ** 53n + 1n);
  });
});
