/** A time limit: looked at in loops of the candidate's files, between calls, and while a promise is waited for. */
import { TICK } from './guard.ts';

/** The clock is read once in so many turns of loops. */
const EVERY = 1_024;

/** Thrown when the time is over. */
export class Late extends Error {
  override readonly name = 'Late';
}

export class Limit {
  #until = Number.POSITIVE_INFINITY;
  #turns = 0;

  /** @throws Late when the time is over. */
  check(): void {
    if (performance.now() > this.#until) throw new Late();
  }

  /** Runs `action` for at most some seconds. @throws Late. */
  async within<Value>(seconds: number, action: () => Promise<Value>): Promise<Value> {
    const scope = globalThis as Record<string, unknown>;
    this.#until = performance.now() + seconds * 1_000;
    scope[TICK] = () => {
      if (++this.#turns % EVERY === 0) this.check();
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Late()), seconds * 1_000);
    });
    try {
      return await Promise.race([action(), late]);
    } finally {
      clearTimeout(timer);
      this.#until = Number.POSITIVE_INFINITY;
    }
  }
}
