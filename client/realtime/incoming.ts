/** How much of a document that comes in pieces has come. */
import type { Frame } from '../../protocol/frames.ts';

/** Bytes. */
export interface Progress {
  done: number;
  total: number;
}

export class Incoming {
  #progress: Progress | null = null;

  /** Null where nothing is coming that was announced. */
  get progress(): Progress | null {
    return this.#progress;
  }

  /** The document follows, in `total` bytes. */
  announced(total: number): void {
    this.#progress = { done: 0, total };
  }

  /** A frame of the document came. */
  came({ kind, update }: Extract<Frame, { update: Uint8Array }>): void {
    if (this.#progress === null) return;
    const { done, total } = this.#progress;
    // What others type meanwhile comes as such frames too.
    this.#progress = kind === 'step2' ? null : { done: Math.min(total, done + update.byteLength), total };
  }

  /** The connection is gone. */
  forget(): void {
    this.#progress = null;
  }
}
