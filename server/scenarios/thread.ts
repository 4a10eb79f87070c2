/** The scenario port over its thread. A thread that dies (out of memory) is started anew for the next question. */
import type { Worker } from 'node:worker_threads';
import { type Caller, caller, RpcError } from '../../protocol/rpc.ts';
import { startThread } from '../threads/thread.ts';
import {
  type ScenarioAnswers,
  type ScenarioPort,
  UNKNOWN_VARIANT,
  UnknownVariantError,
  type VariantInfo,
  type VariantKey,
} from './port.ts';

const MAX_HEAP_MB = 1_536;
/** Variants are asked for by several pages at once. */
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

  const variants = new Map<string, Promise<VariantInfo>>();
  /** Asks once for each variant; the answer never changes. */
  function variantOf(key: VariantKey): Promise<VariantInfo> {
    const name = JSON.stringify(key);
    let answer = variants.get(name);
    if (!answer) {
      answer = call('variant', key);
      variants.set(name, answer);
      // A failed answer is its caller's to report, and is not cached.
      answer.catch(() => variants.delete(name));
      const [oldest] = variants.keys();
      if (variants.size > MOST_CACHED && oldest !== undefined) variants.delete(oldest);
    }
    return answer;
  }

  const keyOf = ({ slug, form, seed, language }: VariantKey): VariantKey => ({ slug, form, seed, language });
  return {
    list: () => call('list'),
    variant: (key) => variantOf(keyOf(key)),
    material: (key) => call('material', keyOf(key)),
    holdout: (rows, salt) => call('holdout', rows, salt),
    mark: (answerKey, input) => call('mark', answerKey, input),
    async close() {
      await open?.worker.terminate();
    },
  };
}
