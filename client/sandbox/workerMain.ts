/**
 * The worker's side of the port, for either language: start, packages, then one call at a time.
 * Everything sent from here may be forged by the program that runs; whoever receives it treats it so.
 */
import type { CallFailure, FrameToWorker, WorkerCall, WorkerMessage } from './messages.ts';

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
}

/** What runs inside a worker. */
export interface Engine {
  /** Takes packages and data; after it the engine is ready. */
  mount(message: FrameToWorker & { type: 'packages' }): Promise<void>;
  perform(call: WorkerCall, reports: Reports): Answer | Promise<Answer>;
  heapBytes(): number;
  /** Milliseconds by stage. */
  readonly timings: Record<string, number>;
}

interface Scope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage: (message: unknown) => void;
}

/** Takes the port that the frame hands over and answers on it; `start` makes the engine. */
export function runWorker(start: (message: FrameToWorker & { type: 'start' }) => Promise<Engine>): void {
  const scope = globalThis as unknown as Scope;
  scope.onmessage = ({ data }) => {
    scope.onmessage = null;
    // A program that posts without end would fill the frame's queue. This stops mistakes; the limit of the frame stops the rest.
    scope.postMessage = () => {};
    listen((data as { port: MessagePort }).port, start);
  };
}

function listen(port: MessagePort, start: Parameters<typeof runWorker>[0]): void {
  const post = port.postMessage.bind(port) as (message: WorkerMessage, transfer?: Transferable[]) => void;
  let starting: Promise<Engine> | undefined;
  let current: Engine | undefined;

  port.onmessage = async ({ data }) => {
    const message = data as FrameToWorker;
    try {
      if (message.type === 'start') {
        starting = start(message);
      } else if (message.type === 'packages') {
        const engine = await (starting as Promise<Engine>);
        await engine.mount(message);
        current = engine;
        post({ type: 'ready', heap: engine.heapBytes(), timings: engine.timings });
      } else {
        await answer(current as Engine, message.id, message.call);
      }
    } catch (error) {
      post({ type: 'failed', message: describe(error) });
    }
  };

  async function answer(engine: Engine, id: number, call: WorkerCall): Promise<void> {
    try {
      const { value, transfer } = await engine.perform(call, {
        output: (text) => post({ type: 'output', id, text }),
        progress: (text) => post({ type: 'progress', id, text }),
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
