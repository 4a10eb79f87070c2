/** The interpreters of one official run, one after the other, until it is done, its time is up or a person cancels it. */
import type { Fleet } from './fleet.ts';
import { type Interpreter, InterpreterLostError } from './interpreter.ts';
import type { Ask } from './officialCalls.ts';

type Ending = 'timeout' | 'cancelled';

interface LeaseOptions {
  fleet: Fleet;
  /** That all interpreters may take together. */
  seconds: number;
  signal: AbortSignal | undefined;
  /** Called before each start. */
  onStart: () => void;
}

/** Call {@link release} in the end. */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #limit: ReturnType<typeof setTimeout>;
  readonly #abort = (): void => this.#end('cancelled');
  #live: Interpreter | null = null;
  #ending: Ending | null = null;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#limit = setTimeout(() => this.#end('timeout'), options.seconds * 1_000);
    options.signal?.addEventListener('abort', this.#abort, { once: true });
    if (options.signal?.aborted) this.#ending = 'cancelled';
  }

  /** Why it was ended before it was done; null where it was not. */
  get ending(): Ending | null {
    return this.#ending;
  }

  /** Starts an interpreter, which ends when `use` has. @throws {InterpreterLostError} where it ends before. */
  readonly inFresh = async <T>(use: (ask: Ask) => Promise<T>): Promise<T> => {
    if (this.#ending) throw new InterpreterLostError({ code: 'ended' });
    this.#options.onStart();
    const fresh = await this.#options.fleet.fresh((member) => {
      this.#live = member;
      if (this.#ending) void member.end();
    });
    this.#live = fresh;
    try {
      return await use((call, { transfer = [], onProgress = () => {}, onOutput = () => {} } = {}) =>
        fresh.call(call, { transfer, onProgress, onOutput }),
      );
    } finally {
      await fresh.end();
      this.#live = null;
    }
  };

  release(): void {
    clearTimeout(this.#limit);
    this.#options.signal?.removeEventListener('abort', this.#abort);
  }

  #end(why: Ending): void {
    this.#ending ??= why;
    void this.#live?.end();
  }
}
