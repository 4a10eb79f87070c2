/**
 * The worker's side of the port, for either language: start, packages, then one call at a time.
 * Everything sent from here may be forged by the program that runs; whoever receives it treats it so.
 */
import type { CallFailure, FrameToWorker, WorkerCall, WorkerMessage, WorkerPorts } from './messages.ts';
import { startWorker } from './scriptAddress.ts';
import { StartedThings } from './startedThings.ts';

/** The guard's script: answers every question, whatever the worker around it does. */
const GUARD = 'onmessage=({data:port})=>{port.onmessage=()=>port.postMessage(0)}';
/** Ms from one attempt to end what a stopped program had started to the next, and how many follow the first. */
const HALT_MS = 100;
const HALT_TRIES = 5;
const NOT_TAKEN = 'This browser does not hand over to the worker what the interpreter needs.';
const STILL_RUNNING = 'What the stopped program had started could not be stopped without it.';

interface Answer {
  value: unknown;
  /** Buffers inside `value` that may be transferred. */
  transfer: Transferable[];
}

/** How a call reports what happens while it runs. */
export interface Reports {
  /** Output items, as the text of a JSON array. */
  output: (items: string) => void;
  progress: (text: string) => void;
  /** The code of a run begins to execute: what comes before is the start of the kernel. */
  executing: () => void;
}

/** What runs inside a worker. */
export interface Engine {
  /** Takes packages and data; after it the engine is ready. */
  mount(message: FrameToWorker & { type: 'packages' }): Promise<void>;
  perform(call: WorkerCall, reports: Reports): Answer | Promise<Answer>;
  heapBytes(): number;
  /** Ends what the program does besides its runs, timers excepted. @returns whether anything of it is left. */
  endTasks?(): boolean;
  /** Milliseconds by stage. */
  readonly timings: Record<string, number>;
}

interface Scope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage: (message: unknown) => void;
}

/** Takes the ports that the frame hands over and answers on them; `start` makes the engine. */
export function runWorker(start: (message: FrameToWorker & { type: 'start' }) => Promise<Engine>): void {
  const scope = globalThis as unknown as Scope;
  scope.onmessage = ({ data }) => {
    scope.onmessage = null;
    // A program that posts without end would fill the frame's queue. This stops mistakes; the limit of the frame stops the rest.
    scope.postMessage = () => {};
    const { port, guard, address } = data as WorkerPorts;
    // Firefox now and then never comes back from making a worker inside a worker: the frame then starts this one anew.
    port.postMessage({ type: 'here' } satisfies WorkerMessage);
    const guarded = startGuard(guard, address);
    port.postMessage({ type: 'listening', guarded } satisfies WorkerMessage);
    listen(port, start, new StartedThings(globalThis as unknown as ConstructorParameters<typeof StartedThings>[0]));
  };
}

/** Where the browser starts no worker inside a worker there is no guard; a worker that ends while it computes is then noticed by its limit. @returns whether there is one. */
function startGuard(port: MessagePort, address: WorkerPorts['address']): boolean {
  try {
    const guard = startWorker(GUARD, address);
    guard.onerror = (event) => event.preventDefault();
    guard.postMessage(port, [port]);
    return true;
  } catch {
    port.close();
    return false;
  }
}

function listen(port: MessagePort, start: Parameters<typeof runWorker>[0], things: StartedThings): void {
  const post = port.postMessage.bind(port) as (message: WorkerMessage, transfer?: Transferable[]) => void;
  const later = setTimeout;
  let starting: Promise<Engine> | undefined;
  let current: Engine | undefined;

  // E.g. shared memory in a worker that the browser does not count as part of the page.
  port.onmessageerror = () => post({ type: 'failed', message: NOT_TAKEN });
  port.onmessage = async ({ data }) => {
    const message = data as FrameToWorker;
    try {
      switch (message.type) {
        case 'ping':
          post({ type: 'pong' });
          break;
        case 'halt':
          halt();
          break;
        case 'start':
          starting = start(message);
          break;
        case 'packages': {
          const engine = await (starting as Promise<Engine>);
          await engine.mount(message);
          current = engine;
          post({ type: 'ready', heap: engine.heapBytes(), timings: engine.timings });
          break;
        }
        case 'call':
          post({ type: 'begun', id: message.id });
          await answer(current as Engine, message.id, message.call);
      }
    } catch (error) {
      post({ type: 'failed', message: describe(error) });
    }
  };

  /** Whether tasks were ended; also true where an interrupt, meant for a question, kept us from ending them. */
  function endTasks(): boolean {
    try {
      return current?.endTasks?.() ?? false;
    } catch {
      return true;
    }
  }

  /** Ends what a stopped program had started; what defies that ends with the worker. */
  function halt(tries = HALT_TRIES): void {
    things.end();
    if (!endTasks()) return;
    if (tries > 0) later(() => halt(tries - 1), HALT_MS);
    else post({ type: 'failed', message: STILL_RUNNING });
  }

  async function answer(engine: Engine, id: number, call: WorkerCall): Promise<void> {
    try {
      const { value, transfer } = await engine.perform(call, {
        output: (text) => post({ type: 'output', id, text }),
        progress: (text) => post({ type: 'progress', id, text }),
        executing: () => post({ type: 'executing', id }),
      });
      post({ type: 'answer', id, value, error: null, heap: engine.heapBytes() }, transfer);
    } catch (error) {
      post({ type: 'answer', id, value: null, error: failureOf(error), heap: engine.heapBytes() });
    }
  }
}

function failureOf(error: unknown): CallFailure {
  return { code: isOverflow(error) ? 'recursion' : 'call', message: describe(error) };
}

/** Whether calls were nested too deeply. Browsers throw different errors then, so the one of this browser is provoked once. */
function isOverflow(error: unknown): boolean {
  const deeper = (): number => 1 + deeper();
  try {
    deeper();
  } catch (overflow) {
    return describe(error) === describe(overflow);
  }
  return false;
}

function describe(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(-4_000);
}
