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

/** Asks for the lock `name` at once, and again whenever another tab has taken it. */
export function createTabLock(name: string): TabLock {
  const active = createStore(false);
  const locks = navigator.locks as LockManager | undefined;
  let letGo: (() => void) | null = null;
  let ended = false;
  const hold = async () => {
    if (ended) return;
    active.set(true);
    await new Promise<void>((resolve) => {
      letGo = resolve;
    });
  };
  const lost = () => {
    active.set(false);
    if (!ended) void locks?.request(name, hold).catch(lost);
  };
  if (locks) void locks.request(name, hold).catch(lost);
  else active.set(true);
  return {
    active,
    takeOver() {
      if (active.get() || ended) return;
      // Stealing rejects the promise of the tab that held the lock.
      void locks?.request(name, { steal: true }, hold).catch(lost);
    },
    release() {
      ended = true;
      active.set(false);
      letGo?.();
    },
  };
}
