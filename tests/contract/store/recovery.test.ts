/** One suite, every store: snapshots, damaged rows, kill -9 and a second server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { entry, everyStore, interview, text } from './contract.ts';
import { open } from './hosts.ts';

await everyStore((given) => {
  test('[ST8] a snapshot is a cache: the newest one, or none', async () => {
    const id = await given.fresh();
    expect(await given.store.snapshot(id)).toBeNull();
    await given.store.putSnapshot(id, { seq: 3, body: text('three') });
    await given.store.putSnapshot(id, { seq: 9, body: text('nine') });
    expect(await given.store.snapshot(id)).toEqual({ seq: 9, body: text('nine') });
  });

  test('[ST9] rows from a damaged one on are kept aside and the log goes on before them', async () => {
    const id = await given.fresh([entry('a'), entry('b'), entry('c'), entry('d')]);
    await given.store.putSnapshot(id, { seq: 4, body: text('late') });
    expect(await given.store.quarantine(id, 3, 'the checksum differs', 99)).toBe(2);
    expect((await given.store.read(id)).entries.map((e) => e.id)).toEqual(['a', 'b']);
    expect((await given.store.quarantined(id)).map((r) => [r.seq, new TextDecoder().decode(r.body)])).toEqual([
      [3, 'c'],
      [4, 'd'],
    ]);
    expect(await given.store.snapshot(id)).toBeNull();
    expect(await given.store.append(id, [entry('e')])).toEqual([{ id: 'e', seq: 3, duplicate: false }]);
    expect((await given.store.read(id)).damage).toBeNull();
  });

  test('[ST10] no acknowledged row is lost by kill -9', { timeout: 120_000 }, async () => {
    const own = await given.host.place();
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
    await expect(open(given.place)).rejects.toThrow(/used by process|another Holdout server/);
    await given.store.ping();
  });
});
