/** Choices of this browser that survive reloads. */
import { createStore, type Store } from './store.ts';

const PREFIX = 'holdout.';

function read(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/**
 * A choice of this browser that survives reloads. `parse` gets the stored text or null and must return a valid value for anything.
 * Where storage is refused (private windows), the choice lasts as long as the page.
 */
export function createPreference<T>(
  key: string,
  parse: (text: string | null) => T,
  print: (value: T) => string,
): Store<T> {
  const store = createStore(parse(read(key)));
  return {
    ...store,
    set(next) {
      store.set(next);
      try {
        localStorage.setItem(PREFIX + key, print(next));
      } catch {
        // Storage is refused: the choice lasts as long as the page.
      }
    },
    update(change) {
      this.set(change(store.get()));
    },
  };
}
