/**
 * Updates on their way over one connection, in order: at a rate that the server takes, and never so many bytes at once that a slow link
 * cannot answer a ping in time. Counts what the server has confirmed.
 */
import { step2Frame, updateFrame } from '../../protocol/frames.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Env, Timer } from './env.ts';

/** Frames that may go out at once and per second. The server's limits hold for cursors as well. */
const BURST = LIMITS.updatesBurst / 2;
const PER_SECOND = LIMITS.updatesPerSecond / 2;

const NOTHING = new Uint8Array([0, 0]);

/** `keys`: what is stored when this update is. */
interface Update {
  bytes: Uint8Array;
  keys: readonly string[];
}

interface SenderOptions {
  env: Env;
  /** Sends a binary frame if the wire is open. */
  send: (frame: Uint8Array<ArrayBuffer>) => void;
  /** Everything given so far is on the wire. */
  onSent: () => void;
}

export class Sender {
  readonly #o: SenderOptions;
  #waiting: Update[] = [];
  /** Sent and not confirmed, the oldest first. */
  #sent: Update[] = [];
  #bytes = 0;
  /** Frames of this connection that the server has stored. */
  #stored = 0;
  /** The server's state vector was answered by a frame. */
  #answered = false;
  #allowed = BURST;
  #countedAt = 0;
  #timer: Timer | null = null;

  constructor(options: SenderOptions) {
    this.#o = options;
  }

  /** True while something waits for the wire. */
  get waiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** True where all that was given is confirmed. */
  get done(): boolean {
    return this.#waiting.length === 0 && this.#sent.length === 0;
  }

  /** Bytes that are not confirmed. */
  get bytes(): number {
    return this.#waiting.reduce((sum, { bytes }) => sum + bytes.byteLength, this.#bytes);
  }

  /** Gives updates to be sent; `keys` are stored when the last of them is. */
  add(updates: readonly Uint8Array[], keys: readonly string[]): void {
    for (const [i, bytes] of updates.entries()) {
      this.#waiting.push({ bytes, keys: i === updates.length - 1 ? keys : [] });
    }
    this.#pump();
  }

  /** The server's state vector was answered with all that was given; where that is nothing, an empty update says so. */
  answered(): void {
    if (!this.#answered) this.#o.send(step2Frame(NOTHING));
    this.#answered = true;
  }

  /** The server has stored the first `count` frames of this connection. @returns how many are new, and their keys */
  saw(count: number): { stored: number; keys: string[] } {
    const stored = Math.max(0, Math.min(this.#sent.length, count - this.#stored));
    const confirmed = this.#sent.splice(0, stored);
    this.#stored += stored;
    this.#bytes -= confirmed.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    if (stored > 0) this.#pump();
    return { stored, keys: confirmed.flatMap(({ keys }) => keys) };
  }

  /** The connection is another one, or takes nothing more: what was given is forgotten. */
  reset(): void {
    if (this.#timer !== null) this.#o.env.clearTimer(this.#timer);
    this.#timer = null;
    this.#waiting = [];
    this.#sent = [];
    this.#bytes = 0;
    this.#stored = 0;
    this.#answered = false;
    this.#allowed = BURST;
    this.#countedAt = this.#o.env.now();
  }

  #pump(): void {
    const { env } = this.#o;
    if (this.#timer !== null || this.#waiting.length === 0) return;
    const now = env.now();
    this.#allowed = Math.min(BURST, this.#allowed + (Math.max(0, now - this.#countedAt) / 1000) * PER_SECOND);
    this.#countedAt = now;
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const { byteLength } = next.bytes;
      if (this.#bytes > 0 && this.#bytes + byteLength > LIMITS.pieceBytes) return;
      if (this.#allowed < 1) {
        this.#timer = env.setTimer(() => {
          this.#timer = null;
          this.#pump();
        }, 1000 / PER_SECOND);
        return;
      }
      this.#waiting.shift();
      this.#allowed -= 1;
      this.#bytes += byteLength;
      this.#sent.push(next);
      this.#o.send(this.#answered ? updateFrame(next.bytes) : step2Frame(next.bytes));
      this.#answered = true;
    }
    this.#o.onSent();
  }
}
