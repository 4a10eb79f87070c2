/**
 * The interpreters of one sandbox: the kernel, which is replaced whenever it ends, and beside it either a spare one or one of an
 * official run. Never more than two are alive: each takes some 400 MB with the usual packages.
 */
import { type Interpreter, InterpreterLostError } from './interpreter.ts';
import type { LoadedRuntime } from './runtime.ts';
import { RuntimeFrame, type RuntimeFrameOptions } from './runtimeFrame.ts';
import { afterSeconds } from './seconds.ts';
import { Slot } from './slot.ts';
import type { FleetState } from './state.ts';
import { type Loss, lossText, refusals } from './words.ts';

/** After this number of deaths in a row while it starts, a kernel is not started again. */
const ATTEMPTS = 3;
/** Seconds before a frame is opened again, where a kernel ended and the frame for the next one did not open; then somebody must ask. */
const REOPEN_SECONDS = [2, 8];

interface FleetOptions extends RuntimeFrameOptions {
  /** Keep a second interpreter ready. */
  spare: boolean;
  report: (state: FleetState) => void;
}

/** Starts loading and the kernel at once. */
export class Fleet {
  readonly #frame: RuntimeFrame;
  readonly #kernel: Slot;
  readonly #second = new Slot();
  readonly #report: (state: FleetState) => void;
  readonly #keepSpare: boolean;
  /** A caller needs a spare one for now, although this machine shall hold none. */
  #borrowed = false;
  /** An official run has, or is about to have, the place beside the kernel. */
  #official = false;
  #disposed = false;
  #failed = false;
  /** Whether a kernel has been ready before: the next one is a restart. */
  #started = false;
  /** Why a kernel with variables ended that nobody was told of. */
  #untold: Loss | null = null;
  /** A kernel that was replaced while it lived and is being ended. */
  #leaving: Promise<void> = Promise.resolve();

  constructor(options: FleetOptions) {
    this.#report = options.report;
    // The frame may still be loading when its first interpreter has failed: the failure must stay to be seen.
    this.#frame = new RuntimeFrame({ ...options, report: (state) => this.#failed || this.#report(state) });
    this.#keepSpare = options.spare;
    this.#kernel = new Slot({
      onReady: (interpreter) => {
        this.#failed = false;
        this.#started = true;
        this.#report({ phase: 'ready', heapBytes: interpreter.heapBytes });
        this.#startSpare();
      },
      onEnded: (why, { hasRun }) => {
        if (this.#disposed) return;
        // Whoever ends it from here says so.
        if (hasRun && why.code !== 'ended') this.#untold = why;
        this.#report({ phase: 'restarting', why: lossText(why) });
        this.#startKernel().catch(() => {});
      },
      onFailed: (error) => {
        if (this.#disposed) return;
        this.#failed = true;
        this.#report({ phase: 'failed', why: error instanceof Error ? error.message : String(error) });
      },
    });
    this.#startKernel().catch(() => {});
  }

  /** Whether the frame has shared memory; null until it has answered. */
  get isolated(): boolean | null {
    return this.#frame.isolated;
  }

  /** Known after the first load. */
  get runtime(): LoadedRuntime | null {
    return this.#frame.runtime;
  }

  /** The kernel if it is ready now. */
  get current(): Interpreter | null {
    return this.#kernel.interpreter;
  }

  /** Why variables were lost since the last call of this, where nobody has said so yet. */
  takeLoss(): Loss | null {
    const loss = this.#untold;
    this.#untold = null;
    return loss;
  }

  /** The kernel, ready; where its last start failed it is tried again. @throws where it cannot be started. */
  kernel(): Promise<Interpreter> {
    if (this.#failed) {
      this.#failed = false;
      if (this.#frame.open) this.#report({ phase: 'starting' });
    }
    return this.#startKernel();
  }

  /**
   * A fresh interpreter beside the kernel, ready; the caller ends it. One at a time.
   * @param onSpawn gets it while it still starts, so that it can be ended then.
   */
  async fresh(onSpawn: (interpreter: Interpreter) => void): Promise<Interpreter> {
    if (this.#official) throw new Error(refusals.official);
    this.#official = true;
    const interpreter = await this.#spareOrNew().catch((error: unknown) => {
      this.#official = false;
      throw error;
    });
    interpreter.closed.then(() => {
      this.#official = false;
      this.#startSpare();
    });
    onSpawn(interpreter);
    await interpreter.ready;
    return interpreter;
  }

  /** Makes sure that {@link replaceKernel} can be called, until {@link returnSpare}; false where there is no place for a second one. */
  async borrowSpare(): Promise<boolean> {
    if (this.#official || this.#disposed) return false;
    this.#borrowed = true;
    return this.#second
      .start(() => this.#spawnSecond())
      .then(
        () => this.#second.interpreter !== null,
        () => false,
      );
  }

  returnSpare(): void {
    this.#borrowed = false;
    if (this.#keepSpare) return;
    this.#second.take()?.then(
      (interpreter) => interpreter.end(),
      () => {},
    );
  }

  /** Puts the spare one in the kernel's place at once and ends the kernel; null, and nothing happens, where none is ready. */
  replaceKernel(): Interpreter | null {
    const before = this.#kernel.interpreter;
    const spare = this.#second.interpreter;
    if (!spare || !before) return null;
    void this.#second.take();
    this.#borrowed = false;
    this.#leaving = before.end();
    this.#kernel.put(spare);
    return spare;
  }

  dispose(): void {
    this.#disposed = true;
    this.#frame.dispose();
  }

  #startKernel(): Promise<Interpreter> {
    return this.#kernel.start(() => this.#spawnKernel());
  }

  async #spawnKernel(): Promise<Interpreter> {
    for (let attempt = 1; ; attempt++) {
      try {
        const interpreter = await this.#spareOrNew();
        await interpreter.ready;
        return interpreter;
      } catch (error) {
        const late = error instanceof InterpreterLostError && error.loss.code === 'late';
        if (this.#disposed || late || attempt >= ATTEMPTS) throw error;
        if (!this.#frame.open) await this.#pause(attempt, error);
      }
    }
  }

  /**
   * Waits before the frame is opened again. One that could not be opened for the first start is not tried again by itself: whoever
   * asks for the kernel next does that.
   */
  async #pause(attempt: number, error: unknown): Promise<void> {
    const seconds = REOPEN_SECONDS[attempt - 1];
    if (!this.#started || seconds === undefined) throw error;
    await new Promise<void>((done) => {
      afterSeconds(seconds, done);
    });
    if (this.#disposed) throw error;
  }

  async #spareOrNew(): Promise<Interpreter> {
    const spare = await this.#second.take()?.catch(() => null);
    return spare?.alive ? spare : this.#frame.spawn();
  }

  #startSpare(): void {
    if ((this.#keepSpare || this.#borrowed) && !this.#official && !this.#disposed)
      this.#second.start(() => this.#spawnSecond()).catch(() => {});
  }

  async #spawnSecond(): Promise<Interpreter> {
    await this.#leaving;
    return this.#frame.spawn();
  }
}
