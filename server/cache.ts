/** The server's one cache: bounded by entries and by weight; the least recently used go first. */

/** What a cache may hold. */
interface Bounds {
  entries: number;
  /** Sum of the weights, e.g. bytes; no bound where absent. */
  weight?: number;
}

/** Values by key. What is read or written last stays longest. */
export class Cache<V> {
  readonly #bounds: Required<Bounds>;
  /** A Map keeps the order in which keys were set, so its first key is the one used longest ago. */
  readonly #entries = new Map<string, { value: V; weight: number }>();
  #weight = 0;

  constructor({ entries, weight = Number.POSITIVE_INFINITY }: Bounds) {
    this.#bounds = { entries, weight };
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The value, which now counts as used last; undefined where it is not cached (any more). */
  get(key: string): V | undefined {
    const found = this.#entries.get(key);
    if (!found) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, found);
    return found.value;
  }

  /** Caches a value in place of an earlier one. One that is heavier than the whole cache is not cached. */
  set(key: string, value: V, weight = 0): void {
    this.delete(key);
    if (weight > this.#bounds.weight) return;
    this.#entries.set(key, { value, weight });
    this.#weight += weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#bounds.entries && this.#weight <= this.#bounds.weight) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0;
    this.#entries.delete(key);
  }
}

/**
 * The cached answer to a question that is asked once, also by callers at the same time. A failed answer is its callers' to report,
 * and is not cached.
 */
export function remembered<V>(
  cache: Cache<Promise<V>>,
  key: string,
  ask: () => Promise<V>,
  weigh: (value: V) => number = () => 0,
): Promise<V> {
  const known = cache.get(key);
  if (known) return known;
  const answer = ask();
  cache.set(key, answer);
  answer.then(
    (value) => {
      if (cache.get(key) === answer) cache.set(key, answer, weigh(value));
    },
    () => {
      if (cache.get(key) === answer) cache.delete(key);
    },
  );
  return answer;
}
