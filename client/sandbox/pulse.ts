/**
 * Notices a worker that has ended, or hangs, without a word. Browsers report neither: one that closed itself, or was ended for want
 * of memory, is silent, and so is one that computes.
 *
 * Two threads are asked. The guard is a worker inside the worker: it lives and dies with it and answers while it computes. The
 * worker's own thread must answer while it has no call. A slow machine is no death: before a silence counts, a new worker is started,
 * and whatever answers later than that one, which began after it was asked, does not answer at all.
 */

/** Ms between two looks, and how many looks without an answer make a silence suspicious. */
export const LOOK_MS = 500;
const SUSPICIOUS = 4;

/** Who was asked: the worker's guard, or its own thread. */
export type Asked = 'guard' | 'thread';

interface Line {
  /** Looks since the question that has no answer yet; null: none is open. */
  silent: number | null;
  /** It has answered before: what never did may not be there at all. */
  heard: boolean;
  /** A comparison is under way, and what it is for. */
  compared: boolean;
}

interface PulseOptions {
  /** Asks; the answer comes to {@link Pulse.answered}. */
  ask: (whom: Asked) => void;
  /** False while the worker's own thread has something to do. */
  isIdle: () => boolean;
  /** Resolves when something that begins now has had its turn on this machine. */
  compare: () => Promise<unknown>;
  onSilent: (whom: Asked) => void;
}

/** The watch over one worker. */
export class Pulse {
  readonly #options: PulseOptions;
  readonly #lines: Record<Asked, Line> = {
    guard: { silent: null, heard: false, compared: false },
    thread: { silent: null, heard: false, compared: false },
  };

  constructor(options: PulseOptions) {
    this.#options = options;
  }

  /** Called every {@link LOOK_MS}. */
  look(): void {
    this.#look('guard');
    if (this.#options.isIdle()) this.#look('thread');
  }

  /** An answer, or any other sign that it is alive. @returns false where nobody had asked. */
  answered(whom: Asked): boolean {
    const line = this.#lines[whom];
    const open = line.silent !== null;
    line.silent = null;
    line.heard = true;
    return open;
  }

  /** The worker's thread was given something to do and must say so at once. */
  called(): void {
    this.#lines.thread.silent ??= 0;
  }

  #look(whom: Asked): void {
    const line = this.#lines[whom];
    if (line.silent === null) {
      line.silent = 0;
      this.#options.ask(whom);
      return;
    }
    line.silent++;
    if (line.heard && line.silent >= SUSPICIOUS && !line.compared) void this.#compare(whom, line);
  }

  async #compare(whom: Asked, line: Line): Promise<void> {
    line.compared = true;
    await this.#options.compare();
    line.compared = false;
    if (line.silent === null || line.silent < SUSPICIOUS) return;
    // Where both are silent the whole worker is gone; its thread was only asked first.
    const { heard, silent } = this.#lines.guard;
    this.#options.onSilent(heard && silent !== null && silent > 1 ? 'guard' : whom);
  }
}
