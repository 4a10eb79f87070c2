/** A value with listeners, and how a view reads it. */
import { useCallback, useRef, useSyncExternalStore } from 'react';

/** A value with listeners. Views read it through {@link useStore}; everything else through `get` and `subscribe`. */
export interface Store<T> {
  get(): T;
  set(next: T): void;
  update(change: (value: T) => T): void;
  subscribe(listener: () => void): () => void;
}

/** A store that calls its listeners only when the value is another one (by `Object.is`). */
export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  const set = (next: T) => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The part of a store that a component shows. The selector must return the same object for the same part. */
export function useStore<T, P = T>(store: Pick<Store<T>, 'get' | 'subscribe'>, select?: (value: T) => P): P {
  const pick = useRef(select);
  pick.current = select;
  const read = useCallback(() => {
    const value = store.get();
    return pick.current ? pick.current(value) : (value as unknown as P);
  }, [store]);
  return useSyncExternalStore(store.subscribe, read);
}
