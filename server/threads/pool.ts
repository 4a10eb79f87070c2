/** Threads that do the same work: started when they are needed, replaced when they crash or hang. */
import type { Worker } from 'node:worker_threads';
import { type Caller, caller, type Handlers, RpcError, type RpcPort } from '../../protocol/rpc.ts';
import { startThread } from './thread.ts';

/** What a pool is made with. */
interface PoolOptions {
  /** For messages about a thread, e.g. `scenario`. */
  name: string;
  /** A TypeScript file that serves the functions of the pool. */
  entry: URL;
  /** What the thread reads from `workerData`. */
  data?: object;
  /** Threads at most. */
  size: number;
  /** Bound of the JavaScript heap of each. */
  heapMb: number;
  /** A call that takes longer ends its thread: the work hangs, and cannot be stopped otherwise. */
  deadlineMs: number;
}

/** A thread ended or was ended before it answered. Whether its work was the reason is not known. */
export class ThreadError extends Error {
  override readonly name = 'ThreadError';
}

interface Member<H extends Handlers<H>> {
  worker: Worker;
  remote: Caller<H>;
  /** Calls that are not answered yet. */
  calls: number;
  /** Buffers that the next message takes along instead of copying them. */
  moving: ArrayBuffer[];
}

/** Threads that serve the functions `H`. */
export class ThreadPool<H extends Handlers<H>> {
  readonly #options: PoolOptions;
  #members: Member<H>[] = [];
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Threads that are there. */
  get size(): number {
    return this.#members.length;
  }

  #start(): Member<H> {
    const { name, entry, data, heapMb, deadlineMs } = this.#options;
    const worker = startThread(entry, data ?? {}, heapMb);
    const port: RpcPort = {
      postMessage: (message) => worker.postMessage(message, member.moving.splice(0)),
      on: (event, hear) => worker.on(event, hear),
    };
    const member: Member<H> = { worker, remote: caller<H>(port, { deadlineMs }), calls: 0, moving: [] };
    let why = 'it ended';
    worker.on('error', (e) => {
      why = String(e);
    });
    worker.on('exit', () => this.#remove(member, `the ${name} thread failed: ${why}`));
    this.#members.push(member);
    return member;
  }

  /** Its calls fail, and no further one is given to it. */
  #remove(member: Member<H>, why: string): void {
    this.#members = this.#members.filter((other) => other !== member);
    member.remote.end(new ThreadError(why));
  }

  /** An idle thread, else one more, else the one with the fewest calls. */
  #member(): Member<H> {
    if (this.#closed) throw new ThreadError(`the ${this.#options.name} threads are closed`);
    const idlest = this.#members.reduce<Member<H> | null>(
      (least, member) => (least && least.calls <= member.calls ? least : member),
      null,
    );
    return idlest && (idlest.calls === 0 || this.#members.length >= this.#options.size) ? idlest : this.#start();
  }

  /** Calls a function of a thread. @throws RpcError where it throws, ThreadError where its thread ends or hangs */
  call<K extends keyof H & string>(method: K, ...args: Parameters<H[K]>): Promise<Awaited<ReturnType<H[K]>>> {
    return this.move([], method, ...args);
  }

  /** The same; `buffers`, which are in the arguments, go over to the thread instead of being copied. */
  async move<K extends keyof H & string>(
    buffers: ArrayBuffer[],
    method: K,
    ...args: Parameters<H[K]>
  ): Promise<Awaited<ReturnType<H[K]>>> {
    const member = this.#member();
    member.calls += 1;
    // The call posts its message at once.
    member.moving = buffers;
    try {
      return await member.remote.call(method, ...args);
    } catch (e) {
      if (e instanceof RpcError && e.code === 'deadline') {
        const why = `the ${this.#options.name} thread hung: ${e.message}`;
        this.#remove(member, why);
        void member.worker.terminate();
        throw new ThreadError(why, { cause: e });
      }
      throw e;
    } finally {
      member.calls -= 1;
    }
  }

  /** Ends all threads; calls that wait fail, and so does every later one. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#members.map(({ worker }) => worker.terminate()));
  }
}
