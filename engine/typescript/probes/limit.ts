/** A time limit: looked at in loops of the candidate's files, between calls, and while a promise is waited for. */
import { TICK } from './guard.ts';

/** Thrown when the time is over. */
export class Late extends Error {
  override readonly name = 'Late';
}

export class Limit {
  #until = Number.POSITIVE_INFINITY;

  /** @throws Late when the time is over. */
  check(): void {
    if (performance.now() > this.#until) throw new Late();
  }

  /** Runs `action` for at most some seconds. @throws Late. */
  async within<Value>(seconds: number, action: () => Promise<Value>): Promise<Value> {
    const scope = globalThis as Record<string, unknown>;
    this.#until = performance.now() + seconds * 1_000;
    scope[TICK] = () => this.check();
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
