/**
 * One Yjs update as several smaller ones. Each can be applied after those before it, and all of them together do what the whole does: what
 * the other side already has is deleted first, then the new parts come in an order in which none lacks what it builds on, then the other
 * deletions.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { LIMITS } from './limits.ts';
import { utf8Length, utf8Units } from './utf8.ts';

type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Struct = Y.Item | Y.GC;
interface Range {
  client: number;
  clock: number;
  len: number;
}

/** Bytes of a struct beside its text: ids of its neighbours and its parent, and the key in the parent. */
const HEAD_BYTES = 64;
/** A piece with less room than this is full. */
const LEAST_BYTES = 256;
/** Most bytes that one deleted range takes: two numbers. */
const RANGE_BYTES = 12;

/**
 * @param known how much of each client's part the other side has; null where it has all that comes before the update
 * @param most bytes of a piece. Only what is no text can make a larger one
 * @returns none where the other side lacks nothing. What builds on something that neither side has is left out: nobody can read it
 */
export function piecesOf(
  update: Uint8Array,
  known: ReadonlyMap<number, number> | null,
  most: number = LIMITS.pieceBytes,
): Uint8Array<ArrayBuffer>[] {
  const { structs, ds } = Y.decodeUpdate(update);
  for (const ranges of ds.clients.values()) ranges.sort((a, b) => a.clock - b.clock);
  const queues = queuesOf(structs, known);
  const have = (client: number): number =>
    queues.get(client)?.have ?? (known === null ? Number.POSITIVE_INFINITY : (known.get(client) ?? 0));
  const deleted: Range[] = [...ds.clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => ({ client, clock, len })),
  );
  const early: Range[] = [];
  const late: Range[] = [];
  for (const range of deleted) {
    const cut = Math.max(0, Math.min(range.len, have(range.client) - range.clock));
    if (cut > 0) early.push({ ...range, len: cut });
    if (cut < range.len) late.push({ client: range.client, clock: range.clock + cut, len: range.len - cut });
  }
  const writer = new PieceWriter(most);
  writer.deletions(early);
  for (const struct of inOrder(queues, have)) writer.struct(withoutDeleted(struct, ds));
  writer.endStructs();
  writer.deletions(
    late
      .map((range) => ({ ...range, len: Math.min(range.len, have(range.client) - range.clock) }))
      .filter(({ len }) => len > 0),
  );
  return writer.pieces;
}

/** The structs of one client that are still to be given out. */
interface Queue {
  structs: Struct[];
  next: number;
  /** The other side has everything below this clock. */
  have: number;
}

function queuesOf(structs: Decoded['structs'], known: ReadonlyMap<number, number> | null): Map<number, Queue> {
  const queues = new Map<number, Queue>();
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    const have = known === null ? clock : (known.get(client) ?? 0);
    const queue = queues.get(client) ?? { structs: [], next: 0, have };
    queue.structs.push(struct);
    queues.set(client, queue);
  }
  return queues;
}

/** Gives out the structs that the other side lacks, each after all that it builds on. */
function* inOrder(queues: ReadonlyMap<number, Queue>, have: (client: number) => number): Generator<Struct> {
  const isThere = (id: unknown): boolean => !(id instanceof Y.ID) || id.clock < have(id.client);
  let progress = true;
  while (progress) {
    progress = false;
    for (const queue of queues.values()) {
      for (;;) {
        const struct = queue.structs[queue.next];
        if (!struct || struct.id.clock > queue.have) break;
        const end = struct.id.clock + struct.length;
        if (end > queue.have) {
          if (struct instanceof Y.Item && ![struct.origin, struct.rightOrigin, struct.parent].every(isThere)) break;
          yield queue.have > struct.id.clock ? secondPart(struct, queue.have - struct.id.clock) : struct;
          queue.have = end;
        }
        queue.next += 1;
        progress = true;
      }
    }
  }
}

/** What is deleted by the same update goes without its text, as Yjs itself forgets it: a paste that was undone weighs nothing. */
function withoutDeleted(struct: Struct, ds: Decoded['ds']): Struct {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return struct;
  const { client, clock } = struct.id;
  const ranges = ds.clients.get(client) ?? [];
  const range = ranges[Y.isDeleted(ds, struct.id) ? placeOf(ranges, clock) : ranges.length];
  const isGone = range !== undefined && range.clock + range.len >= clock + struct.length;
  return isGone ? copyOf(struct, new Y.ContentDeleted(struct.length)) : struct;
}

/** Index of the last range that begins at the clock or before it, in ranges by clock. */
function placeOf(ranges: readonly { clock: number }[], clock: number): number {
  let low = 0;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ranges[middle]?.clock ?? 0) <= clock) low = middle;
    else high = middle - 1;
  }
  return low;
}

const copyOf = (item: Y.Item, content: Y.Item['content'], from = 0): Y.Item =>
  new Y.Item(
    Y.createID(item.id.client, item.id.clock + from),
    null,
    // What follows in a cut struct stands to the right of what comes before.
    from > 0 ? Y.createID(item.id.client, item.id.clock + from - 1) : item.origin,
    null,
    item.rightOrigin,
    // Yjs types this as it is in a document; in an update it is an id or a name.
    item.parent as ConstructorParameters<typeof Y.Item>[5],
    item.parentSub,
    content,
  );

function secondPart(struct: Struct, from: number): Struct {
  const { client, clock } = struct.id;
  if (!(struct instanceof Y.Item)) return new Y.GC(Y.createID(client, clock + from), struct.length - from);
  return copyOf(struct, struct.content.copy().splice(from), from);
}

/** Gathers structs and deletions into updates of a bounded size. */
class PieceWriter {
  readonly pieces: Uint8Array<ArrayBuffer>[] = [];
  readonly #most: number;
  #structs = new Map<number, Struct[]>();
  #count = 0;
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  struct(struct: Struct): void {
    let rest = struct;
    for (;;) {
      if (this.#count >= LIMITS.pieceParts || this.#most - this.#bytes < LEAST_BYTES) this.endStructs();
      const room = this.#most - this.#bytes - HEAD_BYTES;
      const text = rest instanceof Y.Item && rest.content instanceof Y.ContentString ? rest.content.str : null;
      const size = text === null ? sizeOf(rest) : utf8Length(text);
      const cut = text === null || size <= room ? 0 : utf8Units(text, room);
      if (cut > 0 && rest instanceof Y.Item && text !== null) {
        this.#push(copyOf(rest, new Y.ContentString(text.slice(0, cut))), room);
        rest = copyOf(rest, new Y.ContentString(text.slice(cut)), cut);
        this.endStructs();
        continue;
      }
      if (size > room && this.#count > 0) {
        this.endStructs();
        continue;
      }
      this.#push(rest, size);
      return;
    }
  }

  #push(struct: Struct, bytes: number): void {
    const { client } = struct.id;
    const same = this.#structs.get(client);
    if (same) same.push(struct);
    else this.#structs.set(client, [struct]);
    this.#count += 1;
    this.#bytes += bytes + HEAD_BYTES;
  }

  endStructs(): void {
    if (this.#count > 0) this.#write([]);
    this.#structs = new Map();
    this.#count = 0;
    this.#bytes = 0;
  }

  deletions(ranges: readonly Range[]): void {
    const most = Math.max(1, Math.min(LIMITS.pieceParts, Math.floor(this.#most / (RANGE_BYTES + 8))));
    for (let i = 0; i < ranges.length; i += most) this.#write(ranges.slice(i, i + most));
  }

  /** The format of Yjs' updates (V1): structs by client, then deleted ranges by client. */
  #write(deleted: readonly Range[]): void {
    const encoder = new Y.UpdateEncoderV1();
    const rest = encoder.restEncoder;
    encoding.writeVarUint(rest, this.#structs.size);
    for (const [client, structs] of this.#structs) {
      encoding.writeVarUint(rest, structs.length);
      encoding.writeVarUint(rest, client);
      encoding.writeVarUint(rest, structs[0]?.id.clock ?? 0);
      for (const struct of structs) struct.write(encoder, 0);
    }
    const byClient = new Map<number, Range[]>();
    for (const range of deleted) {
      const ranges = byClient.get(range.client);
      if (ranges) ranges.push(range);
      else byClient.set(range.client, [range]);
    }
    encoding.writeVarUint(rest, byClient.size);
    for (const [client, ranges] of byClient) {
      encoding.writeVarUint(rest, client);
      encoding.writeVarUint(rest, ranges.length);
      for (const { clock, len } of ranges) {
        encoding.writeVarUint(rest, clock);
        encoding.writeVarUint(rest, len);
      }
    }
    this.pieces.push(encoder.toUint8Array() as Uint8Array<ArrayBuffer>);
  }
}

/** Bytes of a struct that is no text. */
function sizeOf(struct: Struct): number {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  return encoding.length(encoder.restEncoder);
}
