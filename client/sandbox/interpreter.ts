/** One interpreter in the frame, as the page sees it: ready or not, one call at a time, and an end that always works. */
import { LIMITS } from '../../protocol/limits.ts';
import { workerMessage } from './answers.ts';
import type { FrameLink } from './framePort.ts';
import type { FrameToPage, WorkerCall, WorkerMessage, WorkerSettings } from './messages.ts';

/** The interpreter died under a call, or was ended. */
export class InterpreterLost extends Error {
  override readonly name = 'InterpreterLost';
}

export interface CallOptions {
  boundMs?: number;
  onOutput?: (text: string) => void;
  onProgress?: (text: string) => void;
  transfer?: Transferable[];
}

export interface Interpreter {
  readonly id: number;
  readonly ready: Promise<void>;
  /** Resolves with the reason when it has ended, for whatever cause. */
  readonly closed: Promise<string>;
  readonly alive: boolean;
  readonly heapBytes: number;
  /** @throws {InterpreterLost}, or an Error with the worker's words where the call itself failed. */
  call(call: WorkerCall, options?: CallOptions): Promise<unknown>;
  /** Ends what it does: interrupt where that can be, after 1 s terminate, after 2 s remove the frame. Resolves when that is done. */
  stop(): Promise<void>;
  /** Terminates it now; removes the frame where it does not answer. */
  end(): Promise<void>;
  /** Called by the owner of the frame. */
  heard(message: FrameToPage): void;
  /** The frame is gone. */
  lost(why: string): void;
}

interface Pending extends CallOptions {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Starts an interpreter.
 * @param removeFrame called where the frame no longer listens; it must call `lost` of every interpreter.
 */
export function createInterpreter(
  id: number,
  link: FrameLink,
  settings: WorkerSettings,
  /** Whether what it does can be interrupted; otherwise Stop ends it. */
  interruptible: boolean,
  removeFrame: (why: string) => void,
): Interpreter {
  let alive = true;
  let heapBytes = 0;
  let calls = 0;
  const pending = new Map<number, Pending>();
  const ready = deferred<void>();
  const ended = deferred<string>();
  ready.promise.catch(() => {});

  const lose = (why: string): void => {
    if (!alive) return;
    alive = false;
    const error = new InterpreterLost(why);
    ready.reject(error);
    for (const call of pending.values()) call.reject(error);
    pending.clear();
    ended.resolve(why);
  };

  const said = (message: unknown): void => {
    const parsed = workerMessage.safeParse(message);
    if (!parsed.success) return;
    const { data } = parsed;
    if (data.type === 'ready') {
      heapBytes = data.heap;
      ready.resolve();
    } else if (data.type === 'failed') {
      lose(data.message);
    } else {
      const call = pending.get(data.id);
      if (call) answered(call, data);
    }
  };

  const answered = (call: Pending, data: Extract<WorkerMessage, { id: number }>): void => {
    if (data.type === 'output') call.onOutput?.(data.text);
    else if (data.type === 'progress') call.onProgress?.(data.text);
    else {
      pending.delete(data.id);
      heapBytes = data.heap;
      if (data.error === null) call.resolve(data.value);
      else call.reject(new Error(data.error));
    }
  };

  const end = async (): Promise<void> => {
    if (!alive) return;
    link.send({ to: 'frame', type: 'terminate', worker: id });
    await within(ended.promise, LIMITS.removeFrameMs - LIMITS.terminateMs);
    if (alive) removeFrame('The sandbox did not answer and was replaced.');
  };

  link.send({ to: 'frame', type: 'spawn', worker: id, settings });
  return {
    id,
    ready: ready.promise,
    closed: ended.promise,
    get alive() {
      return alive;
    },
    get heapBytes() {
      return heapBytes;
    },
    call(call, options = {}) {
      if (!alive) return Promise.reject(new InterpreterLost('The interpreter has ended.'));
      const number = ++calls;
      return new Promise((resolve, reject) => {
        pending.set(number, { ...options, resolve, reject });
        link.send(
          { to: 'frame', type: 'call', worker: id, id: number, call, boundMs: options.boundMs },
          options.transfer,
        );
      });
    },
    async stop() {
      const idle = Promise.allSettled([...pending.values()].map((call) => settled(call)));
      if (interruptible && alive) {
        link.send({ to: 'frame', type: 'interrupt', worker: id });
        await within(idle, LIMITS.terminateMs);
        if (pending.size === 0) return;
      }
      await end();
    },
    end,
    heard(message) {
      if (message.type === 'said') said(message.message);
      else if (message.type === 'ended') lose(message.message);
      else if (message.type === 'terminated') lose('The interpreter was ended.');
    },
    lost: lose,
  };
}

/** Resolves when a pending call ends, either way. */
function settled(call: Pending): Promise<void> {
  return new Promise((done) => {
    const { resolve, reject } = call;
    call.resolve = (value) => {
      resolve(value);
      done();
    };
    call.reject = (error) => {
      reject(error);
      done();
    };
  });
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
