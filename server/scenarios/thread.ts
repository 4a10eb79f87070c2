/** The scenario port over its threads. One that dies (out of memory) or hangs is replaced for the next question. */
import { RpcError } from '../../protocol/rpc.ts';
import { Cache, remembered } from '../cache.ts';
import { ThreadError, ThreadPool } from '../threads/pool.ts';
import {
  type ScenarioAnswers,
  type ScenarioPort,
  UNKNOWN_VARIANT,
  UnknownVariantError,
  type VariantInfo,
  type VariantKey,
} from './port.ts';

/** With two, one long job leaves a thread for everybody else; the second is started when it is needed. */
export const SCENARIO_THREADS = 2;
const MAX_HEAP_MB = 1_536;
/** Longer than the largest scenario takes to be made. */
const DEADLINE_MS = 120_000;
/** Variants are asked for by several pages at once. */
const MOST_CACHED = 32;

/** The buffer of bytes that fill it, to be handed over; none where it holds more than these. */
const ownBuffer = ({ buffer, byteLength }: Uint8Array): ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];

/** Starts with the first question; scenario folders are below `root`. */
export function scenarioThread(root: string): ScenarioPort {
  const threads = new ThreadPool<ScenarioAnswers>({
    name: 'scenario',
    entry: new URL('./worker.ts', import.meta.url),
    data: { root },
    size: SCENARIO_THREADS,
    heapMb: MAX_HEAP_MB,
    deadlineMs: DEADLINE_MS,
  });

  /**
   * Asks once more where the thread ended: another question, or the machine, may have been the reason. One that hung is not asked again,
   * since that would take as long once more.
   */
  const asked = <T>(ask: () => Promise<T>): Promise<T> =>
    ask().catch((e: unknown) => {
      if (e instanceof ThreadError && e.cause === undefined) return ask();
      throw e;
    });

  /** An answer of the library; the error that callers know keeps its class. */
  const known = <T>(ask: () => Promise<T>): Promise<T> =>
    asked(ask).catch((e: unknown) => {
      const unknown = e instanceof RpcError && e.code === UNKNOWN_VARIANT;
      throw unknown ? new UnknownVariantError(e.message, { cause: e }) : e;
    });

  /** Asked once for each variant; the answer never changes. */
  const variants = new Cache<Promise<VariantInfo>>({ entries: MOST_CACHED });
  const keyOf = ({ slug, form, source, language }: VariantKey): VariantKey => ({ slug, form, source, language });
  return {
    list: () => asked(() => threads.call('list')),
    variant: (key) =>
      remembered(variants, JSON.stringify(keyOf(key)), () => known(() => threads.call('variant', keyOf(key)))),
    material: (key) => known(() => threads.call('material', keyOf(key))),
    holdout: (rows, salt) => asked(() => threads.call('holdout', rows, salt)),
    // A result may be large and is not read here any more, so that it is not there to be asked about again.
    mark: (answerKey, input) => threads.move(ownBuffer(input.body), 'mark', answerKey, input),
    close: () => threads.close(),
  };
}
