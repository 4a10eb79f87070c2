/** The scenario port over its thread. A thread that dies (out of memory) is started anew for the next question. */
import type { Worker } from 'node:worker_threads';
import { type Caller, caller, RpcError } from '../../protocol/rpc.ts';
import { startThread } from '../threads/thread.ts';
import {
  type ScenarioAnswers,
  type ScenarioPort,
  UNKNOWN_VARIANT,
  UnknownVariantError,
  type VariantKey,
} from './port.ts';

const MAX_HEAP_MB = 1_536;
/** Bundles and data files are asked for by every page that opens; these answers never change. */
const MOST_CACHED = 32;

/** Starts with the first question; scenario folders are below `root`. */
export function scenarioThread(root: string): ScenarioPort {
  let open: { worker: Worker; remote: Caller<ScenarioAnswers> } | null = null;

  function start(): NonNullable<typeof open> {
    const worker = startThread(new URL('./worker.ts', import.meta.url), { root }, MAX_HEAP_MB);
    const started = { worker, remote: caller<ScenarioAnswers>(worker) };
    let why = 'it ended';
    worker.on('error', (e) => {
      why = String(e);
    });
    worker.on('exit', () => {
      if (open === started) open = null;
      started.remote.end(new Error(`the scenario thread failed: ${why}`));
    });
    return started;
  }

  async function call<M extends keyof ScenarioAnswers>(
    method: M,
    ...args: Parameters<ScenarioAnswers[M]>
  ): Promise<Awaited<ReturnType<ScenarioAnswers[M]>>> {
    open ??= start();
    try {
      return await open.remote.call(method, ...args);
    } catch (e) {
      const unknown = e instanceof RpcError && e.code === UNKNOWN_VARIANT;
      throw unknown ? new UnknownVariantError(e.message, { cause: e }) : e;
    }
  }

  const cached = new Map<string, Promise<unknown>>();
  /** Asks once; the answers never change. */
  function once<M extends 'variant' | 'file'>(
    method: M,
    ...args: Parameters<ScenarioAnswers[M]>
  ): Promise<Awaited<ReturnType<ScenarioAnswers[M]>>> {
    const key = JSON.stringify([method, args]);
    let answer = cached.get(key);
    if (!answer) {
      answer = call(method, ...args);
      cached.set(key, answer);
      // A failed answer is its caller's to report, and is not cached.
      answer.catch(() => cached.delete(key));
      const [oldest] = cached.keys();
      if (cached.size > MOST_CACHED && oldest !== undefined) cached.delete(oldest);
    }
    // The key names the method, so the stored answer is one of this method.
    return answer as Promise<Awaited<ReturnType<ScenarioAnswers[M]>>>;
  }

  const keyOf = ({ slug, form, seed, language }: VariantKey): VariantKey => ({ slug, form, seed, language });
  return {
    list: () => call('list'),
    variant: (key) => once('variant', keyOf(key)),
    file: (key, name) => once('file', keyOf(key), name),
    holdout: (key, salt) => call('holdout', keyOf(key), salt),
    mark: (key, input) => call('mark', keyOf(key), input),
    async close() {
      await open?.worker.terminate();
    },
  };
}
