/**
 * Which of several tabs runs code: one per browser and interview, by a lock that the browser gives back when a tab dies. Others show and
 * edit, and may take over. Where there are no locks (no secure context), every tab runs.
 */
import { createStore, type Store } from '../store/store.ts';

export interface TabLock {
  /** True while this tab runs code. */
  readonly active: Store<boolean>;
  /** Takes the lock from the tab that holds it. */
  takeOver(): void;
  /** Gives the lock back for good. */
  release(): void;
}

/** Ms that a browser has to hand over a lock that was asked for with force; one that does not answer has none. */
const STEAL_MS = 2_000;

/** The browser's locks; null where it has none, or refuses even to say so. */
function locksOf(): LockManager | null {
  try {
    return navigator.locks ?? null;
  } catch {
    return null;
  }
}

/** Asks for the lock `name` at once, and again whenever another tab has taken it. */
export function createTabLock(name: string): TabLock {
  const active = createStore(false);
  const locks = locksOf();
  let letGo: (() => void) | null = null;
  let grants = 0;
  let ended = false;
  const withoutLocks = () => {
    if (!ended) active.set(true);
  };
  const hold = async () => {
    if (ended) return;
    grants += 1;
    active.set(true);
    await new Promise<void>((resolve) => {
      letGo = resolve;
    });
  };
  /** A lock that was taken away is asked for again; a browser that refuses locks has none. */
  const lost = (cause: unknown) => {
    if (!(cause instanceof DOMException && cause.name === 'AbortError')) {
      withoutLocks();
      return;
    }
    active.set(false);
    if (!ended) ask({});
  };
  const ask = (options: LockOptions) => {
    try {
      void locks?.request(name, options, hold).catch(lost);
    } catch (cause) {
      lost(cause);
    }
  };
  if (locks) ask({});
  else withoutLocks();
  return {
    active,
    takeOver() {
      if (active.get() || ended) return;
      // Stealing rejects the promise of the tab that held the lock.
      const before = grants;
      ask({ steal: true });
      setTimeout(() => {
        if (grants === before) withoutLocks();
      }, STEAL_MS);
    },
    release() {
      ended = true;
      active.set(false);
      letGo?.();
    },
  };
}
