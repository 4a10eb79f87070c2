/**
 * Where in the work a struct of an update belongs, found out before the update is applied. Our editor makes four places: an entry of
 * the root map (a file), the file's name, the file's text, and characters within a text.
 */
import * as Y from 'yjs';
import { WORK_ROOT } from '../../protocol/work.ts';

/** A place. `file` and `text` are the shared types, those of the update included. */
export type Slot =
  | { kind: 'entry'; id: string }
  | { kind: 'name' | 'text'; file: object }
  | { kind: 'characters'; text: object }
  /** In something that was deleted and collected: the struct becomes nothing. */
  | { kind: 'gone' };

/** Why a struct has no place: `odd` is a shape that our editor never makes, `missing` needs what is not there. */
export type Misplaced = 'odd' | 'missing';

/** A struct of an update or of the document. */
type Struct = Y.Item | Y.GC;

const GONE: Slot = { kind: 'gone' };

/** True where both are the same place; a place that is gone is like any other. */
export function sameSlot(a: Slot, b: Slot): boolean {
  if (a.kind === 'gone' || b.kind === 'gone') return true;
  if (a.kind === 'entry') return b.kind === 'entry' && a.id === b.id;
  if (a.kind === 'characters') return b.kind === 'characters' && a.text === b.text;
  return a.kind === b.kind && 'file' in b && a.file === b.file;
}

/** Finds the places of the structs of one update, and of those of the document that they name. */
export class Slots {
  readonly #store: Y.Doc['store'];
  readonly #root: object;
  /** New structs by client, in the order of their clocks. */
  readonly #fresh: ReadonlyMap<number, readonly Struct[]>;
  readonly #known = new Map<Y.Item, Slot>();

  /** @param fresh the structs of the update that the document lacks, by client, without gaps */
  constructor(doc: Y.Doc, fresh: ReadonlyMap<number, readonly Struct[]>) {
    this.#store = doc.store;
    this.#root = doc.getMap(WORK_ROOT);
    this.#fresh = fresh;
  }

  /** The struct that holds an id, of the document or of the update; null where there is none. */
  find({ client, clock }: { client: number; clock: number }): Struct | null {
    const stored = this.#store.clients.get(client);
    if (stored && clock < Y.getState(this.#store, client)) return stored[Y.findIndexSS(stored, clock)] ?? null;
    const structs = this.#fresh.get(client);
    const last = structs?.at(-1);
    const first = structs?.[0];
    if (!structs || !last || !first || clock < first.id.clock || clock >= last.id.clock + last.length) return null;
    let [low, high] = [0, structs.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((structs[middle]?.id.clock ?? 0) <= clock) low = middle;
      else high = middle - 1;
    }
    return structs[low] ?? null;
  }

  /** The place of an item of the update. Structs that it hangs on are placed first, without recursion: a chain can be long. */
  of(item: Y.Item): Slot | Misplaced {
    const path: Y.Item[] = [item];
    const entered = new Set<Y.Item>(path);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const needs = this.#needs(top);
      if (needs === 'missing') return 'missing';
      const next = needs.find((one): one is Y.Item => one instanceof Y.Item && !this.#known.has(one));
      if (next && isOfDocument(next)) {
        const slot = this.#ofStored(next);
        if (slot === 'odd') return 'odd';
        this.#known.set(next, slot);
      } else if (next) {
        // Two structs that hang on each other never arrive.
        if (entered.has(next)) return 'missing';
        entered.add(next);
        path.push(next);
      } else {
        const slot = this.#place(top, needs);
        if (slot === 'odd') return 'odd';
        this.#known.set(top, slot);
        path.pop();
      }
    }
    return this.#known.get(item) ?? 'odd';
  }

  /** The structs that decide an item's place; they have to come before it. */
  #needs({ id, origin, rightOrigin, parent }: Y.Item): Struct[] | 'missing' {
    const needs: Struct[] = [];
    for (const ref of [origin, rightOrigin, parent instanceof Y.ID ? parent : null]) {
      if (!ref) continue;
      // One's earlier structs only: Yjs looks for them without asking whether they are there.
      const found = ref.client === id.client && ref.clock >= id.clock ? null : this.find(ref);
      if (!found) return 'missing';
      needs.push(found);
    }
    return needs;
  }

  #place(item: Y.Item, needs: readonly Struct[]): Slot | 'odd' {
    if (needs.some((struct) => !(struct instanceof Y.Item))) return GONE;
    // Yjs writes the parent's name of a root here, and an id of any other parent.
    const parent: unknown = item.parent;
    if (typeof parent === 'string')
      return parent === WORK_ROOT && item.parentSub !== null ? { kind: 'entry', id: item.parentSub } : 'odd';
    if (parent instanceof Y.ID) return this.#within(needs[0] as Y.Item, item.parentSub);
    const slots = needs.map((struct) => this.#known.get(struct as Y.Item));
    const [first, second = first] = slots;
    if (!first || !second || !sameSlot(first, second)) return 'odd';
    // A value of a map has nothing to its right: only characters have.
    if (item.rightOrigin && first.kind !== 'characters' && first.kind !== 'gone') return 'odd';
    return first;
  }

  /** The place under `sub` of what an item holds. */
  #within(item: Y.Item, sub: string | null): Slot | 'odd' {
    const slot = this.#known.get(item);
    const { content } = item;
    if (!slot) return 'odd';
    if (slot.kind === 'gone' || content instanceof Y.ContentDeleted) return GONE;
    if (!(content instanceof Y.ContentType)) return 'odd';
    return placeIn(slot, content.type, sub);
  }

  /** The place of an item that the document holds: at most two steps below the root. */
  #ofStored(item: Y.Item): Slot | 'odd' {
    const steps: Y.Item[] = [];
    let at: Y.Item | null = item;
    while (at) {
      steps.push(at);
      const parent: unknown = at.parent;
      if (!(parent instanceof Y.AbstractType) || steps.length > 3) return 'odd';
      if (parent._item === null && parent !== this.#root) return 'odd';
      at = parent._item;
    }
    const outermost = steps.pop();
    if (!outermost || outermost.parentSub === null) return 'odd';
    let slot: Slot = { kind: 'entry', id: outermost.parentSub };
    for (let step = steps.pop(); step; step = steps.pop()) {
      const next = placeIn(slot, step.parent as object, step.parentSub);
      if (next === 'odd') return 'odd';
      slot = next;
    }
    return slot;
  }
}

/** Items of an update name their parent by id or text, or not at all, until they are applied. */
const isOfDocument = (item: Y.Item): boolean => item.parent instanceof Y.AbstractType;

/** The place under `sub` of a type that lies in `slot`. */
function placeIn(slot: Slot, type: object, sub: string | null): Slot | 'odd' {
  if (slot.kind === 'entry' && (sub === 'name' || sub === 'text')) return { kind: sub, file: type };
  if (slot.kind === 'text' && sub === null) return { kind: 'characters', text: type };
  return 'odd';
}
