/** Undo and redo that are refused where they would bring back more than the work may hold. */
import * as Y from 'yjs';
import { utf8Length } from '../../protocol/utf8.ts';
import type { WorkGuard } from '../state/workGuard.ts';

type StackItem = Y.UndoManager['undoStack'][number];
type DeleteSet = StackItem['deletions'];

export class GuardedUndo extends Y.UndoManager {
  readonly #text: Y.Text;
  readonly #guard: WorkGuard | null;

  constructor(text: Y.Text, origin: object, guard: WorkGuard | null) {
    super(text, { trackedOrigins: new Set([origin]), captureTimeout: 600 });
    this.#text = text;
    this.#guard = guard;
  }

  override undo(): StackItem | null {
    return this.#fits('undo', this.undoStack.at(-1)) ? super.undo() : null;
  }

  override redo(): StackItem | null {
    return this.#fits('redo', this.redoStack.at(-1)) ? super.redo() : null;
  }

  #fits(kind: 'undo' | 'redo', item: StackItem | undefined): boolean {
    if (!item || !this.#guard) return true;
    const back = this.#textsIn(item.deletions, true);
    return this.#guard.allows(this.#text, {
      kind,
      inserted: sizeOf(back),
      removed: () => sizeOf(this.#textsIn(item.insertions, false)),
      places: back.length,
    });
  }

  /** What the text had, or still has, in these places of the document. */
  #textsIn(set: DeleteSet, deleted: boolean): string[] {
    const found: string[] = [];
    for (const [client, ranges] of set.clients) {
      const structs = this.doc.store.clients.get(client) ?? [];
      for (const { clock, len } of ranges) {
        const last = structs.at(-1);
        if (!last || clock >= last.id.clock + last.length) continue;
        for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
          const struct = structs[i];
          if (!struct || struct.id.clock >= clock + len) break;
          if (!(struct instanceof Y.Item) || struct.deleted !== deleted || struct.parent !== this.#text) continue;
          if (!(struct.content instanceof Y.ContentString)) continue;
          const from = Math.max(0, clock - struct.id.clock);
          found.push(struct.content.str.slice(from, clock + len - struct.id.clock));
        }
      }
    }
    return found;
  }
}

const sizeOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + utf8Length(text), 0);
