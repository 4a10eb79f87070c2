/** Where people are in the document: this person's place goes out at a bounded rate, those of others come and go with the wire. */
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { awarenessFrame } from '../../protocol/frames.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { REMOTE } from './edits.ts';
import type { Env, Timer } from './env.ts';

/** Ms between two frames of this person's cursor; the newest one wins. */
const EVERY_MS = 1000 / LIMITS.awarenessPerSecond + 20;

export class CursorSync {
  readonly awareness: Awareness;
  readonly #env: Env;
  readonly #send: (frame: Uint8Array<ArrayBuffer>) => void;
  #timer: Timer | null = null;

  /** `send` drops frames while the wire is closed. */
  constructor(doc: Y.Doc, env: Env, send: (frame: Uint8Array<ArrayBuffer>) => void) {
    this.awareness = new Awareness(doc);
    this.awareness.setLocalState(null);
    this.#env = env;
    this.#send = send;
    this.awareness.on('update', (_change: unknown, origin: unknown) => {
      if (origin !== REMOTE) this.#timer ??= env.setTimer(() => this.publish(), EVERY_MS);
    });
  }

  /** Sends this person's state now, where there is one. */
  publish(): void {
    if (this.#timer !== null) this.#env.clearTimer(this.#timer);
    this.#timer = null;
    if (this.awareness.getLocalState() === null) return;
    this.#send(awarenessFrame(encodeAwarenessUpdate(this.awareness, [this.awareness.clientID])));
  }

  /** Takes in an update of somebody else's place. */
  apply(update: Uint8Array): void {
    applyAwarenessUpdate(this.awareness, update, REMOTE);
  }

  /** The wire is gone, and with it everybody else. */
  forgetOthers(): void {
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.awareness.clientID);
    removeAwarenessStates(this.awareness, others, REMOTE);
  }

  destroy(): void {
    if (this.#timer !== null) this.#env.clearTimer(this.#timer);
    this.awareness.destroy();
  }
}
