/** A rate with a burst: `take` returns whether one more is within it. */
import type { Clock } from '../clock.ts';

/** Holds at most `burst`, and fills by `perSecond`; it is full at first. */
export class Bucket {
  readonly #clock: Clock;
  readonly #perMs: number;
  readonly #burst: number;
  #level: number;
  #at: number;

  constructor(clock: Clock, perSecond: number, burst: number) {
    this.#clock = clock;
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#level = burst;
    this.#at = clock.now();
  }

  #fill(): void {
    const now = this.#clock.now();
    // A clock that steps back gives nothing, and takes nothing away.
    this.#level = Math.min(this.#burst, this.#level + Math.max(0, now - this.#at) * this.#perMs);
    this.#at = now;
  }

  /** Ms until `count` is there. */
  wait(count = 1): number {
    this.#fill();
    return Math.max(0, count - this.#level) / this.#perMs;
  }

  /** Takes `count` where so much is there, else nothing; false then. */
  take(count = 1): boolean {
    this.#fill();
    if (this.#level < count) return false;
    this.#level -= count;
    return true;
  }
}
