/** Choices of this browser that survive reloads. */
import { safeStorage } from './safeStorage.ts';
import { createStore, type Store } from './store.ts';

const PREFIX = 'holdout.';

/**
 * A choice of this browser that survives reloads. `parse` gets the stored text or null and must return a valid value for anything.
 * Where storage is refused (private windows), the choice lasts as long as the page.
 */
export function createPreference<T>(
  key: string,
  parse: (text: string | null) => T,
  print: (value: T) => string,
): Store<T> {
  const store = createStore(parse(safeStorage.getItem(PREFIX + key)));
  return {
    ...store,
    set(next) {
      store.set(next);
      safeStorage.setItem(PREFIX + key, print(next));
    },
    update(change) {
      this.set(change(store.get()));
    },
  };
}
