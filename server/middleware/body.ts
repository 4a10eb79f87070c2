/**
 * The one reader of request bodies. It is called after everything that can be refused without the body was checked, takes its bytes
 * out of a common allowance first, and ends at the declared length, at the route's limit and at a deadline.
 */
import { LIMITS } from '../../protocol/limits.ts';
import type { AppContext, Received } from '../access/http.ts';
import type { Meter } from '../access/meter.ts';
import { Refusal } from '../refusal.ts';

/** How a route's body is bounded. */
interface BodyBounds {
  /** Of this one. */
  maxBytes: number;
  /** What the bodies that are being received and worked on may take together. */
  flight: Meter;
}

const RETRY_SECONDS = 5;

const tooLarge = (maxBytes: number) =>
  new Refusal(413, 'too-large', `The request is larger than ${maxBytes} bytes. Nothing was stored.`);
const full = () =>
  new Refusal(
    503,
    'busy',
    `The server is receiving as much as it can. Nothing was stored; try again in ${RETRY_SECONDS} s.`,
    undefined,
    RETRY_SECONDS,
  );
const slow = () => new Refusal(408, 'too-slow', 'The request came too slowly. Nothing was stored; try again.');
const broken = () => new Refusal(400, 'broken-off', 'The request broke off. Nothing was stored; try again.');
const replaced = () => new Refusal(409, 'replaced', 'A newer upload has taken the place of this one.');

/** The length that the request declares; null for one that comes in chunks. @throws Refusal for a length that is none */
function declaredBytes(c: AppContext): number | null {
  if (c.req.header('transfer-encoding') !== undefined) return null;
  const length = c.req.header('content-length');
  if (length === undefined) return null;
  if (!/^\d{1,15}$/.test(length)) throw broken();
  return Number(length);
}

/** Refuses a body that declares too much, without reading any of it. @throws Refusal 413 */
export function requireDeclared(c: AppContext, maxBytes: number): void {
  if ((declaredBytes(c) ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

/** When a body of so many bytes has to be there, in ms from its first read: what a slow line needs, and no more. */
const deadlineOf = (bytes: number): number =>
  Math.min(LIMITS.bodyMs, LIMITS.bodySilenceMs + (bytes / LIMITS.bodyBytesPerSecond) * 1000);

/** `read` within a time. @throws Refusal 408 beyond it; what `signal` ends is answered 409 */
async function within<T>(ms: number, read: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  let stop = () => {};
  const end = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(slow()), Math.max(0, ms));
    const abort = () => reject(replaced());
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
  });
  try {
    return await Promise.race([read, end]);
  } finally {
    stop();
  }
}

/** Puts what comes into a buffer of the declared length, or gathers it where no length was declared. */
class Gathered {
  readonly #whole: Uint8Array<ArrayBuffer> | null;
  readonly #parts: Uint8Array[] = [];
  size = 0;

  constructor(declared: number | null) {
    this.#whole = declared === null ? null : new Uint8Array(declared);
  }

  add(part: Uint8Array): void {
    if (this.#whole) this.#whole.set(part, this.size);
    else this.#parts.push(part);
    this.size += part.byteLength;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    if (this.#whole) return this.#whole;
    const all = new Uint8Array(this.size);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.byteLength;
    }
    return all;
  }
}

/**
 * Receives the body of a request.
 * @param signal ends the receiving
 * @throws Refusal 413 beyond the limit, 503 where too much is in flight, 408 where it comes too slowly, 400 where it breaks off
 */
export async function receiveBody(
  c: AppContext,
  { maxBytes, flight }: BodyBounds,
  signal?: AbortSignal,
): Promise<Received> {
  const declared = declaredBytes(c);
  if (declared !== null && declared > maxBytes) throw tooLarge(maxBytes);
  let taken = 0;
  const take = (bytes: number) => {
    if (!flight.take(bytes)) throw full();
    taken += bytes;
  };
  const done = () => {
    flight.give(taken);
    taken = 0;
  };
  const stream = c.req.raw.body;
  if (!stream) return { bytes: new Uint8Array(0), done };
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  try {
    if (declared !== null) take(declared);
    const gathered = new Gathered(declared);
    reader = stream.getReader();
    const from = performance.now();
    for (;;) {
      const left = deadlineOf(declared ?? gathered.size) - (performance.now() - from);
      const next = await within(Math.min(left, LIMITS.bodySilenceMs), reader.read(), signal);
      if (next.done) break;
      if (gathered.size + next.value.byteLength > (declared ?? maxBytes)) throw tooLarge(declared ?? maxBytes);
      // Without a length the parts are there twice for a moment, when they are put together.
      if (declared === null) take(2 * next.value.byteLength);
      gathered.add(next.value);
    }
    if (declared !== null && gathered.size < declared) throw broken();
    return { bytes: gathered.bytes(), done };
  } catch (e) {
    done();
    // Whatever still comes is thrown away with the connection; nobody waits for that.
    reader?.cancel().catch(() => {});
    throw e instanceof Refusal ? e : broken();
  }
}
