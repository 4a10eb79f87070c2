/** The limiter, the cache, the queue and the addresses that failures are counted by. */
import { expect, test } from 'vitest';
import { networkOf, networkOfRequest } from '../../../server/access/address.ts';
import { Limiter } from '../../../server/access/limiter.ts';
import { Cache, remembered } from '../../../server/cache.ts';
import { FairQueue } from '../../../server/threads/fairQueue.ts';

test('[AU21] an address has one spelling, and a network of IPv6 counts as one', () => {
  const same = (...spellings: string[]) => expect(new Set(spellings.map(networkOf)).size, spellings.join()).toBe(1);
  same('192.0.2.7', '::ffff:192.0.2.7', '::FFFF:c000:207', '0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7:5123');
  same('2001:db8:1:2::1', '2001:DB8:1:2:ffff:ffff:ffff:ffff', '[2001:db8:1:2::9]:443', '2001:db8:1:2::7%eth0');
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'));
  expect(networkOf('192.0.2.8')).not.toBe(networkOf('192.0.2.7'));
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  for (const none of ['', 'unknown', '1.2.3', 'x'.repeat(2000), '::ffff:1.2.3.4.5', '1:2'])
    expect(networkOf(none)).toBeNull();
});

test('[AU21] X-Forwarded-For is read behind a trusted proxy only, and only the entry that the proxy wrote', () => {
  expect(networkOfRequest('10.0.0.1', '203.0.113.9', false)).toBe('10.0.0.1');
  expect(networkOfRequest('10.0.0.1', '203.0.113.9', true)).toBe('203.0.113.9');
  expect(networkOfRequest('10.0.0.1', '1.1.1.1, 8.8.8.8 , 203.0.113.9', true)).toBe('203.0.113.9');
  expect(networkOfRequest('10.0.0.1', 'forged', true)).toBe('10.0.0.1');
  expect(networkOfRequest('10.0.0.1', undefined, true)).toBe('10.0.0.1');
  expect(networkOfRequest(undefined, undefined, false)).toBe('unknown');
});

test('[AU22] however many keys are counted, memory is bounded, and a minute gives back what it took', () => {
  let now = 0;
  const limiter = new Limiter({ now: () => now }, 3);
  for (let i = 0; i < 30_000; i += 1) limiter.require(`key ${i}`, 'tries');
  expect(limiter.size).toBeLessThanOrEqual(10_000);
  for (let i = 0; i < 3; i += 1) limiter.require('mine', 'tries');
  expect(() => limiter.require('mine', 'tries')).toThrow('Too many tries. Try again in 20 s.');
  now += 60_000;
  for (let i = 0; i < 3; i += 1) limiter.require('mine', 'tries');
});

test('[RS6] the cache holds so many entries and so much weight; what was used last stays', async () => {
  const cache = new Cache<string>({ entries: 3, weight: 100 });
  for (const key of ['a', 'b', 'c']) cache.set(key, key, 30);
  cache.get('a');
  cache.set('d', 'd', 10);
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['a', undefined, 'c', 'd']);
  cache.set('e', 'e', 70);
  expect([cache.get('e'), cache.size]).toEqual(['e', 2]);
  cache.set('f', 'f', 101);
  expect([cache.get('f'), cache.get('e')]).toEqual([undefined, 'e']);

  const answers = new Cache<Promise<number>>({ entries: 2 });
  let asked = 0;
  const ask = async () => {
    asked += 1;
    if (asked === 1) throw new Error('not yet');
    return asked;
  };
  await expect(Promise.all([remembered(answers, 'x', ask), remembered(answers, 'x', ask)])).rejects.toThrow('not yet');
  expect(await Promise.all([remembered(answers, 'x', ask), remembered(answers, 'x', ask)])).toEqual([2, 2]);
});

/** A job that ends when it is told to. */
function job(name: string, order: string[]): { run: () => Promise<string>; end: () => void } {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const run = async () => {
    order.push(name);
    await ended;
    return name;
  };
  return { run, end };
}

test('[RS7] lanes take turns: beside one that asks for much, another waits for what runs, and for no more', async () => {
  const order: string[] = [];
  const queue = new FairQueue({ places: 1, waiting: 90 });
  const much = Array.from({ length: 20 }, (_, i) => job(`much ${i}`, order));
  const done = much.map(({ run }) => queue.run('much', run));
  const little = [job('little 0', order), job('little 1', order)];
  done.push(...little.map(({ run }) => queue.run('little', run)));
  for (const { end } of [...much, ...little]) end();
  await Promise.all(done);
  expect(order.slice(0, 4)).toEqual(['much 0', 'little 0', 'much 1', 'little 1']);
});

test('[RS7] one lane has one place at a time, and only so much of it waits; a job that fails frees its place', async () => {
  const order: string[] = [];
  const queue = new FairQueue({ places: 2, waiting: 2 });
  const jobs = ['a0', 'a1', 'a2', 'b0'].map((name) => job(name, order));
  const done = jobs.slice(0, 3).map(({ run }) => queue.run('a', run));
  await expect(queue.run('a', async () => 'one too many')).rejects.toMatchObject({ status: 429, code: 'busy' });
  done.push(queue.run('b', jobs[3]?.run ?? (async () => '')));
  await Promise.resolve();
  expect(order).toEqual(['a0', 'b0']);
  for (const { end } of jobs) end();
  await Promise.all(done);
  await expect(queue.run('a', () => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
  expect(await queue.run('a', async () => 'next')).toBe('next');
});
