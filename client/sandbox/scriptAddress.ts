/** How workers get their script here: each browser refuses a different kind of address in a frame without an origin. */
import { dataAddress } from '../../engine/mount/importText.ts';

/**
 * `blob` where it can be: in Chromium a worker from `data:` has no shared memory. `data` in WebKit, which starts no worker from the
 * `blob:` of an opaque origin under COEP. Null: neither starts.
 */
export type ScriptAddress = 'blob' | 'data' | null;

/** Starts a worker with this script. @throws where the browser refuses at once. */
export function startWorker(script: string, by: ScriptAddress): Worker {
  if (by === 'data') return new Worker(dataAddress(script));
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try {
    return new Worker(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Resolves when a worker that does nothing has started: true, or false where it was refused. */
export function starts(by: ScriptAddress): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const probe = startWorker('postMessage(0)', by);
      const end = (started: boolean) => (event: Event) => {
        event.preventDefault();
        probe.terminate();
        resolve(started);
      };
      probe.onmessage = end(true);
      probe.onerror = end(false);
    } catch {
      resolve(false);
    }
  });
}

/** Which address starts workers in this frame. */
export async function findAddress(): Promise<ScriptAddress> {
  if (await starts('blob')) return 'blob';
  return (await starts('data')) ? 'data' : null;
}
