/** The frame with a language's runtime in it: opened for the first interpreter, opened anew after it had to be removed. */
import type { LanguageTrack } from '../../engine/contract/language.ts';
import { type FramePort, openFrame } from './framePort.ts';
import { Interpreter, START_SECONDS } from './interpreter.ts';
import type { FrameToPage, WorkerSettings } from './messages.ts';
import { type LoadedRuntime, loadRuntime } from './runtime.ts';
import { afterSeconds } from './seconds.ts';
import type { FleetState } from './state.ts';
import type { SandboxOptions } from './types.ts';
import { type Loss, refusals } from './words.ts';

/** Seconds in which a frame may be silent. It does nothing but hand messages on: one that is silent has crashed. */
const SILENT_SECONDS = 4;

export interface RuntimeFrameOptions {
  sandbox: SandboxOptions;
  track: LanguageTrack;
  packages: readonly string[];
  settings: WorkerSettings;
  report: (state: FleetState) => void;
}

export class RuntimeFrame {
  readonly #options: RuntimeFrameOptions;
  readonly #abort = new AbortController();
  readonly #members = new Map<number, Interpreter>();
  #port: Promise<FramePort> | null = null;
  #isolated: boolean | null = null;
  #runtime: LoadedRuntime | null = null;
  /** Resolves when the frame has everything. */
  #handedOver: Promise<void> = Promise.resolve();
  /** Whether the frame was asked for a sign of life and has not given it. */
  #asked = false;
  #endWatch = (): void => {};
  #numbers = 0;

  constructor(options: RuntimeFrameOptions) {
    this.#options = options;
  }

  /** Whether there is a frame, or one is being opened. */
  get open(): boolean {
    return this.#port !== null;
  }

  /** Whether it has shared memory; null until it has answered. */
  get isolated(): boolean | null {
    return this.#isolated;
  }

  /** Known after the first load. */
  get runtime(): LoadedRuntime | null {
    return this.#runtime;
  }

  /**
   * A new interpreter, which is still starting.
   * @throws where the frame does not open or the runtime's first files cannot be loaded.
   */
  async spawn(): Promise<Interpreter> {
    this.#abort.signal.throwIfAborted();
    this.#port ??= this.#open();
    const opening = this.#port;
    const port = await opening.catch((error: unknown) => {
      if (this.#port === opening) this.#port = null;
      throw error;
    });
    this.#abort.signal.throwIfAborted();
    const interpreter = new Interpreter({
      id: ++this.#numbers,
      port,
      settings: this.#options.settings,
      interruptible: port.isolated && this.#options.track.interruptible,
      removeFrame: (loss) => this.#remove(opening, loss),
    });
    this.#members.set(interpreter.id, interpreter);
    interpreter.closed.then(() => this.#members.delete(interpreter.id));
    void this.#handedOver.then(() => interpreter.expectReady(START_SECONDS));
    interpreter.ready.then(
      () => this.#watch(opening),
      () => {},
    );
    return interpreter;
  }

  dispose(): void {
    this.#abort.abort(new DOMException(refusals.disposed, 'AbortError'));
    if (this.#port) this.#remove(this.#port, { code: 'disposed' });
  }

  /** Asks the frame every second for a sign of life; one whose process crashed is replaced. `silent`: seconds without an answer. */
  #watch(port: Promise<FramePort>, silent = 0): void {
    if (this.#port !== port) return;
    this.#endWatch();
    if (silent === 0) {
      this.#asked = true;
      void port.then((opened) => opened.send({ to: 'frame', type: 'ping' }));
    }
    this.#endWatch = afterSeconds(1, () => {
      if (!this.#asked) this.#watch(port);
      else if (silent + 1 < SILENT_SECONDS) this.#watch(port, silent + 1);
      else this.#remove(port, { code: 'silent' });
    });
  }

  #receive(message: FrameToPage): void {
    if (message.type === 'pong') this.#asked = false;
    if ('worker' in message) this.#members.get(message.worker)?.receive(message);
  }

  /** Removes the frame, unless another one has taken its place; its interpreters are lost. */
  #remove(port: Promise<FramePort>, loss: Loss): void {
    if (this.#port !== port) return;
    this.#port = null;
    this.#endWatch();
    port.then((opened) => opened.remove()).catch(() => {});
    for (const interpreter of [...this.#members.values()]) interpreter.lose(loss);
  }

  /** Resolves when the frame has the files of the interpreter itself; packages and data follow. */
  async #open(): Promise<FramePort> {
    const { sandbox, track, packages, report } = this.#options;
    const { main, mainIs } = track.runtime;
    const runtime = { main, mainIs, interruptible: track.interruptible, workerScript: sandbox.workerScript ?? null };
    report({ phase: 'loading', file: null, loaded: 0, total: 0 });
    const opening = openFrame(sandbox.sandboxUrl ?? '/sandbox', sandbox.parent ?? document.body, (message) =>
      this.#receive(message),
    );
    let handOver: (core: Record<string, ArrayBuffer>) => void = () => {};
    const core = new Promise<Record<string, ArrayBuffer>>((resolve) => {
      handOver = resolve;
    });
    let shown: { file: string | null; loaded: number; total: number } = { file: null, loaded: 0, total: 0 };
    const loading = loadRuntime({
      runtime: track.runtime,
      runtimeUrl: sandbox.runtimeUrl ?? '/runtime/',
      packages,
      data: sandbox.data,
      signal: this.#abort.signal,
      onBytes: (loaded, total, file) => {
        shown = { file, loaded, total };
        report({ phase: 'loading', ...shown });
      },
      onWait: (waiting) => report({ phase: 'loading', ...shown, waiting }),
      onCore: handOver,
    });
    loading.catch(() => {});
    const port = await opening;
    try {
      const files = await Promise.race([core, loading.then(() => core)]);
      port.send({ to: 'frame', type: 'core', runtime, core: files }, Object.values(files));
    } catch (error) {
      port.remove();
      throw error;
    }
    this.#isolated = port.isolated;
    this.#handedOver = this.#load(port, loading);
    return port;
  }

  async #load(port: FramePort, loading: Promise<LoadedRuntime>): Promise<void> {
    const opening = this.#port;
    try {
      const loaded = await loading;
      const { segments, data } = loaded.bytes;
      if (this.#port === opening) this.#options.report({ phase: 'starting' });
      const all = [...segments, ...data.map(({ bytes }) => bytes)] as ArrayBuffer[];
      port.send({ to: 'frame', type: 'packages', segments, data }, all);
      // The buffers now belong to the frame.
      this.#runtime = { ...loaded, bytes: { segments: [], data: [] } };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      if (opening) this.#remove(opening, { code: 'load', detail });
    }
  }
}
