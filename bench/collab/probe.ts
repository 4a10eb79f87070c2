/** Loaded before a measured process (`node --import`): answers its parent with what the process itself has used. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** Processor time in seconds since `start` (all threads), memory in MB at the end, event-loop delay of the main thread in ms. */
export interface Usage {
  cpuSeconds: number;
  rssMB: number;
  loopP50: number;
  loopP99: number;
  loopMax: number;
}

export type Ask = 'start' | 'read';

const RESOLUTION_MS = 2;

if (isMainThread && process.send) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let before = process.cpuUsage();
  // The timer's period is part of each sample.
  const ms = (ns: number): number => Number(Math.max(0, ns / 1e6 - RESOLUTION_MS).toFixed(2));
  process.on('message', (ask: Ask) => {
    if (ask === 'start') {
      delay.reset();
      delay.enable();
      before = process.cpuUsage();
      process.send?.('started');
      return;
    }
    const { user, system } = process.cpuUsage(before);
    const usage: Usage = {
      cpuSeconds: (user + system) / 1e6,
      rssMB: process.memoryUsage.rss() / 1e6,
      loopP50: ms(delay.percentile(50)),
      loopP99: ms(delay.percentile(99)),
      loopMax: ms(delay.max),
    };
    process.send?.(usage);
  });
}
