/**
 * How long Yjs would look for the place of new items. Where several have the same left neighbour it compares them all: harmless between
 * people, and a way to hold the event loop for a minute where somebody forges thousands.
 */
import * as Y from 'yjs';
import type { Slot, Slots } from './slots.ts';

/** Comparisons with what the document holds, per update: about 25 ms. */
const MAX_STEPS = 50_000;

/** Comparisons among the items of one update. */
const MAX_PAIRS = 200_000;

/** Counts the comparisons of one update. */
export class Crowding {
  readonly #slots: Slots;
  readonly #structs: number;
  readonly #latest = new Map<object | string, Y.Item>();
  #steps = 0;
  #crowded = 0;

  /** @param structs number of new structs in the update */
  constructor(slots: Slots, structs: number) {
    this.#slots = slots;
    this.#structs = structs;
  }

  /** Counts one more new item. False where the update would take too long. */
  admits(item: Y.Item, slot: Slot): boolean {
    if (slot.kind === 'gone') return true;
    const { origin, rightOrigin } = item;
    const place = slot.kind === 'entry' ? slot.id : slot.kind === 'characters' ? slot.text : slot.file;
    const key = origin ? `${origin.client}:${origin.clock}` : place;
    const latest = this.#latest.get(key);
    this.#latest.set(key, item);
    // Who types at one place again and again puts each item left of the one before.
    if (latest && !(rightOrigin && holds(latest, rightOrigin))) this.#crowded += 1;
    return this.#crowded * this.#structs <= MAX_PAIRS && this.#walk(item, this.#firstAfter(item, slot));
  }

  /** The item of the document that stands first after a new one's left neighbour; null where there is none. */
  #firstAfter({ origin, rightOrigin }: Y.Item, slot: Slot): Y.Item | null {
    if (origin) {
      const left = this.#slots.find(origin);
      if (!(left instanceof Y.Item) || !(left.parent instanceof Y.AbstractType)) return null;
      return rightOrigin && holds(left, rightOrigin) ? null : left.right;
    }
    if (slot.kind === 'characters') return slot.text instanceof Y.Text && slot.text.doc ? slot.text._start : null;
    return null;
  }

  /** Yjs goes on to the right only from an item of the same left neighbour. */
  #walk({ origin, rightOrigin }: Y.Item, first: Y.Item | null): boolean {
    if (first && !Y.compareIDs(first.origin, origin)) return true;
    for (let at = first; at && !(rightOrigin && holds(at, rightOrigin)); at = at.right)
      if (++this.#steps > MAX_STEPS) return false;
    return true;
  }
}

const holds = ({ id, length }: Y.Item, { client, clock }: Y.ID): boolean =>
  id.client === client && clock >= id.clock && clock < id.clock + length;
