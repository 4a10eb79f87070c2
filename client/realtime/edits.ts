/** Edits of this page's document on their way to the server. */
import * as Y from 'yjs';
import { isEmptyUpdate, step2Frame, updateFrame } from '../../protocol/frames.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { fromBase64 } from './base64.ts';
import { type Env, outboxKey, type Timer } from './env.ts';
import type { Outbox, StoredEdit } from './outbox.ts';

/** Origin of transactions that came from the server or from the outbox; everything else is an edit of this person. */
export const REMOTE = Symbol('remote');

/** Ms after a change that follows a refusal before the text is offered to the server anew. */
const OFFER_MS = 5_000;

interface EditSyncOptions {
  doc: Y.Doc;
  outbox: Outbox;
  env: Env;
  /** Sends a binary frame if the wire is open. */
  send: (frame: Uint8Array<ArrayBuffer>) => void;
  onChange: () => void;
  /** The server reports that all is stored although it lacks an edit of this page: the connection must be opened anew. */
  onGap: () => void;
}

/**
 * The way of this person's edits of one document to the server: merged for 50 ms, put into the outbox, sent, and dropped from it only when the
 * server's `saved` counts them. Nothing here waits for the network, so typing never does.
 */
export class EditSync {
  /** Set by `edit-refused`; the text stays here and is offered again with the next connection. */
  refused: string | null = null;
  /** When the oldest edit that is not saved was made, or null. */
  unsavedSince: number | null = null;
  readonly #o: EditSyncOptions;
  readonly #unsaved = new Set<string>();
  #waiting: Uint8Array[] = [];
  #timer: Timer | null = null;
  #again: Timer | null = null;
  #synced = false;
  #sent = 0;
  #stored = 0;
  #frames: { frame: number; keys: string[] }[] = [];

  constructor(options: EditSyncOptions) {
    this.#o = options;
    options.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) this.#add(update);
    });
  }

  /** True only while the server has confirmed that everything typed here is stored. */
  get saved(): boolean {
    return this.#unsaved.size === 0 && this.#waiting.length === 0 && this.#sent === this.#stored;
  }

  /** True where no edit waits for anything. */
  get idle(): boolean {
    return this.#unsaved.size === 0 && this.#waiting.length === 0;
  }

  /** Edits of an earlier page go into the document; they reach the server with the next answer to its state vector. */
  restore(edits: readonly StoredEdit[]): void {
    if (edits.length === 0) return;
    for (const { key } of edits) this.#unsaved.add(key);
    this.unsavedSince ??= this.#o.env.now();
    for (const { update } of edits) Y.applyUpdate(this.#o.doc, update, REMOTE);
    this.#o.onChange();
  }

  #add(update: Uint8Array): void {
    const { env } = this.#o;
    this.unsavedSince ??= env.now();
    this.#waiting.push(update);
    this.#timer ??= env.setTimer(() => this.flush(), LIMITS.mergeMs);
    this.#o.onChange();
  }

  /** Moves what was typed into the outbox and onto the wire at once; call before anything that must come after the last keystroke. */
  flush(): void {
    const { env, outbox } = this.#o;
    if (this.#timer !== null) env.clearTimer(this.#timer);
    this.#timer = null;
    if (this.#waiting.length === 0) return;
    const update = this.#waiting.length === 1 ? (this.#waiting[0] as Uint8Array) : Y.mergeUpdates(this.#waiting);
    this.#waiting = [];
    const key = outboxKey(env);
    this.#unsaved.add(key);
    void outbox.putEdit({ key, update }).then(
      () => {
        if (!this.#unsaved.has(key)) void outbox.drop('edits', [key]);
      },
      () => {},
    );
    if (this.#synced) this.#send(updateFrame(update), [key]);
    // A refused connection takes nothing more: what was changed since then is offered anew by the next one.
    if (this.refused !== null) this.#again ??= env.setTimer(() => this.#offer(), OFFER_MS);
    this.#o.onChange();
  }

  #offer(): void {
    this.#again = null;
    if (this.refused !== null) this.#o.onGap();
  }

  #send(frame: Uint8Array<ArrayBuffer>, keys: string[]): void {
    this.#sent += 1;
    this.#frames.push({ frame: this.#sent, keys });
    this.#o.send(frame);
  }

  /** The wire is open or gone: counters are per connection. */
  reset(): void {
    this.#synced = false;
    this.#sent = 0;
    this.#stored = 0;
    this.#frames = [];
    this.refused = null;
    this.#o.onChange();
  }

  /** Answers the server's state vector with what it lacks. From here on edits go out as they are made. */
  answer(stateVector: Uint8Array): void {
    this.flush();
    const ahead = !covers(Y.decodeStateVector(stateVector), this.#o.doc);
    this.#synced = true;
    if (!ahead && this.#unsaved.size === 0) {
      this.#o.send(step2Frame(new Uint8Array([0, 0])));
      this.#o.onChange();
      return;
    }
    const update = Y.encodeStateAsUpdate(this.#o.doc, stateVector);
    const keys = [...this.#unsaved];
    if (isEmptyUpdate(update)) {
      this.#o.send(step2Frame(update));
      this.#forget(keys);
    } else {
      this.#send(step2Frame(update), keys);
    }
    this.#o.onChange();
  }

  /** The server's `saved`: frames up to `edits` of this connection are stored. */
  saw(edits: number, stateVector: string): void {
    this.#stored = edits;
    const done = this.#frames.filter((f) => f.frame <= edits);
    this.#frames = this.#frames.filter((f) => f.frame > edits);
    this.#forget(done.flatMap((f) => f.keys));
    if (this.saved) {
      this.unsavedSince = null;
      if (!covers(Y.decodeStateVector(fromBase64(stateVector)), this.#o.doc)) this.#o.onGap();
    } else if (done.length > 0) {
      this.unsavedSince = this.#o.env.now();
    }
    this.#o.onChange();
  }

  #forget(keys: readonly string[]): void {
    for (const key of keys) this.#unsaved.delete(key);
    if (keys.length > 0) void this.#o.outbox.drop('edits', keys).catch(() => {});
    if (this.saved) this.unsavedSince = null;
  }

  refuse(message: string): void {
    this.refused = message;
    this.#o.onChange();
  }
}

/** True where the state vector holds everything that the document holds. */
function covers(stateVector: Map<number, number>, doc: Y.Doc): boolean {
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc))) {
    if ((stateVector.get(client) ?? 0) < clock) return false;
  }
  return true;
}
