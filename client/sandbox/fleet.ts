/**
 * The interpreters of one sandbox and the frame they live in: the kernel, which is replaced whenever it ends, and either a
 * spare one or one for the official path. Never more than two are alive: each takes some 400 MB with the usual packages.
 */
import type { Language } from '../../protocol/language.ts';
import { type FrameLink, openFrame } from './framePort.ts';
import { createInterpreter, type Interpreter } from './interpreter.ts';
import type { FrameToPage, WorkerSettings } from './messages.ts';
import { type LoadedRuntime, loadRuntime } from './runtime.ts';
import type { FleetState } from './state.ts';
import type { SandboxOptions } from './types.ts';

/** A kernel that dies so often in a row while it starts is not started again. */
const ATTEMPTS = 3;

export interface Fleet {
  /** The kernel, ready. @throws where it cannot be started. */
  kernel(): Promise<Interpreter>;
  /** The kernel if it is ready now. */
  current(): Interpreter | null;
  /**
   * A fresh interpreter beside the kernel, ready; the caller ends it. One at a time.
   * @param onSpawn gets it while it still starts, so that it can be ended then.
   */
  fresh(onSpawn: (interpreter: Interpreter) => void): Promise<Interpreter>;
  /** Whether the frame has shared memory; null until it has answered. */
  isolated(): boolean | null;
  /** Known after the first load. */
  runtime(): LoadedRuntime | null;
  dispose(): void;
}

export interface FleetOptions {
  sandbox: SandboxOptions;
  language: Language;
  packages: readonly string[];
  settings: WorkerSettings;
  spare: boolean;
  update: (state: FleetState) => void;
}

/** What the runtime is called in words. */
export const RUNTIME_NAMES: Readonly<Record<Language, string>> = { python: 'Python', typescript: 'TypeScript' };

/** Starts loading and the kernel at once. */
export function createFleet(options: FleetOptions): Fleet {
  const { sandbox, update, language } = options;
  const abort = new AbortController();
  const members = new Map<number, Interpreter>();
  let numbers = 0;
  let framing: Promise<FrameLink> | null = null;
  let isolated: boolean | null = null;
  let runtime: LoadedRuntime | null = null;
  let kernel: Interpreter | null = null;
  let kernelReady: Promise<Interpreter>;
  // The last start failed, whichever it was: whoever asks for the kernel next starts it again.
  let failed = false;
  let spare: Interpreter | null = null;
  // An official run has, or is about to have, the place beside the kernel.
  let taken = false;
  let sparing: Promise<void> | null = null;

  const heard = (message: FrameToPage): void => {
    if ('worker' in message) members.get(message.worker)?.heard(message);
  };

  const openAll = async (): Promise<FrameLink> => {
    update({ phase: 'loading', file: null, loaded: 0, total: 0 });
    const parent = sandbox.parent ?? document.body;
    const opening = openFrame(sandbox.sandboxUrl ?? '/sandbox', parent, heard);
    let started: () => void = () => {};
    const core = new Promise<void>((resolve) => {
      started = resolve;
    });
    const loading = loadRuntime({
      language,
      runtimeUrl: sandbox.runtimeUrl ?? '/runtime/',
      packages: options.packages,
      data: sandbox.data,
      signal: abort.signal,
      onBytes: (loaded, total, file) => update({ phase: 'loading', file, loaded, total }),
      onCore: (files) => {
        opening.then((link) => {
          link.send({ to: 'frame', type: 'core', language, core: files }, Object.values(files));
          started();
        }, started);
      },
    });
    loading.catch(() => {});
    const link = await opening;
    try {
      await Promise.race([core, loading]);
    } catch (error) {
      link.remove();
      throw error;
    }
    isolated = link.isolated;
    loading.then(
      (loaded) => {
        const { segments, data } = loaded.bytes;
        update({ phase: 'starting' });
        const all = [...segments, ...data.map(({ bytes }) => bytes)] as ArrayBuffer[];
        link.send({ to: 'frame', type: 'packages', segments, data }, all);
        // The buffers now belong to the frame.
        runtime = { ...loaded, bytes: { segments: [], data: [] } };
      },
      (error: unknown) => removeFrame(error instanceof Error ? error.message : String(error)),
    );
    return link;
  };

  const removeFrame = (why: string): void => {
    const old = framing;
    framing = null;
    old?.then((link) => link.remove()).catch(() => {});
    for (const member of [...members.values()]) member.lost(why);
  };

  const spawn = async (): Promise<Interpreter> => {
    framing ??= openAll();
    const mine = framing;
    let link: FrameLink;
    try {
      link = await mine;
    } catch (error) {
      if (framing === mine) framing = null;
      throw error;
    }
    abort.signal.throwIfAborted();
    const interruptible = link.isolated && language === 'python';
    const member = createInterpreter(++numbers, link, options.settings, interruptible, removeFrame);
    members.set(member.id, member);
    member.closed.then(() => members.delete(member.id));
    return member;
  };

  const watchKernel = (member: Interpreter): Interpreter => {
    kernel = member;
    update({ phase: 'ready', heapBytes: member.heapBytes });
    member.closed.then((why) => {
      if (kernel !== member || abort.signal.aborted) return;
      kernel = null;
      update({ phase: 'restarting', why });
      kernelReady = startKernel();
    });
    startSpare();
    return member;
  };

  const startKernel = (): Promise<Interpreter> => {
    failed = false;
    const starting = (async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          await sparing;
          const member = spare ?? (await spawn());
          spare = null;
          await member.ready;
          return watchKernel(member);
        } catch (error) {
          abort.signal.throwIfAborted();
          // A frame that could not be loaded is not tried again by itself: `boot` or `restart` does that.
          if (attempt >= ATTEMPTS || framing === null) {
            failed = true;
            update({ phase: 'failed', why: error instanceof Error ? error.message : String(error) });
            throw error;
          }
        }
      }
    })();
    starting.catch(() => {});
    return starting;
  };

  const startSpare = (): void => {
    if (!options.spare || spare || sparing || taken || abort.signal.aborted) return;
    sparing = spawn()
      .then((member) => {
        spare = member;
        member.closed.then(() => {
          if (spare === member) spare = null;
        });
      })
      .catch(() => {})
      .finally(() => {
        sparing = null;
      });
  };

  kernelReady = startKernel();

  return {
    kernel() {
      if (failed) kernelReady = startKernel();
      return kernelReady;
    },
    current: () => (kernel?.alive ? kernel : null),
    async fresh(onSpawn) {
      if (taken) throw new Error('An official run is already under way.');
      taken = true;
      await sparing;
      const member =
        spare ??
        (await spawn().catch((error: unknown) => {
          taken = false;
          throw error;
        }));
      spare = null;
      member.closed.then(() => {
        taken = false;
        startSpare();
      });
      onSpawn(member);
      await member.ready;
      return member;
    },
    isolated: () => isolated,
    runtime: () => runtime,
    dispose() {
      abort.abort(new DOMException('The sandbox was disposed.', 'AbortError'));
      removeFrame('The sandbox was disposed.');
    },
  };
}
