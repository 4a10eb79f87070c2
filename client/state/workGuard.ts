/** Whether a change fits into the work, asked before it enters the document: what the server would refuse must not get that far. */
import * as Y from 'yjs';
import { LIMITS } from '../../protocol/limits.ts';
import { utf8Length } from '../../protocol/utf8.ts';
import type { LogRoom } from '../realtime/roomModel.ts';
import type { Overflow } from '../words/limits.ts';

/** What a person does to a text: its own size, and what it takes away. */
export interface TextChange {
  kind: Overflow['kind'];
  /** Bytes of UTF-8 that come. */
  inserted: number;
  /** Bytes that go; asked for only where it matters. */
  removed: () => number;
  /** Places that are changed. */
  places: number;
}

/** Bytes that an edit costs in the log beside its text, per place. */
const PLACE_BYTES = 48;
/** The end of the log is left to deletions. */
const DELETIONS_BYTES = 64 * 1024;

export class WorkGuard {
  /** How much room the log has; null while it is not known. */
  logRoom: () => LogRoom | null = () => null;
  readonly #texts: () => Iterable<Y.Text>;
  readonly #sizes = new WeakMap<Y.Text, number>();
  readonly #listeners = new Set<(overflow: Overflow) => void>();

  /** @param texts all of the work, those of the language that was not chosen included */
  constructor(doc: Y.Doc, texts: () => Iterable<Y.Text>) {
    this.#texts = texts;
    doc.on('afterTransaction', ({ changed }: Y.Transaction) => {
      for (const type of changed.keys()) if (type instanceof Y.Text) this.#sizes.delete(type);
    });
  }

  /** Reports changes that were refused. @returns the way to stop */
  onRefused(listener: (overflow: Overflow) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** True where the change may enter `text`; where not, that was reported. What makes nothing larger always may. */
  allows(text: Y.Text, change: TextChange): boolean {
    const overflow = this.#overflow(text, change);
    if (overflow) for (const listener of [...this.#listeners]) listener(overflow);
    return overflow === null;
  }

  #overflow(text: Y.Text, { kind, inserted, removed, places }: TextChange): Overflow | null {
    if (inserted === 0) return null;
    const over = (limit: Overflow['limit'], most: number, used: number) => ({ kind, limit, inserted, most, used });
    const room = this.logRoom();
    const cost = inserted + places * PLACE_BYTES;
    const left = room && (cost <= LIMITS.smallBytes ? room.small - DELETIONS_BYTES : room.any);
    if (left !== null && cost > left) return over('log', Math.max(0, left), 0);
    // Three bytes are the most that a unit takes: below that nothing need be counted.
    if (text.length * 3 + inserted > LIMITS.fileBytes) {
      const used = this.#sizeOf(text);
      const grows = inserted - removed();
      if (grows > 0 && used + grows > LIMITS.fileBytes) return over('file', LIMITS.fileBytes, used);
    }
    let units = 0;
    for (const one of this.#texts()) units += one.length;
    if (units * 3 + inserted <= LIMITS.workBytes) return null;
    let used = 0;
    for (const one of this.#texts()) used += this.#sizeOf(one);
    const grows = inserted - removed();
    return grows > 0 && used + grows > LIMITS.workBytes ? over('work', LIMITS.workBytes, used) : null;
  }

  #sizeOf(text: Y.Text): number {
    const known = this.#sizes.get(text);
    if (known !== undefined) return known;
    const size = utf8Length(text.toString());
    this.#sizes.set(text, size);
    return size;
  }
}
