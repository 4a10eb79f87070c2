/**
 * The script of the sandbox's frame: caches the runtime's bytes and compiled modules, starts and ends workers, holds the
 * interrupt buffers, and lets only a bounded rate of messages out. It runs in an opaque origin and sees no network.
 */

import { decodeSegment, thinSegment } from '../../engine/mount/bundle.ts';
import { compileSegments } from '../../engine/mount/mount.ts';
import { type EndReason, FrameWorker } from './frameWorker.ts';
import type { Bytes, FrameToPage, NamedBytes, PageToFrame, WorkerSettings } from './messages.ts';
import { LOOK_MS } from './pulse.ts';
import { findAddress, type ScriptAddress } from './scriptAddress.ts';

/** The Python worker's whole source, put in by build/sandboxBundle.ts; a TypeScript worker's comes with the core. */
declare const WORKER_SOURCE: string;

interface Packages {
  segments: Bytes[];
  data: NamedBytes[];
  modules: Promise<Map<string, WebAssembly.Module>>;
}

interface Cached {
  /** What a worker runs. */
  source: string;
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
/** Why nothing can be started in this frame any more. */
let broken: string | undefined;
let address: ScriptAddress = null;
const running = new Map<number, FrameWorker>();
// GTK's WebKit calls a page isolated and gives it no shared memory.
const isolated = globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer === 'function';

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
    source: runtime.workerScript ?? (isScript ? new TextDecoder().decode(mainBytes) : WORKER_SOURCE),
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

/** So often a worker is started that comes to nothing before it listens; the interpreter has lost nothing until then. */
const STARTS = 3;

function spawn(id: number, settings: WorkerSettings, start = 1): void {
  if (!cached || broken) throw new Error(broken ?? 'no runtime was handed over');
  const { source, core, wasm, packages, interruptible } = cached;
  const onEnd = (reason: EndReason, message: string): void => {
    if (reason !== 'stuck' || worker.listens || start === STARTS) end(id, reason, message);
    else restart(id, settings, start + 1);
  };
  const worker: FrameWorker = new FrameWorker({ id, script: source, address, interruptible, post, onEnd });
  running.set(id, worker);
  const send = (message: Parameters<FrameWorker['send']>[0]): void => {
    if (running.get(id) === worker) worker.send(message);
  };
  const interrupt = worker.interruptFlag;
  wasm
    .then(async (module) => {
      send({ type: 'start', core, wasm: module, interrupt, settings });
      const { segments, data, modules } = await packages;
      send({ type: 'packages', segments, data, modules: await modules });
    })
    .catch((error: unknown) => end(id, 'crash', `the runtime does not compile: ${String(error)}`));
}

function restart(id: number, settings: WorkerSettings, start: number): void {
  drop(id);
  try {
    spawn(id, settings, start);
  } catch (error) {
    end(id, 'crash', String(error));
  }
}

function end(id: number, reason: EndReason, message: string): void {
  drop(id);
  post({ from: 'frame', type: 'ended', worker: id, reason, message: message.slice(0, 1_000) });
}

function drop(id: number): void {
  running.get(id)?.drop();
  running.delete(id);
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
      running.get(message.worker)?.interrupt();
      break;
    case 'halt':
      running.get(message.worker)?.send({ type: 'halt' });
      break;
    case 'ping':
      post({ from: 'frame', type: 'pong' });
      break;
    case 'call':
      running.get(message.worker)?.call(message);
  }
}

/** An error here would be heard by nobody, and the page would wait for ever: whoever it is about is told to have ended. */
function fail(message: PageToFrame, error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  if ('worker' in message) {
    end(message.worker, 'crash', text);
    return;
  }
  // Without its core or its packages nothing starts here.
  broken ??= text;
  for (const id of [...running.keys()]) end(id, 'crash', text);
}

const addressFound = findAddress().then((found) => {
  address = found;
});

window.addEventListener('message', (event) => {
  // The page speaks first and once; after that the frame listens to the port alone.
  if (page || event.source !== window.parent || !event.ports[0]) return;
  page = event.ports[0];
  page.onmessage = ({ data }) => {
    const message = data as PageToFrame;
    try {
      receive(message);
    } catch (error) {
      fail(message, error);
    }
  };
  setInterval(() => {
    for (const worker of running.values()) worker.look();
  }, LOOK_MS);
  void addressFound.then(() => post({ from: 'frame', type: 'hello', isolated, startsWorkers: address !== null }));
});
