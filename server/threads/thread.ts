/** Worker threads written in TypeScript, under the server, under vitest and from the command line alike. */
import { Worker } from 'node:worker_threads';

/**
 * Starts `entry` (a TypeScript file) in a thread; it reads its `data` from `workerData`.
 * `maxHeapMb` bounds the JavaScript heap of the thread.
 */
export const startThread = (entry: URL, data: object, maxHeapMb?: number): Worker =>
  new Worker(new URL('./thread.mjs', import.meta.url), {
    workerData: { ...data, entry: entry.href },
    execArgv: [],
    ...(maxHeapMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } }),
  });
