/** A time limit: looked at in loops of the candidate's files, between calls, and while a promise is waited for. */
import { TICK } from './guard.ts';

/** Thrown when the time is over. */
export class Late extends Error {
  override readonly name = 'Late';
}

/** What is late has so many milliseconds to end: a loop of the candidate's files does, what waits for a library may not. */
const SETTLE_MS = 300;

export class Limit {
  #until = Number.POSITIVE_INFINITY;
  #action: Promise<unknown> = Promise.resolve();
  #goesOn: string | null = null;

  /** What was late and has not ended: it would go on beside whatever is asked next. */
  get goesOn(): string | null {
    return this.#goesOn;
  }

  /** Waits a moment for what was late to end. @param what named where it does not */
  async settle(what: string): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const waited = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), SETTLE_MS);
    });
    const ended = this.#action.then(
      () => true,
      () => true,
    );
    const isOver = await Promise.race([ended, waited]);
    clearTimeout(timer);
    if (isOver) return;
    this.#goesOn = what;
    // Whenever it comes to one of its loops again, it ends there.
    this.#until = Number.NEGATIVE_INFINITY;
    const free = (): void => {
      this.#goesOn = null;
      this.#until = Number.POSITIVE_INFINITY;
    };
    void this.#action.then(free, free);
  }

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
      const running = action();
      this.#action = running;
      return await Promise.race([running, late]);
    } finally {
      clearTimeout(timer);
      this.#until = Number.POSITIVE_INFINITY;
    }
  }
}
