/** A place for one interpreter: empty, starting, ready, or left by one that has ended. */
import type { Interpreter } from './interpreter.ts';
import type { Loss } from './words.ts';

type SlotState =
  | { phase: 'empty' }
  /** `spawned` resolves when the interpreter exists, `ready` when it can be called. */
  | { phase: 'starting'; spawned: Promise<Interpreter>; ready: Promise<Interpreter> }
  | { phase: 'ready'; interpreter: Interpreter }
  /** It died, was ended or could not be started; the next {@link Slot.start} begins anew. */
  | { phase: 'ended' };

/** Called for what is in the slot at that moment; never for what was taken out of it. */
interface SlotEvents {
  onReady?: (interpreter: Interpreter) => void;
  onEnded?: (why: Loss, interpreter: Interpreter) => void;
  onFailed?: (error: unknown) => void;
}

export class Slot {
  #state: SlotState = { phase: 'empty' };
  readonly #events: SlotEvents;

  constructor(events: SlotEvents = {}) {
    this.#events = events;
  }

  /** The interpreter, where it is ready and alive. */
  get interpreter(): Interpreter | null {
    const state = this.#state;
    return state.phase === 'ready' && state.interpreter.alive ? state.interpreter : null;
  }

  /**
   * The interpreter of this slot, ready; `spawn` makes it where there is none and none is starting.
   * @throws what `spawn` throws, or that the interpreter ended while it started; the call after that tries again.
   */
  start(spawn: () => Promise<Interpreter>): Promise<Interpreter> {
    if (this.#state.phase === 'starting') return this.#state.ready;
    if (this.interpreter) return Promise.resolve(this.interpreter);
    const spawned = spawn();
    const ready = spawned.then(async (interpreter) => {
      await interpreter.ready;
      return interpreter;
    });
    const starting: SlotState = { phase: 'starting', spawned, ready };
    this.#state = starting;
    // These run before whoever awaits `ready` goes on, so that a caller who tries again finds the slot ended.
    ready.then(
      (interpreter) => {
        if (this.#state === starting) this.put(interpreter);
      },
      (error: unknown) => {
        if (this.#state !== starting) return;
        this.#state = { phase: 'ended' };
        this.#events.onFailed?.(error);
      },
    );
    return ready;
  }

  /** Puts in one that is ready; what was there before is the caller's to end. */
  put(interpreter: Interpreter): void {
    const ready: SlotState = { phase: 'ready', interpreter };
    this.#state = ready;
    interpreter.closed.then((why) => {
      if (this.#state !== ready) return;
      this.#state = { phase: 'ended' };
      this.#events.onEnded?.(why, interpreter);
    });
    this.#events.onReady?.(interpreter);
  }

  /** Empties the slot and hands over what was in it, perhaps not ready yet; null where there was nothing. */
  take(): Promise<Interpreter> | null {
    const state = this.#state;
    this.#state = { phase: 'empty' };
    if (state.phase === 'starting') return state.spawned;
    return state.phase === 'ready' && state.interpreter.alive ? Promise.resolve(state.interpreter) : null;
  }
}
