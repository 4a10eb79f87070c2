/**
 * The document on its way to one socket, in frames: as many bytes at a time as the link carries within a moment, so that pings and what
 * others type come through between them. A link that is slow is then slow, and not taken for dead.
 */
import { LIMITS } from '../../protocol/limits.ts';

interface HandoverOptions {
  send: (frame: Uint8Array) => void;
  /** Resolves when the other side has everything that was sent before, or with false where the socket has ended. */
  echo: () => Promise<boolean>;
  /** Ms of a clock that never goes back. */
  now: () => number;
}

export class Handover {
  readonly #o: HandoverOptions;
  #running = false;
  #next: (() => readonly Uint8Array[]) | null = null;
  /** Bytes that may be on their way; at least one frame is. */
  #window: number = LIMITS.handoverBytes;

  constructor(options: HandoverOptions) {
    this.#o = options;
  }

  /** Sends the frames in order, after those of an earlier call. Of several that wait only the newest is made: it holds what the others do. */
  give(frames: () => readonly Uint8Array[]): void {
    this.#next = frames;
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let make = this.#take(); make; make = this.#take()) {
      if (!(await this.#deliver([...make()]))) break;
    }
    this.#running = false;
  }

  #take(): (() => readonly Uint8Array[]) | null {
    const next = this.#next;
    this.#next = null;
    return next;
  }

  /** @returns false where the socket has ended */
  async #deliver(frames: Uint8Array[]): Promise<boolean> {
    const { send, echo, now } = this.#o;
    for (;;) {
      const began = now();
      let bytes = 0;
      for (
        let frame = frames[0];
        frame && (bytes === 0 || bytes + frame.byteLength <= this.#window);
        frame = frames[0]
      ) {
        frames.shift();
        bytes += frame.byteLength;
        send(frame);
      }
      if (frames.length === 0) return true;
      if (!(await echo())) return false;
      const isQuick = now() - began < LIMITS.handoverQuickMs;
      this.#window = isQuick
        ? Math.min(LIMITS.handoverMostBytes, this.#window * 2)
        : Math.max(LIMITS.handoverBytes, this.#window / 2);
    }
  }
}
