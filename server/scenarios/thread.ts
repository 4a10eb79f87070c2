/** The scenario port over its thread. A thread that dies (out of memory) is started anew for the next question. */
import type { Worker } from 'node:worker_threads';
import { startThread } from '../threads/thread.ts';
import type { FromScenarios, ScenarioMethod, ScenarioRequest } from './messages.ts';
import { type ScenarioPort, UnknownVariantError, type VariantInfo, type VariantKey } from './port.ts';

const MAX_HEAP_MB = 1_536;
/** Bundles and data files are asked for by every page that opens; these answers never change. */
const KEPT = 32;

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** Starts with the first question; scenario folders are below `root`. */
export function scenarioThread(root: string): ScenarioPort {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let next = 1;

  function start(): Worker {
    const started = startThread(new URL('./worker.ts', import.meta.url), { root }, MAX_HEAP_MB);
    let why = 'it ended';
    started.on('message', ({ id, result, error }: FromScenarios) => {
      const caller = waiting.get(id);
      waiting.delete(id);
      if (!error) caller?.resolve(result);
      else
        caller?.reject(
          error.name === 'UnknownVariantError' ? new UnknownVariantError(error.message) : new Error(error.message),
        );
    });
    started.on('error', (e) => {
      why = String(e);
    });
    started.on('exit', () => {
      if (worker === started) worker = null;
      for (const { reject } of waiting.values()) reject(new Error(`the scenario thread failed: ${why}`));
      waiting.clear();
    });
    return started;
  }

  function call<T>(method: ScenarioMethod, args: unknown[]): Promise<T> {
    worker ??= start();
    const thread = worker;
    return new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      thread.postMessage({ id, method, args } satisfies ScenarioRequest);
    });
  }

  const kept = new Map<string, Promise<unknown>>();
  function once<T>(method: ScenarioMethod, args: unknown[]): Promise<T> {
    const key = JSON.stringify([method, args]);
    let answer = kept.get(key);
    if (!answer) {
      answer = call<T>(method, args);
      kept.set(key, answer);
      answer.catch(() => kept.delete(key));
      const [oldest] = kept.keys();
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    }
    return answer as Promise<T>;
  }

  const keyOf = ({ slug, form, seed, language }: VariantKey): VariantKey => ({ slug, form, seed, language });
  return {
    list: () => call('list', []),
    variant: (key) => once<VariantInfo>('variant', [keyOf(key)]),
    file: (key, name) => once<Uint8Array | null>('file', [keyOf(key), name]),
    holdout: (key, salt) => call('holdout', [keyOf(key), salt]),
    judge: (key, input) => call('judge', [keyOf(key), input]),
    async close() {
      await worker?.terminate();
    },
  };
}
