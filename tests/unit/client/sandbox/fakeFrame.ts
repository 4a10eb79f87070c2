/** A frame without a browser: the test decides whether it opens, and what its workers answer. */
import { vi } from 'vitest';
import type { FrameToPage, PageToFrame, WorkerCall, WorkerMessage } from '../../../../client/sandbox/messages.ts';

/** One call that the page made and the test has not answered yet. */
export interface OpenCall {
  worker: number;
  id: number;
  call: WorkerCall;
  boundMs: number | undefined;
}

/** What `openFrame` is replaced by. */
export class FakeFrames {
  /** How many frames were asked for. */
  opened = 0;
  isolated = true;
  /** Workers are ready as soon as they are spawned; false: when the test calls {@link ready}. */
  readyAtOnce = true;
  /** Reasons for which the next frames do not open. */
  readonly refusals: string[] = [];
  /** False: the frame ignores `terminate`, as one does that hangs. */
  answersTerminate = true;
  /** False: the frame gives no sign of life, as one whose process crashed. */
  answersPing = true;
  /** Called for each interrupt. */
  onInterrupt: (worker: number) => void = () => {};
  /** Called for each call; the default leaves it open. */
  onCall: (call: OpenCall) => void = () => {};
  calls: OpenCall[] = [];
  readonly alive = new Set<number>();
  #send: (message: FrameToPage) => void = () => {};

  /** Stands for `openFrame`. */
  readonly open = vi.fn(async (_url: string, _parent: unknown, onMessage: (message: FrameToPage) => void) => {
    this.opened++;
    const refusal = this.refusals.shift();
    if (refusal !== undefined) throw new Error(refusal);
    this.#send = onMessage;
    let open = true;
    return {
      isolated: this.isolated,
      send: (message: PageToFrame) => {
        if (open) queueMicrotask(() => this.#receive(message));
      },
      remove: () => {
        open = false;
        this.alive.clear();
      },
    };
  });

  /** Ends a worker as the frame does where its program crashed. */
  crash(worker: number, message: string): void {
    this.#bury(worker);
    this.#send({ from: 'frame', type: 'ended', worker, reason: 'crash', message });
  }

  /** A message of a worker. */
  send(worker: number, message: WorkerMessage): void {
    this.#send({ from: 'frame', type: 'forwarded', worker, message });
  }

  ready(worker: number): void {
    this.send(worker, { type: 'ready', heap: 1, timings: {} });
  }

  /** The kernel has started, and the code of a run executes. */
  executing({ worker, id }: OpenCall): void {
    this.send(worker, { type: 'executing', id });
  }

  answer({ worker, id }: OpenCall, value: unknown): void {
    this.calls = this.calls.filter((call) => call.worker !== worker || call.id !== id);
    this.send(worker, { type: 'answer', id, value, error: null, heap: 1 });
  }

  #bury(worker: number): void {
    this.alive.delete(worker);
    this.calls = this.calls.filter((call) => call.worker !== worker);
  }

  #receive(message: PageToFrame): void {
    if (message.type === 'spawn') {
      this.alive.add(message.worker);
      if (this.readyAtOnce) this.ready(message.worker);
    } else if (message.type === 'call') {
      const { worker, id, call, boundMs } = message;
      const open = { worker, id, call, boundMs };
      this.calls.push(open);
      this.onCall(open);
    } else if (message.type === 'ping') {
      if (this.answersPing) this.#send({ from: 'frame', type: 'pong' });
    } else if (message.type === 'interrupt') {
      this.onInterrupt(message.worker);
    } else if (message.type === 'terminate' && this.answersTerminate) {
      this.#bury(message.worker);
      this.#send({ from: 'frame', type: 'terminated', worker: message.worker });
    }
  }
}

/** What `loadRuntime` is replaced by: no files; `modules` are what the packages hold. */
export async function fakeRuntime(
  { onCore }: { onCore: (core: Record<string, ArrayBuffer>) => void },
  modules: readonly string[] = [],
) {
  onCore({});
  return {
    bytes: { segments: [], data: [] },
    versions: new Map<string, string>(),
    imports: new Map<string, readonly string[]>(modules.map((name) => [name, [name]])),
  };
}
