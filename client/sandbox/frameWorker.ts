/** One worker as the frame holds it: its port, its interrupt flag, the bounds of what it may send, and the watch over it. */
import {
  type FrameToPage,
  type FrameToWorker,
  OUTPUT_TEXT_LIMIT,
  type PageToFrame,
  type WorkerCall,
} from './messages.ts';
import { type Asked, Pulse } from './pulse.ts';
import { type ScriptAddress, starts, startWorker } from './scriptAddress.ts';

/** Messages of one worker: a bucket of this size, refilled at this rate per second; messages beyond it are dropped. */
const BURST = 300;
const PER_SECOND = 100;
/** A worker that sends so many messages beyond the rate is ended: its queue would delay Stop without end. */
const FLOOD = 5_000;

/** Looks that a call waits for the guard's first sign; then the worker goes without one, as where the browser makes none. */
const GUARD_LOOKS = 10;

/** Why a worker is ended by the frame. */
export type EndReason = (FrameToPage & { type: 'ended' })['reason'];

interface FrameWorkerOptions {
  id: number;
  script: string;
  address: ScriptAddress;
  /** Whether a run can be stopped without ending the worker. */
  interruptible: boolean;
  post: (message: FrameToPage) => void;
  /** It must be ended; the owner calls {@link FrameWorker.drop}. */
  onEnd: (reason: EndReason, message: string) => void;
}

/** A call that has no answer yet. */
interface PendingCall {
  /** The timer of its bound. */
  bound: number | undefined;
  /** The worker has taken it up. */
  begun: boolean;
  /** The code of the run that it asks for executes. */
  executing: boolean;
}

/** Buffers inside a call that nobody here needs any more. */
function transferOf(call: WorkerCall): ArrayBuffer[] {
  if (call.call === 'predict') return [call.rows, call.places];
  return call.call === 'openPayload' ? [call.payload] : [];
}

/** How far a start has come: nothing was heard; its script runs; its port is listened to; the interpreter is there. */
type Stage = 'silent' | 'here' | 'listening' | 'ready';

/** Starts with its construction. */
export class FrameWorker {
  /** Shared with the worker: it looks there while it computes. */
  readonly interruptFlag: Uint8Array | null;
  readonly #options: FrameWorkerOptions;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #guard: MessagePort;
  readonly #pulse: Pulse;
  readonly #pending = new Map<number, PendingCall>();
  #stage: Stage = 'silent';
  /**
   * Calls that came before the guard's first sign; null: calls go at once. A program that ends its worker before the guard has ever
   * answered would be waited for until its limit.
   */
  #held: (() => void)[] | null = [];
  #looks = 0;
  #credit = BURST;
  #at = performance.now();
  #dropped = 0;

  constructor(options: FrameWorkerOptions) {
    this.#options = options;
    this.#worker = startWorker(options.script, options.address);
    this.interruptFlag = options.interruptible ? new Uint8Array(new SharedArrayBuffer(1)) : null;
    const channel = new MessageChannel();
    const guard = new MessageChannel();
    this.#port = channel.port1;
    this.#guard = guard.port1;
    this.#pulse = new Pulse({
      ask: (whom) => this.#ask(whom),
      isIdle: () => this.#isIdle(),
      compare: () => starts(options.address),
      onSilent: (whom) => options.onEnd(whom === 'guard' ? 'gone' : 'stuck', ''),
    });
    this.#worker.onerror = (event) => {
      event.preventDefault();
      options.onEnd('crash', event.message || 'the worker failed');
    };
    // Nobody but the candidate's program uses the global channel of the worker.
    this.#worker.onmessage = () => this.#overRate();
    this.#port.onmessage = ({ data }) => this.#receive(data);
    this.#guard.onmessage = () => {
      if (!this.#pulse.answered('guard')) this.#overRate();
      this.#releaseCalls();
    };
    const ports = { port: channel.port2, guard: guard.port2, address: options.address };
    this.#worker.postMessage(ports, [ports.port, ports.guard]);
    // The guard is asked at once, so that it answers as soon as it lives.
    this.look();
  }

  /** Whether what is sent to it is heard. */
  get listens(): boolean {
    return this.#stage === 'listening' || this.#stage === 'ready';
  }

  send(message: FrameToWorker, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  call({ id, call, boundMs }: PageToFrame & { type: 'call' }): void {
    // Cleared here, not in the worker: an interrupt that follows the call must not be lost.
    if (this.interruptFlag) this.interruptFlag[0] = 0;
    const bound = boundMs === undefined ? undefined : window.setTimeout(() => this.interrupt(), boundMs);
    this.#pending.set(id, { bound, begun: false, executing: false });
    const send = (): void => {
      this.#pulse.called();
      this.send({ type: 'call', id, call }, transferOf(call));
    };
    if (this.#held) this.#held.push(send);
    else send();
  }

  interrupt(): void {
    if (this.interruptFlag) this.interruptFlag[0] = 2;
  }

  /** Called every so often: asks whether it lives. */
  look(): void {
    this.#pulse.look();
    if (this.#held?.length && ++this.#looks === GUARD_LOOKS) this.#releaseCalls();
  }

  /** Ends the worker, and with it every worker inside it. */
  drop(): void {
    this.#worker.terminate();
    this.#port.close();
    this.#guard.close();
    for (const { bound } of this.#pending.values()) clearTimeout(bound);
  }

  #releaseCalls(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const send of held) send();
  }

  #ask(whom: Asked): void {
    if (whom === 'guard') this.#guard.postMessage(0);
    else this.send({ type: 'ping' });
  }

  #receive(message: unknown): void {
    if (typeof message !== 'object' || message === null) return;
    const { type, id, text, guarded } = message as Partial<Record<'type' | 'id' | 'text' | 'guarded', unknown>>;
    if (type === 'pong') {
      if (!this.#pulse.answered('thread')) this.#overRate();
      return;
    }
    if (type === 'here' || type === 'listening') {
      this.#comeTo(type);
      if (type === 'listening' && guarded === false) this.#releaseCalls();
      return;
    }
    if (type === 'begun' || type === 'executing' || type === 'answer') {
      const call = typeof id === 'number' ? this.#pending.get(id) : undefined;
      // Each call begins once, executes code once and has one answer; any further one is a forgery and goes nowhere.
      if (!call || (type !== 'answer' && call[type])) {
        this.#overRate();
        return;
      }
      this.#pulse.answered('thread');
      if (type === 'answer') {
        clearTimeout(call.bound);
        this.#pending.delete(id as number);
      } else {
        call[type] = true;
        if (type === 'begun') return;
      }
    } else if (!this.#takeCredit() || (typeof text === 'string' && text.length > OUTPUT_TEXT_LIMIT)) {
      this.#overRate();
      return;
    }
    if (type === 'ready' && this.#stage === 'listening') this.#stage = 'ready';
    this.#options.post({ from: 'frame', type: 'forwarded', worker: this.#options.id, message });
  }

  /** The two steps of a start, each once and in order; between them the thread must answer. */
  #comeTo(stage: 'here' | 'listening'): void {
    if (this.#stage !== (stage === 'here' ? 'silent' : 'here')) {
      this.#overRate();
      return;
    }
    this.#stage = stage;
    this.#pulse.answered('thread');
    if (stage === 'here') this.#pulse.called();
  }

  /** Whether its thread has nothing to do, or nothing that takes long. */
  #isIdle(): boolean {
    if (this.#stage === 'here') return true;
    return this.#stage === 'ready' && ![...this.#pending.values()].some(({ begun }) => begun);
  }

  #takeCredit(): boolean {
    const now = performance.now();
    this.#credit = Math.min(BURST, this.#credit + ((now - this.#at) / 1000) * PER_SECOND);
    this.#at = now;
    if (this.#credit < 1) return false;
    this.#credit--;
    return true;
  }

  #overRate(): void {
    this.#dropped++;
    if (this.#dropped > FLOOD) this.#options.onEnd('flood', '');
  }
}
