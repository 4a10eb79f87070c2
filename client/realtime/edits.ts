/** Edits of this page's document on their way to the server. */
import * as Y from 'yjs';
import { isEmptyUpdate } from '../../protocol/frames.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { piecesOf } from '../../protocol/pieces.ts';
import { fromBase64 } from './base64.ts';
import { type Env, outboxKey, type Timer } from './env.ts';
import type { Outbox, StoredEdit } from './outbox.ts';
import { Sender } from './sender.ts';

/** Origin of transactions that came from the server or from the outbox; everything else is an edit of this person. */
export const REMOTE = Symbol('remote');

/** Ms after a change that follows a refusal before the text is offered to the server anew. */
const OFFER_MS = 5_000;
/** Ms after which it is offered without a change: what stood in its way may be gone. */
const OFFER_ANYWAY_MS = 60_000;

/** Refusals that last as long as the interview's phase; the server ends the connection when that is over. */
const OF_PHASE: ReadonlySet<string> = new Set(['not-started', 'paused', 'ended', 'wrong-phase']);

/** Why the server took an edit no further: its code, and a sentence for people. */
export interface EditRefusal {
  code: string;
  message: string;
}

interface EditSyncOptions {
  doc: Y.Doc;
  outbox: Outbox;
  env: Env;
  /** Sends a binary frame if the wire is open. */
  send: (frame: Uint8Array<ArrayBuffer>) => void;
  onChange: () => void;
  /** The server reports that all is stored although it lacks an edit of this page: the connection must be opened anew. */
  onGap: () => void;
  /** Everything made so far is on the wire. */
  onSent: () => void;
}

/**
 * The way of this person's edits of one document to the server: stored in the outbox at once, merged for 50 ms, sent in pieces, and dropped
 * from the outbox only when the server's `saved` counts them. Nothing here waits for the network, so typing never does.
 */
export class EditSync {
  /** Set by `edit-refused`; the text is offered again with the next connection. */
  refused: EditRefusal | null = null;
  /** When the oldest edit that is not saved was made, or null. */
  unsavedSince: number | null = null;
  readonly #o: EditSyncOptions;
  readonly #sender: Sender;
  readonly #unsaved = new Set<string>();
  /** What was typed in these 50 ms, and where it is stored. */
  #waiting: { key: string; updates: Uint8Array[] } | null = null;
  #timer: Timer | null = null;
  #again: Timer | null = null;
  #synced = false;
  /** Bytes of a piece: smaller ones where the server has no room for others, or something between here and there takes none. */
  #most: number = LIMITS.pieceBytes;

  constructor(options: EditSyncOptions) {
    this.#o = options;
    const { env, send, onSent } = options;
    this.#sender = new Sender({ env, send, onSent });
    options.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) this.#add(update);
    });
  }

  /** True only while the server has confirmed that everything typed here is stored. */
  get saved(): boolean {
    return this.idle && this.#sender.done;
  }

  /** True where no edit waits for anything. */
  get idle(): boolean {
    return this.#unsaved.size === 0 && this.#waiting === null;
  }

  /** True while pieces wait for the wire: what follows them must wait as well. */
  get sending(): boolean {
    return this.#sender.waiting;
  }

  /** Bytes that are on their way and not yet stored by the server. */
  get flying(): number {
    return this.#sender.bytes;
  }

  /** Edits of an earlier page go into the document; they reach the server with the next answer to its state vector. */
  restore(edits: readonly StoredEdit[]): void {
    const damaged: string[] = [];
    for (const { key, update } of edits) {
      try {
        Y.applyUpdate(this.#o.doc, update, REMOTE);
        this.#unsaved.add(key);
      } catch {
        // Not an update, whatever it was: kept, it would stand in the way of the others with every page.
        damaged.push(key);
      }
    }
    if (damaged.length > 0) this.#o.outbox.drop('edits', damaged);
    if (this.#unsaved.size > 0) this.unsavedSince ??= this.#o.env.now();
    this.#o.onChange();
  }

  #add(update: Uint8Array): void {
    const { env, outbox } = this.#o;
    this.unsavedSince ??= env.now();
    this.#waiting ??= { key: outboxKey(env), updates: [] };
    const { key, updates } = this.#waiting;
    updates.push(update);
    // Stored before it is merged with what follows: a tab that closes within these 50 ms has lost nothing.
    outbox.putEdit({ key, update: merged(updates) });
    this.#timer ??= env.setTimer(() => this.flush(), LIMITS.mergeMs);
    this.#o.onChange();
  }

  /** Puts what was typed onto the wire at once; call before anything that must come after the last keystroke. */
  flush(): void {
    const { env } = this.#o;
    if (this.#timer !== null) env.clearTimer(this.#timer);
    this.#timer = null;
    if (this.#waiting === null) return;
    const { key, updates } = this.#waiting;
    this.#waiting = null;
    this.#unsaved.add(key);
    if (this.refused !== null) this.#offerIn(OFFER_MS);
    else if (this.#synced) this.#send(merged(updates), null, [key]);
    this.#o.onChange();
  }

  /** A refused connection takes nothing more: what was changed since then is offered anew by the next one. */
  #offerIn(ms: number): void {
    const { env } = this.#o;
    if (this.#again !== null) env.clearTimer(this.#again);
    this.#again = env.setTimer(() => {
      this.#again = null;
      if (this.refused !== null) this.#o.onGap();
    }, ms);
  }

  /** @param known what the server has, by client; null where it has everything before the update */
  #send(update: Uint8Array, known: ReadonlyMap<number, number> | null, keys: readonly string[]): void {
    const isWhole = known === null && update.byteLength <= this.#most;
    const pieces = isWhole ? [update] : piecesOf(update, known, this.#most);
    if (pieces.length === 0) this.#forget(keys);
    this.#sender.add(pieces, keys);
  }

  /** The wire is open or gone: counters are per connection. */
  reset(): void {
    this.#synced = false;
    this.#sender.reset();
    this.refused = null;
    if (this.#again !== null) this.#o.env.clearTimer(this.#again);
    this.#again = null;
    this.#o.onChange();
  }

  /** The wire was closed because of the size of a frame. */
  tooLarge(): void {
    this.#most = Math.max(LIMITS.smallBytes / 2, this.#most / 2);
  }

  /** Answers the server's state vector with what it lacks. From here on edits go out as they are made. */
  answer(stateVector: Uint8Array): void {
    this.flush();
    const known = Y.decodeStateVector(stateVector);
    const keys = [...this.#unsaved];
    this.#synced = true;
    if (keys.length > 0 || !covers(known, this.#o.doc)) {
      const update = Y.encodeStateAsUpdate(this.#o.doc, stateVector);
      if (isEmptyUpdate(update)) this.#forget(keys);
      else this.#send(update, known, keys);
    }
    this.#sender.answered();
    this.#o.onChange();
  }

  /** The server's `saved`: frames up to `edits` of this connection are stored. */
  saw(edits: number, stateVector: string): void {
    const { stored, keys } = this.#sender.saw(edits);
    this.#forget(keys);
    if (this.saved) {
      this.unsavedSince = null;
      if (!covers(Y.decodeStateVector(fromBase64(stateVector)), this.#o.doc)) this.#o.onGap();
    } else if (stored > 0) {
      this.unsavedSince = this.#o.env.now();
    }
    this.#o.onChange();
  }

  #forget(keys: readonly string[]): void {
    for (const key of keys) this.#unsaved.delete(key);
    if (keys.length > 0) this.#o.outbox.drop('edits', keys);
    if (this.saved) this.unsavedSince = null;
  }

  refuse(refusal: EditRefusal): void {
    this.refused = refusal;
    this.#sender.reset();
    // The last part of the log takes small edits only.
    const canShrink = refusal.code === 'log-full' && this.#most > LIMITS.smallBytes;
    if (canShrink) this.#most = LIMITS.smallBytes;
    if (canShrink) this.#offerIn(0);
    else if (!OF_PHASE.has(refusal.code)) this.#offerIn(OFFER_ANYWAY_MS);
    this.#o.onSent();
    this.#o.onChange();
  }
}

const merged = (updates: readonly Uint8Array[]): Uint8Array =>
  updates.length === 1 ? (updates[0] as Uint8Array) : Y.mergeUpdates([...updates]);

/** True where the state vector holds everything that the document holds. */
function covers(stateVector: ReadonlyMap<number, number>, doc: Y.Doc): boolean {
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc))) {
    if ((stateVector.get(client) ?? 0) < clock) return false;
  }
  return true;
}
