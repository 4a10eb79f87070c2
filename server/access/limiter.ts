/**
 * The server's one limiter: how often something may happen, per key and minute. Keys are what the server itself knows of a request (a
 * participant, a stored link, the address of the connection), never a value that the request supplies.
 */
import { Cache } from '../cache.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import { Bucket } from './bucket.ts';

/** Keys that are counted at one time; beyond it those that were quiet for longest are forgotten. */
const MOST_KEYS = 10_000;

/** Counts by key. */
export class Limiter {
  readonly #buckets = new Cache<Bucket>({ entries: MOST_KEYS });
  readonly #clock: Clock;
  readonly #perMinute: number;

  /** @param perMinute how much may come at once, and how much comes back within a minute */
  constructor(clock: Clock, perMinute: number) {
    this.#clock = clock;
    this.#perMinute = perMinute;
  }

  /** Keys that are counted right now. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Counts one. @throws Refusal 429 where the key has used its minute up; `what` names what there was too much of */
  require(key: string, what: string): void {
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      bucket = new Bucket(this.#clock, this.#perMinute / 60, this.#perMinute);
      this.#buckets.set(key, bucket);
    }
    if (bucket.take()) return;
    const seconds = Math.max(1, Math.ceil(bucket.wait() / 1000));
    throw new Refusal(429, 'too-often', `Too many ${what}. Try again in ${seconds} s.`, undefined, seconds);
  }
}
