/** Long work on the event loop, cut into slices: between two of them, sockets and requests get their turn. */
import { setImmediate } from 'node:timers/promises';

const SLICE_MS = 8;

/** Calls `use` with each item in order; rejects with what it throws. */
export async function inSlices<T>(items: Iterable<T>, use: (item: T) => void): Promise<void> {
  let from = performance.now();
  for (const item of items) {
    use(item);
    if (performance.now() - from < SLICE_MS) continue;
    await setImmediate();
    from = performance.now();
  }
}
