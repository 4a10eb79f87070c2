/** Sums of numbers and texts by path, from which an inventory is made. */
import type { Sums } from '../python/weights.ts';

/** What an item counts: array elements, single numbers, or bytes of text. */
export type ItemKind = 'array' | 'scalar' | 'text';

/** Sum of one kind at one path; of texts it is bytes. */
export interface TallyItem {
  path: string;
  kind: ItemKind;
  count: number;
}

/** Bytes of a text in UTF-8; half a surrogate pair has three, as Python's `surrogatepass` has it. */
export function textBytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    const next = text.charCodeAt(i + 1);
    if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) i++;
  }
  return bytes;
}

/** Sums by kind and by path. */
export class Tally {
  #kinds: Readonly<Record<ItemKind, Map<string, TallyItem>>> = { array: new Map(), scalar: new Map(), text: new Map() };

  /** Adds to a path; nothing where the count is 0. */
  add(kind: ItemKind, path: string, count: number): void {
    if (count === 0) return;
    const item = this.#kinds[kind].get(path);
    if (item) item.count += count;
    else this.#kinds[kind].set(path, { path, kind, count });
  }

  /** Sums before the free part. */
  sums(): Sums {
    const sum = (kind: ItemKind): number => {
      let all = 0;
      for (const { count } of this.#kinds[kind].values()) all += count;
      return all;
    };
    return { arrays: sum('array'), scalars: sum('scalar'), textBytes: sum('text') };
  }

  /** One entry per path and kind. */
  items(): TallyItem[] {
    return Object.values(this.#kinds).flatMap((items) => [...items.values()]);
  }
}
