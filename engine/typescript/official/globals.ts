/** What hangs on the global scope and on what is built in: a place outside model and modules that lasts from batch to batch. */

/** A property that was not there when it began. */
interface Added {
  name: string;
  /** About how many single ones. */
  values: number;
}

/** Number, text and so on have no names of their own to be hung on. */
const isHolder = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Deeper and further into an object nobody has to look to see that it grows. */
const MOST = { depth: 4, items: 100 } as const;

/** About how many single values something holds: of a long list, its first item stands for all. */
function valuesIn(value: unknown, depth = 0): number {
  if (typeof value === 'string') return 1 + value.length / 8;
  if (!isHolder(value) || depth > MOST.depth) return 1;
  if (ArrayBuffer.isView(value)) return value.byteLength / 8;
  const items = Array.isArray(value)
    ? value
    : value instanceof Map || value instanceof Set
      ? [...value.values()]
      : Reflect.ownKeys(value).map((key) => Object.getOwnPropertyDescriptor(value, key)?.value as unknown);
  if (items.length > MOST.items) return items.length * valuesIn(items[0], depth + 1);
  return items.reduce((sum: number, item: unknown) => sum + valuesIn(item, depth + 1), 1);
}

/** Everything global with its prototype, by name, and further objects that are given. */
function holders(scope: object, more: Readonly<Record<string, object>>): Map<string, object> {
  const found = new Map<string, object>([['globalThis', scope], ...Object.entries(more)]);
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(scope))) {
    if (!isHolder(value) || value === scope) continue;
    found.set(name, value);
    const prototype = Object.getOwnPropertyDescriptor(value, 'prototype')?.value as unknown;
    if (isHolder(prototype)) found.set(`${name}.prototype`, prototype);
  }
  return found;
}

/** Remembers which properties there are now, and tells which have come since. */
export class Globals {
  readonly #holders: Map<string, object>;
  readonly #known = new Map<object, Set<PropertyKey>>();

  constructor(more: Readonly<Record<string, object>>, scope: object = globalThis) {
    this.#holders = holders(scope, more);
    for (const holder of this.#holders.values()) this.#known.set(holder, new Set(Reflect.ownKeys(holder)));
  }

  /** No getter is called. */
  added(): Added[] {
    return [...this.#holders].flatMap(([name, holder]) =>
      Reflect.ownKeys(holder)
        .filter((key) => !this.#known.get(holder)?.has(key))
        .map((key) => ({
          name: `${name}.${String(key)}`,
          values: valuesIn(Object.getOwnPropertyDescriptor(holder, key)?.value),
        })),
    );
  }
}
