/** What this browser can do, as far as the interview depends on it. */
import type { EventData } from '../../protocol/event.ts';

/**
 * Why Stop cannot interrupt a run. `unshared`: the browser gives no shared memory; `insecure`: plain http on another machine;
 * `framed`: the page is inside another one; `headers`: the server sent the isolation headers, and they did not arrive as sent.
 */
export type NotIsolated = 'unshared' | 'insecure' | 'framed' | 'headers';

export interface BrowserFacts {
  isolated: boolean;
  /** Null where it is isolated. */
  notIsolated: NotIsolated | null;
  wasm: boolean;
  /** As the browser rounds it (at most 8); null where it does not report it. */
  memoryGiB: number | null;
  storage: boolean;
  width: number;
}

/** Px below which a room asks for a wider window. */
export const ROOM_WIDTH = 900;

/** Ms that the browser has to open a database; one that takes longer counts as none. */
const STORAGE_MS = 3_000;

async function hasStorage(): Promise<boolean> {
  try {
    const open = indexedDB.open('holdout-check', 1);
    await new Promise((resolve, reject) => {
      open.onsuccess = resolve;
      open.onerror = open.onblocked = reject;
      setTimeout(reject, STORAGE_MS);
    });
    open.result.close();
    indexedDB.deleteDatabase('holdout-check');
    return true;
  } catch {
    return false;
  }
}

/** Shared memory needs all of these; GTK's WebKit calls a page isolated and gives it none. */
function whyNotIsolated(): NotIsolated | null {
  if (globalThis.crossOriginIsolated === true) return typeof SharedArrayBuffer === 'function' ? null : 'unshared';
  if (globalThis.isSecureContext === false) return 'insecure';
  return window.top === window.self ? 'headers' : 'framed';
}

export async function browserFacts(): Promise<BrowserFacts> {
  const notIsolated = whyNotIsolated();
  return {
    isolated: notIsolated === null,
    notIsolated,
    wasm: typeof WebAssembly === 'object' && typeof WebAssembly.instantiate === 'function',
    memoryGiB: (navigator as { deviceMemory?: number }).deviceMemory ?? null,
    storage: await hasStorage(),
    width: innerWidth,
  };
}

/** The facts as they go into the log. */
export function browserEvent(facts: BrowserFacts): EventData<'browser.checked'> {
  return {
    isolated: facts.isolated,
    wasm: facts.wasm,
    memoryGiB: facts.memoryGiB,
    screen: `${innerWidth}x${innerHeight} at ${devicePixelRatio}`.slice(0, 40),
    agent: navigator.userAgent.slice(0, 400),
  };
}
