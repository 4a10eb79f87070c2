import { createStore, type Store } from '../store/store.ts';

/**
 * Which of several tabs runs code: one a browser and invite, by a lock that the browser gives back when a tab dies. Others show and edit,
 * and may take over. Where there are no locks (no secure context), every tab runs.
 */
export interface Runner {
  readonly active: Store<boolean>;
  takeOver(): void;
  release(): void;
}

export function createRunner(name: string): Runner {
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
