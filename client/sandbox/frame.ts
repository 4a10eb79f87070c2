/**
 * The script of the sandbox's frame: caches the runtime's bytes and compiled modules, starts and ends workers, holds the
 * interrupt buffers, and lets only a bounded rate of messages out. It runs in an opaque origin and sees no network.
 */

import { decodeSegment, thinSegment } from '../../engine/mount/bundle.ts';
import { compileSegments } from '../../engine/mount/mount.ts';
import {
  type Bytes,
  type FrameToPage,
  type FrameToWorker,
  type NamedBytes,
  OUTPUT_TEXT_LIMIT,
  type PageToFrame,
  type WorkerSettings,
} from './messages.ts';

/** The Python worker's whole source, put in by build/sandboxBundle.ts; a TypeScript worker's comes with the core. */
declare const WORKER_SOURCE: string;

/** Messages of one worker: a bucket of this size, refilled at this rate per second; messages beyond it are dropped. */
const BURST = 300;
const PER_SECOND = 100;
/** A worker that sends so many messages beyond the rate is ended: its queue would delay Stop without end. */
const FLOOD = 5_000;

interface Running {
  worker: Worker;
  port: MessagePort;
  interrupt: Uint8Array | null;
  pending: Map<number, number | undefined>;
  credit: number;
  at: number;
  dropped: number;
}

interface Packages {
  segments: Bytes[];
  data: NamedBytes[];
  modules: Promise<Map<string, WebAssembly.Module>>;
}

interface Cached {
  /** What a worker runs. */
  source: Blob;
  core: Record<string, Bytes>;
  /** The program of the interpreter; resolves to null where the worker's script is all. */
  wasm: Promise<WebAssembly.Module | null>;
  /** Whether a run can be stopped without ending its worker. */
  interruptible: boolean;
  packages: Promise<Packages>;
  arrived: (packages: Packages) => void;
}

let page: MessagePort | undefined;
let cached: Cached | undefined;
const running = new Map<number, Running>();
const isolated = globalThis.crossOriginIsolated === true;

const post = (message: FrameToPage, transfer: Transferable[] = []): void => page?.postMessage(message, transfer);

/** A shared copy; without isolation a separate copy, because sending a view sends its whole buffer. */
function share(bytes: Bytes | Uint8Array): Bytes {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  if (!isolated) return view.slice().buffer as ArrayBuffer;
  const shared = new SharedArrayBuffer(view.length);
  new Uint8Array(shared).set(view);
  return shared;
}

function cacheCore({ core, runtime }: PageToFrame & { type: 'core' }): void {
  const mainBytes = core[runtime.main] as ArrayBuffer | undefined;
  if (!mainBytes) throw new Error(`the page handed over no ${runtime.main}`);
  let arrived: Cached['arrived'] = () => {};
  const packages = new Promise<Packages>((resolve) => {
    arrived = resolve;
  });
  const isScript = runtime.mainIs === 'script';
  cached = {
    source: new Blob([isScript ? mainBytes : WORKER_SOURCE], { type: 'text/javascript' }),
    // Compilation copies what it reads, so it starts before the bytes move into shared memory.
    wasm: isScript ? Promise.resolve(null) : WebAssembly.compile(mainBytes),
    interruptible: runtime.interruptible && isolated,
    core: Object.fromEntries(
      Object.entries(core).map(([name, bytes]) => [name, name === runtime.main ? new ArrayBuffer(0) : share(bytes)]),
    ),
    packages,
    arrived,
  };
}

function cachePackages(segments: readonly Bytes[], data: readonly NamedBytes[]): void {
  if (!cached) throw new Error('packages came before the core');
  const modules = compileSegments(segments.map(decodeSegment));
  cached.arrived({
    modules,
    // Side modules travel compiled; what workers mount is the rest, a third of the bytes.
    segments: segments.map((bytes) => share(thinSegment(bytes))),
    data: data.map(({ path, bytes }) => ({ path, bytes: share(bytes) })),
  });
  Promise.all([cached.wasm, modules]).then(
    () => post({ from: 'frame', type: 'compiled' }),
    () => {},
  );
}

function spawn(id: number, settings: WorkerSettings): void {
  if (!cached) throw new Error('no runtime was handed over');
  const { source, core, wasm, packages } = cached;
  const url = URL.createObjectURL(source);
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  const channel = new MessageChannel();
  const interrupt = cached.interruptible ? new Uint8Array(new SharedArrayBuffer(1)) : null;
  const entry: Running = {
    worker,
    port: channel.port1,
    interrupt,
    pending: new Map(),
    credit: BURST,
    at: performance.now(),
    dropped: 0,
  };
  running.set(id, entry);
  worker.onerror = (event) => {
    event.preventDefault();
    end(id, 'crash', event.message || 'the worker failed');
  };
  // Nobody but the candidate's program uses the global channel of the worker.
  worker.onmessage = () => overRate(id, entry);
  channel.port1.onmessage = ({ data: message }) => forward(id, entry, message);
  worker.postMessage({ port: channel.port2 }, [channel.port2]);
  const send = (message: FrameToWorker): void => {
    if (running.get(id) === entry) channel.port1.postMessage(message);
  };
  const fail = (error: unknown): void => end(id, 'crash', `the runtime does not compile: ${String(error)}`);
  wasm
    .then(async (module) => {
      send({ type: 'start', core, wasm: module, interrupt, settings });
      const { segments, data, modules } = await packages;
      send({ type: 'packages', segments, data, modules: await modules });
    })
    .catch(fail);
}

function overRate(id: number, entry: Running): void {
  entry.dropped++;
  if (entry.dropped > FLOOD) end(id, 'flood', '');
}

function forward(id: number, entry: Running, message: unknown): void {
  if (running.get(id) !== entry || typeof message !== 'object' || message === null) return;
  const { type, id: call, text } = message as { type?: unknown; id?: unknown; text?: unknown };
  if (type === 'answer') {
    // Each call has one answer; any further one is a forgery and goes nowhere.
    if (typeof call !== 'number' || !entry.pending.has(call)) {
      overRate(id, entry);
      return;
    }
    clearTimeout(entry.pending.get(call));
    entry.pending.delete(call);
    post({ from: 'frame', type: 'forwarded', worker: id, message });
    return;
  }
  const now = performance.now();
  entry.credit = Math.min(BURST, entry.credit + ((now - entry.at) / 1000) * PER_SECOND);
  entry.at = now;
  if (entry.credit < 1 || (typeof text === 'string' && text.length > OUTPUT_TEXT_LIMIT)) {
    overRate(id, entry);
    return;
  }
  entry.credit--;
  post({ from: 'frame', type: 'forwarded', worker: id, message });
}

function end(id: number, reason: 'crash' | 'flood', message: string): void {
  if (!drop(id)) return;
  post({ from: 'frame', type: 'ended', worker: id, reason, message: message.slice(0, 1_000) });
}

function drop(id: number): boolean {
  const entry = running.get(id);
  if (!entry) return false;
  running.delete(id);
  entry.worker.terminate();
  entry.port.close();
  for (const timer of entry.pending.values()) clearTimeout(timer);
  return true;
}

function interrupt(entry: Running | undefined): void {
  if (entry?.interrupt) entry.interrupt[0] = 2;
}

function receive(message: PageToFrame): void {
  switch (message.type) {
    case 'core':
      cacheCore(message);
      break;
    case 'packages':
      cachePackages(message.segments, message.data);
      break;
    case 'spawn':
      spawn(message.worker, message.settings);
      break;
    case 'terminate':
      drop(message.worker);
      post({ from: 'frame', type: 'terminated', worker: message.worker });
      break;
    case 'interrupt':
      interrupt(running.get(message.worker));
      break;
    case 'call': {
      const entry = running.get(message.worker);
      if (!entry) break;
      // Cleared here, not in the worker: an interrupt that follows the call must not be lost.
      if (entry.interrupt) entry.interrupt[0] = 0;
      const { id, call, boundMs } = message;
      const stopAt = boundMs === undefined ? undefined : window.setTimeout(interrupt, boundMs, entry);
      entry.pending.set(id, stopAt);
      const forwarded: FrameToWorker = { type: 'call', id, call };
      entry.port.postMessage(forwarded, call.call === 'predict' ? [call.rows, ...call.payloads] : []);
    }
  }
}

window.addEventListener('message', (event) => {
  // The page speaks first and once; after that the frame listens to the port alone.
  if (page || event.source !== window.parent || !event.ports[0]) return;
  page = event.ports[0];
  page.onmessage = ({ data }) => receive(data as PageToFrame);
  post({ from: 'frame', type: 'hello', isolated });
});
