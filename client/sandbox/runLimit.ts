/** The limit of one run: counted from when its code begins to execute, and moved by whoever gives it more time. */
import { LIMITS } from '../../protocol/limits.ts';

interface RunLimitOptions {
  seconds: number;
  /** It is set, or moved: so many seconds in all. */
  onSet: (seconds: number) => void;
  onReached: () => void;
}

export class RunLimit {
  readonly #options: RunLimitOptions;
  #seconds: number;
  #since: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RunLimitOptions) {
    this.#options = options;
    this.#seconds = options.seconds;
  }

  get seconds(): number {
    return this.#seconds;
  }

  /** The seconds, and when they end in ms of `performance.now()`; null while no code executes. */
  get shown(): { seconds: number; endsAt: number } | null {
    return this.#since === null ? null : { seconds: this.#seconds, endsAt: this.#since + this.#seconds * 1_000 };
  }

  /** The code begins to execute. */
  begin(): void {
    this.#since = performance.now();
    this.#set();
  }

  /** More time, up to the most that a run may take. */
  extend(): void {
    const seconds = Math.min(this.#seconds + LIMITS.runSecondsMore, LIMITS.runSecondsMost);
    if (this.#since === null || seconds <= this.#seconds) return;
    this.#seconds = seconds;
    this.#set();
  }

  /** The code has ended. */
  end(): void {
    clearTimeout(this.#timer);
    this.#since = null;
  }

  #set(): void {
    clearTimeout(this.#timer);
    const left = (this.shown?.endsAt ?? 0) - performance.now();
    this.#timer = setTimeout(this.#options.onReached, left);
    this.#options.onSet(this.#seconds);
  }
}
