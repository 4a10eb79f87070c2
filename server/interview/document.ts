/**
 * The document of an interview on the server: seeded once, changed by the candidate's updates only, and never by one that is not
 * wholly understood. The log gets what the document reports as its change, not what a client sent.
 */
import { createHash } from 'node:crypto';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { WorkFile } from '../../protocol/bundle.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { type FileEntry, readWork, workMap } from '../../protocol/work.ts';
import { WorkLimits } from './limits.ts';
import { judgeUpdate } from './structure.ts';

/** The first log row of an interview: the scaffold, written in one transaction by the server. */
export function seedUpdate(files: readonly WorkFile[]): Uint8Array {
  const doc = new Y.Doc();
  const work = workMap(doc);
  doc.transact(() => {
    for (const { id, name, text } of files) {
      const file: FileEntry = new Y.Map();
      file.set('name', name);
      // One kind of line end everywhere: editor and document count characters alike.
      file.set('text', new Y.Text(text.replace(/\r\n?/g, '\n')));
      work.set(id, file);
    }
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** A file of the candidate's work. `id` is its key in the document. */
export interface WorkText {
  id: string;
  name: string;
  text: string;
}

/** The files in a document, by name. Entries that are not files are left out. */
export function filesOf(doc: Y.Doc): WorkText[] {
  const files = readWork(doc).files.map(({ id, name, text }) => ({ id, name, text: text.toString() }));
  return files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** What became of an update. */
type Applied =
  /** `update` is what changed, null where the document had it all; `chars` counts what it adds to texts. */
  | { kind: 'applied'; update: Uint8Array | null; chars: number }
  /** Nothing changed; the text stays with the client, whose connection stays open. */
  | { kind: 'refused'; code: string; message: string }
  /** A shape that our editor never makes; nothing changed. `what` names it, never its content. */
  | { kind: 'odd'; what: string }
  /** The bytes are no update, or one whose predecessor is missing. `update` is the part that did fit. */
  | { kind: 'malformed'; update: Uint8Array | null }
  /** The document is not to be trusted any more and must be read from the log again. */
  | { kind: 'broken' };

/** The shared document of one interview, as the server holds it. */
export class WorkDocument {
  readonly doc = new Y.Doc();
  readonly #limits = new WorkLimits(this.doc);
  #emitted: Uint8Array[] = [];
  #deletesHash: string | null = null;

  constructor() {
    this.doc.on('update', (update: Uint8Array) => {
      this.#emitted.push(update);
    });
    this.doc.on('afterTransaction', ({ deleteSet }: Y.Transaction) => {
      if (deleteSet.clients.size > 0) this.#deletesHash = null;
    });
  }

  /** Takes over the edits of the log, in order. @throws Error where one does not fit */
  restore(updates: Iterable<Uint8Array>): void {
    for (const update of updates) Y.applyUpdate(this.doc, update);
    if (this.#pending()) throw new Error('the log has a gap: an edit lacks what it builds on');
    this.#emitted = [];
  }

  /** Applies a candidate's update, or returns why not. */
  apply(update: Uint8Array): Applied {
    if (update.byteLength > LIMITS.updateBytes) {
      return {
        kind: 'refused',
        code: 'too-large',
        message: 'This change is larger than 512 KiB. Undo it, or make it in smaller steps.',
      };
    }
    const judged = judgeUpdate(this.doc, update);
    switch (judged.kind) {
      case 'large':
        return {
          kind: 'refused',
          code: 'too-many-changes',
          message: 'This change touches too many places at once. Undo it, or make it in smaller steps.',
        };
      case 'odd':
        return judged;
      case 'malformed':
        return { kind: 'malformed', update: null };
      default:
    }
    const { change } = judged;
    const full = this.#limits.refusal(change);
    if (full) return { kind: 'refused', ...full };
    // What was deleted and collected elsewhere comes as a gap, without being in any transaction's deletions.
    if (change.collected) this.#deletesHash = null;
    this.#emitted = [];
    try {
      Y.applyUpdate(this.doc, update);
    } catch {
      return { kind: 'broken' };
    }
    // Usually one; Yjs tidies text formats in a second transaction.
    const changed = this.#emitted.length > 1 ? Y.mergeUpdates(this.#emitted) : (this.#emitted[0] ?? null);
    if (this.#pending()) {
      this.doc.store.pendingStructs = null;
      this.doc.store.pendingDs = null;
      return { kind: 'malformed', update: changed };
    }
    this.#limits.applied(change);
    const chars = [...change.texts.values()].reduce((sum, text) => sum + text.chars, 0);
    return { kind: 'applied', update: changed, chars };
  }

  #pending(): boolean {
    return this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null;
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  /** What a document with this state vector lacks; null for bytes that are no state vector. */
  since(stateVector: Uint8Array): Uint8Array | null {
    try {
      Y.decodeStateVector(stateVector);
      return Y.encodeStateAsUpdate(this.doc, stateVector);
    } catch {
      // The bytes are the client's: what cannot be read ends its connection.
      return null;
    }
  }

  /** SHA-256 (base64) of all that is deleted: clients by id, then ranges by clock, as varUints. */
  deletesHash(): string {
    this.#deletesHash ??= hashDeletes(Y.createDeleteSetFromStructStore(this.doc.store));
    return this.#deletesHash;
  }

  destroy(): void {
    this.doc.destroy();
  }
}

type DeleteSet = ReturnType<typeof Y.createDeleteSetFromStructStore>;

function hashDeletes(set: DeleteSet): string {
  const encoder = encoding.createEncoder();
  for (const [client, ranges] of [...set.clients].sort(([a], [b]) => a - b)) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, len } of [...ranges].sort((a, b) => a.clock - b.clock)) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
  return createHash('sha256').update(encoding.toUint8Array(encoder)).digest('base64');
}
