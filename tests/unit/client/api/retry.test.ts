/** Requests that are tried again: which failures, how often, and what ends the waiting. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError, failureOf } from '../../../../client/api/error.ts';
import { retrying } from '../../../../client/api/retry.ts';
import { retryAfterMs } from '../../../../client/api/retryAfter.ts';

beforeEach(() => {
  vi.useFakeTimers();
  // What a page's global object has besides: nothing of it is heard here unless a test says so.
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const away = () => new AppError('network', 'away');
const status = (code: number) => new AppError('x', `status ${code}`, { status: code });

/** Fails in this order, then gives `done`. */
function failing(...errors: AppError[]) {
  const left = [...errors];
  return vi.fn(async () => {
    const error = left.shift();
    if (error) throw error;
    return 'done';
  });
}

test('[CL80] what may pass is tried again until it succeeds, and each failure is told', async () => {
  const attempt = failing(away(), status(502), status(500), status(503), status(429));
  const heard: string[] = [];
  const result = retrying(attempt, { onWait: ({ message }) => heard.push(message) });
  await vi.runAllTimersAsync();
  expect(await result).toBe('done');
  expect(attempt).toHaveBeenCalledTimes(6);
  expect(heard).toEqual(['away', 'status 502', 'status 500', 'status 503', 'status 429']);
});

test.each([400, 401, 403, 404, 409, 410])('[CL80] a refusal of %d is final at once', async (code) => {
  const attempt = failing(status(code));
  await expect(retrying(attempt)).rejects.toMatchObject({ status: code });
  expect(attempt).toHaveBeenCalledTimes(1);
});

test('[CL80] the waits grow to a bound, so that a server that is back after an hour is found within seconds', async () => {
  let now = 0;
  const at: number[] = [];
  const attempt = vi.fn(async () => {
    at.push(Date.now() - now);
    now = Date.now();
    if (at.length < 40) throw away();
    return 'done';
  });
  now = Date.now();
  const result = retrying(attempt);
  await vi.runAllTimersAsync();
  await result;
  expect(Math.max(...at)).toBeLessThanOrEqual(10_000);
  expect(at.at(-1)).toBeGreaterThan(at[1] as number);
});

test('[CL80] the number of attempts may be bounded; the last failure is thrown', async () => {
  const result = retrying(failing(away(), status(502), away()), { most: 2 });
  result.catch(() => {});
  await vi.runAllTimersAsync();
  await expect(result).rejects.toMatchObject({ status: 502 });
});

test('[CL80] the network coming back ends a wait; a cancelled request is not tried again', async () => {
  const attempt = failing(away());
  const result = retrying(attempt);
  await vi.advanceTimersByTimeAsync(1);
  dispatchEvent(new Event('online'));
  expect(await result).toBe('done');
  const abort = new AbortController();
  const cancelled = retrying(failing(away(), away()), { signal: abort.signal });
  cancelled.catch(() => {});
  await vi.advanceTimersByTimeAsync(1);
  abort.abort();
  await expect(cancelled).rejects.toMatchObject({ code: 'aborted' });
});

describe('Retry-After', () => {
  const NOW = Date.parse('Mon, 30 Nov 2026 10:00:00 GMT');
  test.each<[says: Record<string, string>, ms: number | null]>([
    [{}, null],
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': ' 0 ' }, 0],
    [{ 'retry-after': 'Mon, 30 Nov 2026 10:00:05 GMT' }, 5_000],
    // The server's clock, an hour behind ours.
    [{ 'retry-after': 'Mon, 30 Nov 2026 09:00:04 GMT', date: 'Mon, 30 Nov 2026 09:00:00 GMT' }, 4_000],
    [{ 'retry-after': 'Mon, 30 Nov 2026 09:00:00 GMT' }, 0],
    [{ 'retry-after': '86400' }, 30_000],
    [{ 'retry-after': '9'.repeat(400) }, 30_000],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': '1.5' }, null],
    [{ 'retry-after': '' }, null],
  ])('[CL80] of %o is %s ms', (says, ms) => {
    expect(retryAfterMs(new Headers(says), NOW)).toBe(ms);
  });

  test.each([
    ['with a body of ours', JSON.stringify({ error: { code: 'busy', message: 'Busy.' } })],
    ['of a proxy', '<h1>503</h1>'],
  ])('[CL80] an answer %s is not asked again before that, also where the network comes back', async (_name, body) => {
    const answer = () => failureOf(new Response(body, { status: 503, headers: { 'retry-after': '20' } }));
    const attempt = failing(await answer());
    const result = retrying(attempt);
    await vi.advanceTimersByTimeAsync(1);
    dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(19_900);
    expect(attempt).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await result).toBe('done');
  });
});
