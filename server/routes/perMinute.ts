/** A limit on attempts, per key and minute. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../refusal.ts';

/** Counts attempts by key; offices share addresses, so the key is the link. What comes back throws a Refusal beyond `points` per minute. */
export function perMinute(points: number): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration: 60 });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (e) {
      const seconds = e instanceof RateLimiterRes ? Math.ceil(e.msBeforeNext / 1000) : 60;
      throw new Refusal(429, 'too-often', `Too many attempts with this link. Try again in ${seconds} s.`);
    }
  };
}
