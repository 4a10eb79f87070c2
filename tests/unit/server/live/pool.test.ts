/** Threads of a pool: as many as are needed, replaced where they crash or hang. */
import { afterEach, expect, test } from 'vitest';
import { ThreadPool } from '../../../../server/threads/pool.ts';
import type { OddAnswers } from '../../../support/threads/oddWorker.ts';

let pool: ThreadPool<OddAnswers>;
const start = (size: number, deadlineMs: number) => {
  pool = new ThreadPool<OddAnswers>({
    name: 'odd',
    entry: new URL('../../../support/threads/oddWorker.ts', import.meta.url),
    size,
    heapMb: 64,
    deadlineMs,
  });
};
afterEach(() => pool.close());

test('[RS10] a thread that crashes fails its calls in words, and the next call has another', async () => {
  start(1, 60_000);
  const both = await Promise.allSettled([pool.call('crash'), pool.call('echo', 'beside it')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(both[0]).toMatchObject({ reason: { message: expect.stringContaining('the odd thread failed') } });
  expect(await pool.call('echo', 'again')).toBe('again');
  await expect(pool.call('fill')).rejects.toThrow(/the odd thread failed/);
  expect(await pool.call('echo', 'after too much memory')).toBe('after too much memory');
});

test('[RS10] a thread that hangs is ended at its deadline and replaced; another works meanwhile', async () => {
  start(2, 6_000);
  expect(await pool.call('echo', 'first')).toBe('first');
  expect(pool.size).toBe(1);
  const hanging = pool.call('hang').catch((e: unknown) => e);
  expect(await pool.call('echo', 'beside')).toBe('beside');
  expect(pool.size).toBe(2);
  expect(await hanging).toMatchObject({
    name: 'ThreadError',
    message: expect.stringContaining('no answer within 6000 ms'),
  });
  expect(await pool.call('echo', 'after')).toBe('after');
});
