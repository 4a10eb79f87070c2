/**
 * What an update would make of the work, judged before it is applied: only the shapes that our editor makes are let in. An update that
 * is applied cannot be taken back, and everybody who looks at the interview reads what it left.
 */
import * as Y from 'yjs';
import { isFileName } from '../../protocol/work.ts';
import { Crowding } from './crowding.ts';
import { type Slot, Slots } from './slots.ts';

/** Structs of one update, and ranges that it deletes: more would hold the event loop for longer than a key press may wait. */
const MAX_CHANGES = 10_000;

/** Clocks count characters; no log is long enough for more, and beyond 2^53 a state vector cannot be read by anybody. */
const MAX_CLOCK = 2 ** 31;

/** Yjs draws client ids of 32 bits. */
const MAX_CLIENT = 2 ** 32;

/** Levels of types below a deleted entry; a stored log may hold an entry that nests deeper, and Yjs deletes by recursion. */
const MAX_DEPTH = 100;

/** What an update does, in the terms of its limits. */
export interface Change {
  /** True where it adds anything; deletions alone always have room. */
  inserts: boolean;
  /** True where it brings what was deleted and collected elsewhere. */
  collected: boolean;
  /** Files that it adds. */
  newFiles: number;
  /** Characters and UTF-8 bytes that it adds to each text, and characters that it takes away. */
  texts: Map<object, { chars: number; bytes: number; removed: number }>;
}

/** What was found out about an update. `what` names the shape, never its content. */
export type Judgement =
  | { kind: 'fits'; change: Change }
  | { kind: 'odd'; what: string }
  /** More at once than is taken; the text stays with the client. */
  | { kind: 'large' }
  /** The bytes are no update, or one that builds on what is not there. */
  | { kind: 'malformed' };

const odd = (what: string): Judgement => ({ kind: 'odd', what });

/** Judges an update for a document, which is only read. */
export function judgeUpdate(doc: Y.Doc, update: Uint8Array): Judgement {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    // Reads the whole update without touching the document; a forged count of structs ends here.
    decoded = Y.decodeUpdate(update);
  } catch {
    return { kind: 'malformed' };
  }
  const { structs, ds } = decoded;
  // Nothing at all in more bytes than that takes: another encoding, which would be acknowledged and not stored.
  if (structs.length === 0 && ds.clients.size === 0 && update.byteLength > 2) return { kind: 'malformed' };
  if (structs.length > MAX_CHANGES) return { kind: 'large' };
  const fresh = freshStructs(doc, structs);
  if (!(fresh instanceof Map)) return fresh;
  return new Judge(doc, fresh).judge(ds);
}

/** What the document lacks, by client; each begins where the document ends. */
function freshStructs(doc: Y.Doc, structs: readonly (Y.Item | Y.GC | Y.Skip)[]) {
  const fresh = new Map<number, (Y.Item | Y.GC)[]>();
  const seen = new Map<number, number>();
  let last = -1;
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (client >= MAX_CLIENT || clock + struct.length > MAX_CLOCK)
      return odd('a clock or client beyond what is counted');
    // One section per client: Yjs reads the last of two, and so would forget what was judged here.
    if (client !== last && seen.has(client)) return odd('two sections of one client');
    last = client;
    seen.set(client, clock);
    const state = Y.getState(doc.store, client);
    if (struct instanceof Y.Skip || clock + struct.length <= state) continue;
    const list = fresh.get(client);
    const before = list?.at(-1);
    // A struct of which the document has the first part builds on another state: the exchange of state vectors heals it.
    if (clock !== (before ? before.id.clock + before.length : state)) return { kind: 'malformed' as const };
    if (list) list.push(struct);
    else fresh.set(client, [struct]);
  }
  return fresh;
}

/** One update's judgement. */
class Judge {
  readonly #doc: Y.Doc;
  readonly #fresh: ReadonlyMap<number, readonly (Y.Item | Y.GC)[]>;
  readonly #slots: Slots;
  readonly #crowding: Crowding;
  readonly #change: Change;
  /** New files by their map, with what they have so far. */
  readonly #files = new Map<object, { id: string; item: Y.Item; name: boolean; text: boolean }>();
  /** Files that get another name. */
  readonly #renamed = new Set<object>();
  readonly #gone = new Set<Y.Item>();

  constructor(doc: Y.Doc, fresh: ReadonlyMap<number, readonly (Y.Item | Y.GC)[]>) {
    this.#doc = doc;
    this.#fresh = fresh;
    this.#slots = new Slots(doc, fresh);
    this.#crowding = new Crowding(
      this.#slots,
      [...fresh.values()].reduce((sum, structs) => sum + structs.length, 0),
    );
    this.#change = { inserts: fresh.size > 0, collected: false, newFiles: 0, texts: new Map() };
  }

  judge(ds: ReturnType<typeof Y.decodeUpdate>['ds']): Judgement {
    for (const structs of this.#fresh.values())
      for (const struct of structs) {
        if (!(struct instanceof Y.Item)) {
          this.#change.collected = true;
          continue;
        }
        const slot = this.#slots.of(struct);
        if (slot === 'missing') return { kind: 'malformed' };
        if (slot === 'odd') return odd('a value outside of the files');
        const wrong = this.#take(struct, slot);
        if (wrong) return odd(wrong);
        if (!this.#crowding.admits(struct, slot)) return { kind: 'large' };
      }
    return this.#delete(ds) ?? this.#whole() ?? { kind: 'fits', change: this.#change };
  }

  /** Takes a new item into account, or says what is wrong with it. */
  #take(item: Y.Item, slot: Slot): string | null {
    const { content } = item;
    if (content instanceof Y.ContentDeleted) return null;
    switch (slot.kind) {
      case 'gone':
        this.#change.collected = true;
        return null;
      case 'entry': {
        if (!(content instanceof Y.ContentType) || content.type.constructor !== Y.Map)
          return 'an entry that is no file';
        if (!/^[A-Za-z0-9_.-]{1,80}$/.test(slot.id)) return 'a key that is no id of a file';
        this.#files.set(content.type, { id: slot.id, item, name: false, text: false });
        return null;
      }
      case 'name': {
        const value: unknown = content instanceof Y.ContentAny && content.arr.length === 1 ? content.arr[0] : null;
        if (typeof value !== 'string' || !isFileName(value)) return 'a name that is none';
        const file = this.#files.get(slot.file);
        if (file) file.name = true;
        this.#renamed.add(slot.file);
        return null;
      }
      case 'text': {
        if (!(content instanceof Y.ContentType) || content.type.constructor !== Y.Text) return 'a text that is none';
        const file = this.#files.get(slot.file);
        if (!file || file.text) return 'a second text of one file';
        file.text = true;
        return null;
      }
      case 'characters': {
        if (!(content instanceof Y.ContentString)) return 'something in a text that is no text';
        const of = this.#text(slot.text);
        of.chars += content.str.length;
        of.bytes += Buffer.byteLength(content.str);
        return null;
      }
    }
  }

  #text(type: object) {
    const known = this.#change.texts.get(type);
    if (known) return known;
    const made = { chars: 0, bytes: 0, removed: 0 };
    this.#change.texts.set(type, made);
    return made;
  }

  /** The deletions: what they take from texts, and that they leave no half of a file. */
  #delete(ds: ReturnType<typeof Y.decodeUpdate>['ds']): Judgement | null {
    const halves: Y.Item[] = [];
    let changes = 0;
    for (const [client, ranges] of ds.clients) {
      const structs = this.#doc.store.clients.get(client) ?? [];
      const state = Y.getState(this.#doc.store, client);
      const last = this.#fresh.get(client)?.at(-1);
      const end = last ? last.id.clock + last.length : state;
      for (const { clock, len } of ranges) {
        if (clock + len > end) return { kind: 'malformed' };
        if (clock >= state || len === 0) {
          this.#forget(client, clock, len);
          continue;
        }
        for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
          const item = structs[at];
          if (!item || item.id.clock >= clock + len) break;
          if (item.deleted || !(item instanceof Y.Item)) continue;
          if (++changes > MAX_CHANGES) return { kind: 'large' };
          if (tooDeep(item)) return odd('a deletion of something that nests too deeply');
          this.#gone.add(item);
          if (item.parent instanceof Y.Map && item.parent._item) halves.push(item);
          else if (item.parent instanceof Y.Text)
            this.#text(item.parent).removed +=
              Math.min(clock + len, item.id.clock + item.length) - Math.max(clock, item.id.clock);
        }
        if (clock + len > state) this.#forget(client, state, clock + len - state);
      }
    }
    const half = halves.some((item) => this.#leavesHalf(item));
    return half ? odd('a deletion of half a file') : null;
  }

  /** New structs that the same update deletes. */
  #forget(client: number, clock: number, len: number): void {
    for (let at = clock; at < clock + len; ) {
      const found = this.#slots.find({ client, clock: at });
      if (!found) return;
      if (found instanceof Y.Item) this.#gone.add(found);
      at = found.id.clock + found.length;
    }
  }

  /** True where a name or text goes whose file stays, and no other name comes. */
  #leavesHalf(item: Y.Item): boolean {
    const parent = item.parent as Y.Map<unknown>;
    const file = parent._item;
    if (!file || file.deleted || this.#gone.has(file) || file.parent !== this.#doc.getMap('work')) return false;
    return item.parentSub === 'text' || (item.parentSub === 'name' && !this.#renamed.has(parent));
  }

  /** New files have a name and a text, and replace nothing. */
  #whole(): Judgement | null {
    const ids = new Set<string>();
    const work = this.#doc.getMap('work');
    for (const { id, item, name, text } of this.#files.values()) {
      if (this.#gone.has(item)) continue;
      if (!name || !text) return odd('half a file');
      const before = work._map.get(id);
      if (ids.has(id) || (before && !before.deleted)) return odd('a file that replaces another');
      ids.add(id);
    }
    this.#change.newFiles = ids.size;
    return null;
  }
}

/** True for an item that holds types within types beyond what Yjs can delete. Walks without recursion. */
function tooDeep(item: Y.Item): boolean {
  const rest: { item: Y.Item; depth: number }[] = [{ item, depth: 0 }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (!(next.item.content instanceof Y.ContentType)) continue;
    if (next.depth > MAX_DEPTH) return true;
    const { type } = next.item.content;
    for (let child = type._start; child; child = child.right)
      if (child.content instanceof Y.ContentType) rest.push({ item: child, depth: next.depth + 1 });
    for (const child of type._map.values()) rest.push({ item: child, depth: next.depth + 1 });
  }
  return false;
}
