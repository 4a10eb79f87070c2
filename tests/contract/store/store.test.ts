/** One suite, every store. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Interview, Invite, NewEntry, Store } from '../../../server/store/port.ts';
import { type Host, libsql, open, type Place, postgres } from './hosts.ts';

const interview = (id: string): Interview => ({
  id,
  title: 'Ärger im Büro 🧾',
  slug: 'bank-scam',
  version: '1',
  form: 'a',
  seed: 's-1',
  language: 'python',
  minutes: 60,
  gated: true,
  createdAt: 1_764_000_000_123,
  progress: { phase: 'waiting', startedAt: null, endedAt: null, runs: 0, scores: 0, chosen: null },
});

const invite = (id: string, interviewId: string | null, over: Partial<Invite> = {}): Invite => ({
  id,
  interviewId,
  role: 'candidate',
  label: '',
  hash: `hash-${id}`,
  createdAt: 1,
  expiresAt: 1_900_000_000_000,
  revokedAt: null,
  ...over,
});

const text = (s: string) => new TextEncoder().encode(s);
const entry = (id: string, body: Uint8Array = text(id), over: Partial<NewEntry> = {}): NewEntry => ({
  id,
  kind: 'edit',
  at: 1_764_000_000_000,
  actor: '{"name":"C"}',
  body,
  ...over,
});

const hosts: Host[] = [libsql, await postgres()];

for (const host of hosts) {
  if (host.skip) {
    console.warn(`SKIPPED: the store contract on ${host.name}: ${host.skip}`);
    test.skip(`[ST1] ${host.name}: ${host.skip}`, () => {});
    continue;
  }
  describe(`store contract: ${host.name}`, () => {
    let place: Place;
    let store: Store;
    let n = 0;
    const fresh = async (entries: NewEntry[] = []) => {
      const id = `i${n++}`;
      await store.createInterview(interview(id), [], entries);
      return id;
    };

    beforeAll(async () => {
      place = await host.place();
      store = await open(place);
    }, 30_000);
    afterAll(async () => {
      await store?.close();
      await place?.remove();
    }, 30_000);

    test('[ST2] an interview comes back as it was written, with its links and first rows', async () => {
      const one = interview('made');
      await store.createInterview(one, [invite('made-link', 'made')], [entry('seed'), entry('created')]);
      expect(await store.interview('made')).toEqual(one);
      expect(await store.invites('made')).toEqual([invite('made-link', 'made')]);
      expect((await store.read('made')).entries.map((e) => [e.seq, e.id])).toEqual([
        [1, 'seed'],
        [2, 'created'],
      ]);
      expect((await store.interviews()).map((i) => i.id)).toContain('made');
      expect(await store.interview('absent')).toBeNull();
    });

    test('[ST2] an interview whose links cannot be written is not written either', async () => {
      const doubled = [invite('x1', 'half', { hash: 'same' }), invite('x2', 'half', { hash: 'same' })];
      await expect(store.createInterview(interview('half'), doubled, [entry('seed')])).rejects.toThrow();
      expect(await store.interview('half')).toBeNull();
      expect((await store.read('half')).entries).toEqual([]);
    });

    test('[ST2] progress is kept', async () => {
      const id = await fresh();
      const progress = {
        phase: 'running' as const,
        startedAt: 5,
        endedAt: null,
        runs: 2,
        scores: 1,
        chosen: 'typescript' as const,
      };
      await store.setProgress(id, progress);
      expect((await store.interview(id))?.progress).toEqual(progress);
    });

    test('[ST3] rows are numbered from 1 without gaps in the order of the calls', async () => {
      const id = await fresh();
      const calls = Array.from({ length: 50 }, (_, i) => store.append(id, [entry(`e${i}`)]));
      const seqs = (await Promise.all(calls)).map(([a]) => a?.seq);
      expect(seqs).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
      const { entries, damage } = await store.read(id);
      expect(damage).toBeNull();
      expect(entries.map((e) => e.id)).toEqual(Array.from({ length: 50 }, (_, i) => `e${i}`));
      expect(entries[0]).toEqual({ ...entry('e0'), seq: 1 });
    });

    test('[ST4] the same id is stored once, in one call, in two, and side by side', async () => {
      const id = await fresh();
      const [a, b] = await store.append(id, [entry('x', text('first')), entry('x', text('second'))]);
      expect([a, b]).toEqual([
        { id: 'x', seq: 1, duplicate: false },
        { id: 'x', seq: 1, duplicate: true },
      ]);
      const again = await Promise.all([
        store.append(id, [entry('x')]),
        store.append(id, [entry('y')]),
        store.append(id, [entry('y')]),
      ]);
      expect(again.flat().map((r) => [r.seq, r.duplicate])).toEqual([
        [1, true],
        [2, false],
        [2, true],
      ]);
      const { entries } = await store.read(id);
      expect(entries.map((e) => new TextDecoder().decode(e.body))).toEqual(['first', 'y']);
    });

    test('[ST4] ids of one interview are free in another', async () => {
      const [a, b] = [await fresh(), await fresh()];
      await store.append(a, [entry('same-id')]);
      expect(await store.append(b, [entry('same-id')])).toEqual([{ id: 'same-id', seq: 1, duplicate: false }]);
    });

    test('[ST3] hundreds of rows in one call', async () => {
      const id = await fresh();
      const many = Array.from({ length: 700 }, (_, i) => entry(`m${i}`));
      expect((await store.append(id, many)).at(-1)).toEqual({ id: 'm699', seq: 700, duplicate: false });
      expect((await store.read(id)).entries).toHaveLength(700);
    });

    test('[ST5] bytes come back byte for byte, as Uint8Array', async () => {
      const id = await fresh();
      const all = Uint8Array.from({ length: 256 }, (_, i) => i);
      const view = new Uint8Array([9, 9, 1, 0, 2, 9, 9]).subarray(2, 5);
      await store.append(id, [
        entry('all', all),
        entry('view', view),
        entry('none', new Uint8Array(0)),
        entry('buffer', Buffer.from('abc')),
      ]);
      const { entries } = await store.read(id);
      expect(entries.map((e) => [...e.body])).toEqual([[...all], [1, 0, 2], [], [97, 98, 99]]);
      for (const e of entries) expect(e.body).toBeInstanceOf(Uint8Array);
    });

    test('[ST5] an event body keeps NUL, half a surrogate pair and 2^53+1 as JSON has them', async () => {
      const id = await fresh();
      const json = `{"t":${JSON.stringify('a\0b\ud800c')},"n":9007199254740993}`;
      await store.append(id, [
        entry('json', text(json), { kind: 'event', actor: JSON.stringify({ name: 'a\0b\ud800c' }) }),
      ]);
      const [row] = (await store.read(id)).entries;
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
      const id = await fresh();
      const grant = {
        hash: `${id}-bad`,
        interviewId: id,
        at: 1,
        expiresAt: bad as number,
        takenAt: null,
        settledAt: null,
        meta: text(''),
      };
      await expect(store.putGrant(grant)).rejects.toThrow(/parameter \d+/);
      expect(await store.append(id, [entry('good')])).toEqual([{ id: 'good', seq: 1, duplicate: false }]);
    });

    test('[ST6] integers up to 64 bits are exact', async () => {
      const id = await fresh();
      const at = (2n ** 53n + 1n) as unknown as number;
      await store.append(id, [
        entry('small', text(''), { at: Number.MAX_SAFE_INTEGER }),
        entry('big', text(''), { at: 0 }),
      ]);
      expect((await store.read(id)).entries[0]?.at).toBe(Number.MAX_SAFE_INTEGER);
      await store.putGrant({
        hash: `g-${id}`,
        interviewId: id,
        at,
        expiresAt: at,
        takenAt: null,
        settledAt: null,
        meta: text(''),
      });
      expect((await store.grant(`g-${id}`))?.at).toBe(2n ** 53n + 1n);
    });

    test('[ST2] a candidate link is claimed by one browser until it is reset', async () => {
      const id = await fresh();
      await store.putInvite(invite(`${id}-l`, id));
      const claim = (k: string) => ({
        id: `${id}-${k}`,
        inviteId: `${id}-l`,
        name: k,
        hash: `${id}-h-${k}`,
        createdAt: 1,
        revokedAt: null,
      });
      const both = await Promise.all([store.claim(claim('a'), true), store.claim(claim('b'), true)]);
      expect(both.filter((c) => c !== null)).toHaveLength(1);
      const [winner] = both.filter((c) => c !== null);
      expect(await store.resetClaims(`${id}-l`, 77)).toEqual([winner?.id]);
      expect((await store.claimByHash(winner?.hash ?? ''))?.claim.revokedAt).toBe(77);
      expect(await store.claim(claim('c'), true)).not.toBeNull();
      expect(await store.claim(claim('d'), true)).toBeNull();
      expect((await store.claims(id)).filter((c) => c.revokedAt === null).map((c) => c.name)).toEqual(['c']);
    });

    test('[ST2] an interviewer link is claimed many times', async () => {
      const id = await fresh();
      await store.putInvite(invite(`${id}-l`, id, { role: 'interviewer' }));
      for (const k of ['a', 'b']) {
        const claim = {
          id: `${id}-${k}`,
          inviteId: `${id}-l`,
          name: k,
          hash: `${id}-h-${k}`,
          createdAt: 1,
          revokedAt: null,
        };
        expect(await store.claim(claim, false)).toEqual(claim);
        expect(await store.claimByHash(claim.hash)).toEqual({
          claim,
          invite: invite(`${id}-l`, id, { role: 'interviewer' }),
        });
      }
      expect(await store.claimByHash('nobody')).toBeNull();
    });

    test('[ST2] a link is revoked once, and found by its hash only', async () => {
      const id = await fresh();
      await store.putInvite(invite(`${id}-l`, id));
      expect(await store.revokeInvite(`${id}-l`, 5)).toBe(true);
      expect(await store.revokeInvite(`${id}-l`, 6)).toBe(false);
      expect((await store.inviteByHash(`hash-${id}-l`))?.revokedAt).toBe(5);
      expect(await store.inviteByHash('other')).toBeNull();
    });

    test('[ST7] a grant is taken once, before its end, and settled once', async () => {
      const id = await fresh();
      const grant = {
        hash: `${id}-g`,
        interviewId: id,
        at: 10,
        expiresAt: 20,
        takenAt: null,
        settledAt: null,
        meta: text('{"n":1}'),
      };
      await store.putGrant(grant);
      expect(await store.takeGrant(grant.hash, 20)).toBeNull();
      const taken = await Promise.all([store.takeGrant(grant.hash, 15), store.takeGrant(grant.hash, 15)]);
      expect(taken.filter((t) => t !== null)).toEqual([{ ...grant, takenAt: 15 }]);
      const settled = await Promise.all([store.settleGrant(grant.hash, 30), store.settleGrant(grant.hash, 31)]);
      expect(settled.filter(Boolean)).toHaveLength(1);
      expect(await store.takeGrant('absent', 1)).toBeNull();
    });

    test('[ST7] a blob is written once and read whole', async () => {
      const id = await fresh();
      const body = Uint8Array.from({ length: 3_000_000 }, (_, i) => i * 31);
      await store.putBlob({ id: `${id}-b`, interviewId: id, kind: 'payload', at: 1, meta: text('{}'), body });
      await store.putBlob({
        id: `${id}-b`,
        interviewId: id,
        kind: 'payload',
        at: 2,
        meta: text('{}'),
        body: text('other'),
      });
      const back = await store.blob(`${id}-b`);
      expect(back?.at).toBe(1);
      expect(Buffer.compare(back?.body ?? new Uint8Array(), body)).toBe(0);
      expect(await store.blob('absent')).toBeNull();
    });

    test('[ST8] a snapshot is a cache: the newest one, or none', async () => {
      const id = await fresh();
      expect(await store.snapshot(id)).toBeNull();
      await store.putSnapshot(id, { seq: 3, body: text('three') });
      await store.putSnapshot(id, { seq: 9, body: text('nine') });
      expect(await store.snapshot(id)).toEqual({ seq: 9, body: text('nine') });
    });

    test('[ST9] rows from a damaged one on are kept aside and the log goes on before them', async () => {
      const id = await fresh([entry('a'), entry('b'), entry('c'), entry('d')]);
      await store.putSnapshot(id, { seq: 4, body: text('late') });
      expect(await store.quarantine(id, 3, 'the checksum differs', 99)).toBe(2);
      expect((await store.read(id)).entries.map((e) => e.id)).toEqual(['a', 'b']);
      expect((await store.quarantined(id)).map((r) => [r.seq, new TextDecoder().decode(r.body)])).toEqual([
        [3, 'c'],
        [4, 'd'],
      ]);
      expect(await store.snapshot(id)).toBeNull();
      expect(await store.append(id, [entry('e')])).toEqual([{ id: 'e', seq: 3, duplicate: false }]);
      expect((await store.read(id)).damage).toBeNull();
    });

    test('[ST3] a call with a row that cannot be written writes none of its rows', async () => {
      const id = await fresh();
      const calls = [
        store.append(id, [entry('ok1')]),
        store.append(id, [entry('no'), entry('bad', text(''), { at: Number.NaN })]),
      ];
      const [first, second] = await Promise.allSettled(calls);
      // PostgreSQL commits what waits together; there the neighbours of a bad row fail with it, and nothing is acknowledged.
      const ids = (await store.read(id)).entries.map((e) => e.id);
      expect(second?.status).toBe('rejected');
      expect(ids).toEqual(first?.status === 'fulfilled' ? ['ok1'] : []);
      await expect(store.append('no such interview', [entry('x')])).rejects.toThrow();
    });

    test('[ST10] no acknowledged row is lost by kill -9', { timeout: 120_000 }, async () => {
      const own = await host.place();
      try {
        const first = await open(own);
        await first.createInterview(interview('k'), [], [entry('seed')]);
        await first.close();
        const acked: string[] = [];
        for (let round = 0; round < 3; round++) {
          const args = JSON.stringify({
            databaseUrl: own.databaseUrl,
            dataDir: own.dataDir,
            interviewId: 'k',
            from: `r${round}`,
          });
          const child = spawn(
            process.execPath,
            ['--import', 'tsx', new URL('./writer.ts', import.meta.url).pathname, args],
            {
              stdio: ['ignore', 'pipe', 'inherit'],
            },
          );
          const ended = once(child, 'exit');
          let seen = 0;
          for await (const line of createInterface({ input: child.stdout })) {
            if (line !== 'ready') acked.push(line);
            if (++seen === 300 + round * 111) child.kill('SIGKILL');
          }
          await ended;
        }
        const store2 = await open(own);
        const { entries, damage } = await store2.read('k');
        await store2.close();
        expect(damage).toBeNull();
        const ids = new Set(entries.map((e) => e.id));
        expect(ids.size).toBe(entries.length);
        expect(acked.filter((id) => !ids.has(id))).toEqual([]);
        expect(acked.length).toBeGreaterThan(900);
      } finally {
        await own.remove();
      }
    });

    test('[ST11] a second server on the same store is refused', { timeout: 60_000 }, async () => {
      await expect(open(place)).rejects.toThrow(/used by process|another Holdout server/);
      await store.ping();
    });
  });
}
