/** One interpreter in the frame, as the page sees it: ready or not, one call at a time, and an end that always works. */
import { LIMITS } from '../../protocol/limits.ts';
import { type WorkerAnswer, workerMessage } from './answers.ts';
import type { FramePort } from './framePort.ts';
import type { CallFailure, FrameToPage, WorkerCall, WorkerSettings } from './messages.ts';
import { afterSeconds } from './seconds.ts';
import { Waiting } from './waiting.ts';
import { type Loss, lossText } from './words.ts';

/** Seconds, in which the page was awake, from having everything to being ready, and from being asked for a run to executing its code. */
export const START_SECONDS = 60;

/** The interpreter died under a call, or was ended. */
export class InterpreterLostError extends Error {
  override readonly name = 'InterpreterLostError';
  readonly loss: Loss;
  constructor(loss: Loss) {
    super(lossText(loss));
    this.loss = loss;
  }
}

/** A call broke inside the interpreter, which may be in any state after it. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly loss: Loss;
  constructor({ code, message }: CallFailure) {
    super(message);
    this.loss = code === 'recursion' ? { code } : { code, detail: message };
  }
}

interface CallOptions {
  /** The frame interrupts the call after so many milliseconds. */
  boundMs?: number;
  onOutput?: (text: string) => void;
  onProgress?: (text: string) => void;
  /** Called once, as the code of a run begins to execute: the first run waits for the start of the kernel. */
  onExecuting?: () => void;
  transfer?: Transferable[];
}

/** What is kept of a call until its answer. */
type OpenCall = Omit<CallOptions, 'onExecuting'> & { executing: () => void };

interface InterpreterOptions {
  id: number;
  port: FramePort;
  settings: WorkerSettings;
  /** Whether what it does can be interrupted; otherwise Stop ends it. */
  interruptible: boolean;
  /** Called where the frame no longer listens; it must call `lose` of every interpreter. */
  removeFrame: (loss: Loss) => void;
}

/** Starts with its construction. */
export class Interpreter {
  readonly id: number;
  readonly interruptible: boolean;
  /** @throws {InterpreterLostError} where it ends before it is ready. */
  readonly ready: Promise<void>;
  /** Resolves with the reason when it has ended, for whatever cause. */
  readonly closed: Promise<Loss>;
  readonly #port: FramePort;
  readonly #removeFrame: (loss: Loss) => void;
  readonly #calls = new Waiting<OpenCall>();
  readonly #ready = deferred<void>();
  readonly #closed = deferred<Loss>();
  #alive = true;
  #heapBytes = 0;
  #hasRun = false;

  constructor({ id, port, settings, interruptible, removeFrame }: InterpreterOptions) {
    this.id = id;
    this.interruptible = interruptible;
    this.#port = port;
    this.#removeFrame = removeFrame;
    this.ready = this.#ready.promise;
    this.closed = this.#closed.promise;
    this.ready.catch(() => {});
    port.send({ to: 'frame', type: 'spawn', worker: id, settings });
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Bytes of WebAssembly memory, as the worker last reported them. */
  get heapBytes(): number {
    return this.#heapBytes;
  }

  /** Whether code of the candidate has run in it: only then can variables be lost. */
  get hasRun(): boolean {
    return this.#hasRun;
  }

  /** @throws {InterpreterLostError}, or {CallError} with the worker's words where the call itself failed. */
  call(call: WorkerCall, options: CallOptions = {}): Promise<unknown> {
    if (!this.#alive) return Promise.reject(new InterpreterLostError({ code: 'ended' }));
    if (call.call === 'run') this.#hasRun = true;
    const { onExecuting, ...rest } = options;
    const executing = deferred<void>();
    const { id, answer } = this.#calls.add({ ...rest, executing: executing.resolve });
    void executing.promise.then(onExecuting);
    if (call.call === 'run') this.#expect(Promise.race([executing.promise, answer]), START_SECONDS);
    const { boundMs, transfer } = rest;
    this.#port.send({ to: 'frame', type: 'call', worker: this.id, id, call, boundMs }, transfer);
    return answer;
  }

  /** Asks what it does to end, where that can be; nothing else happens. */
  interrupt(): void {
    if (this.interruptible && this.#alive) this.#port.send({ to: 'frame', type: 'interrupt', worker: this.id });
  }

  /**
   * Ends what it does: interrupt where that can be, after `graceMs` terminate, a second later remove the frame. Resolves when that is
   * done. A library may swallow an interrupt and go on with the next round, so a second one follows half-way.
   */
  async stop(graceMs: number = LIMITS.terminateMs): Promise<void> {
    if (this.interruptible && this.#alive) {
      for (let round = 0; round < 2 && this.#calls.size > 0 && this.#alive; round++) {
        this.interrupt();
        await within(this.#calls.settled(), graceMs / 2);
      }
      if (this.#calls.size === 0) {
        // What the program started besides (timers, tasks) must not go on after Stop.
        if (this.#alive) this.#port.send({ to: 'frame', type: 'halt', worker: this.id });
        return;
      }
    }
    await this.end();
  }

  /** Terminates it now; removes the frame where it does not answer. */
  async end(): Promise<void> {
    if (!this.#alive) return;
    this.#port.send({ to: 'frame', type: 'terminate', worker: this.id });
    await within(this.closed, LIMITS.removeFrameMs - LIMITS.terminateMs);
    if (this.#alive) this.#removeFrame({ code: 'silent' });
  }

  /** Ends it where it is not ready after so many seconds in which this page was awake. */
  expectReady(seconds: number): void {
    this.#expect(this.ready, seconds);
  }

  #expect(what: Promise<unknown>, seconds: number): void {
    const cancel = afterSeconds(seconds, () => {
      this.#port.send({ to: 'frame', type: 'terminate', worker: this.id });
      this.lose({ code: 'late', seconds });
    });
    void what.then(cancel, cancel);
  }

  /** Called by the owner of the frame. */
  receive(message: FrameToPage): void {
    if (message.type === 'forwarded') this.#receiveWorker(message.message);
    else if (message.type === 'ended') this.lose(lossOf(message));
    else if (message.type === 'terminated') this.lose({ code: 'ended' });
  }

  /** It is gone, or the frame is. */
  lose(loss: Loss): void {
    if (!this.#alive) return;
    this.#alive = false;
    const error = new InterpreterLostError(loss);
    this.#ready.reject(error);
    this.#calls.rejectAll(error);
    this.#closed.resolve(loss);
  }

  #receiveWorker(message: unknown): void {
    const parsed = workerMessage.safeParse(message);
    if (!parsed.success) return;
    const { data } = parsed;
    switch (data.type) {
      case 'ready':
        this.#heapBytes = data.heap;
        this.#ready.resolve();
        break;
      case 'failed':
        this.lose({ code: 'start', detail: data.message });
        break;
      case 'output':
        this.#calls.extra(data.id)?.onOutput?.(data.text);
        break;
      case 'progress':
        this.#calls.extra(data.id)?.onProgress?.(data.text);
        break;
      case 'executing':
        this.#calls.extra(data.id)?.executing();
        break;
      case 'answer':
        this.#answer(data);
    }
  }

  #answer({ id, value, error, heap }: WorkerAnswer): void {
    if (!this.#calls.extra(id)) return;
    this.#heapBytes = heap;
    if (error === null) this.#calls.resolve(id, value);
    else this.#calls.reject(id, new CallError(error));
  }
}

function lossOf({ reason, message }: FrameToPage & { type: 'ended' }): Loss {
  return reason === 'crash' ? { code: reason, detail: message } : { code: reason };
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: Error) => void } {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

async function within(what: Promise<unknown>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([
    what,
    new Promise<void>((late) => {
      timer = setTimeout(late, ms);
    }),
  ]);
  clearTimeout(timer);
}
