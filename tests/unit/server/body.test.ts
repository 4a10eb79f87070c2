/** The reader of bodies: its deadlines, by a clock that the test moves. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LIMITS } from '../../../protocol/limits.ts';
import type { AppContext } from '../../../server/access/http.ts';
import { Meter } from '../../../server/access/meter.ts';
import { receiveBody } from '../../../server/middleware/body.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A request that declares so many bytes (null: chunks), and a way to send some. */
function arriving(bytes: number | null): { c: AppContext; send: (count: number) => void } {
  let send = (_: number) => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = (count) => (count === 0 ? controller.close() : controller.enqueue(new Uint8Array(count)));
    },
  });
  const headers: Record<string, string> =
    bytes === null ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(bytes) };
  const request = { header: (name: string) => headers[name], raw: { body } };
  return { c: { req: request } as unknown as AppContext, send };
}

test('[RS5] a body that goes silent is given up, and its bytes are free again', async () => {
  const flight = new Meter(1000);
  const { c, send } = arriving(100);
  const refused = receiveBody(c, { maxBytes: 1000, flight }).catch((e: unknown) => e);
  send(10);
  await vi.advanceTimersByTimeAsync(LIMITS.bodySilenceMs - 1);
  expect(flight.used).toBe(100);
  await vi.advanceTimersByTimeAsync(2);
  expect(await refused).toMatchObject({ status: 408, code: 'too-slow' });
  expect(flight.used).toBe(0);
});

test('[RS5] a body that drips for ever ends at a deadline that follows its length', async () => {
  const flight = new Meter(10_000_000);
  const { c, send } = arriving(1000);
  const refused = receiveBody(c, { maxBytes: 1000, flight }).catch((e: unknown) => e);
  let over = false;
  refused.then(() => {
    over = true;
  });
  let seconds = 0;
  for (; !over && seconds < 600; seconds += 1) {
    send(1);
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(await refused).toMatchObject({ status: 408 });
  expect(seconds).toBeLessThanOrEqual(LIMITS.bodySilenceMs / 1000 + 1);
  expect(flight.used).toBe(0);
});

test('[RS4] what is longer than it says, longer than the limit or shorter than it says is refused', async () => {
  const status = async (declared: number | null, sizes: number[]) => {
    const flight = new Meter(10_000);
    const { c, send } = arriving(declared);
    for (const size of sizes) send(size);
    const answer = await receiveBody(c, { maxBytes: 100, flight }).then(
      ({ bytes, done }) => {
        done();
        return bytes.byteLength;
      },
      (e: { status: number }) => e.status,
    );
    expect(flight.used).toBe(0);
    return answer;
  };
  expect(await status(10, [4, 6, 0])).toBe(10);
  expect(await status(10, [4, 7, 0])).toBe(413);
  expect(await status(10, [4, 0])).toBe(400);
  expect(await status(101, [])).toBe(413);
  expect(await status(null, [60, 40, 0])).toBe(100);
  expect(await status(null, [60, 41])).toBe(413);
});
