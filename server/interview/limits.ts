/** Whether the work has room for a change: number of files, bytes of each and of all, and what the document's history may hold. */
import * as Y from 'yjs';
import { LIMITS } from '../../protocol/limits.ts';
import { readWork } from '../../protocol/work.ts';
import type { Change } from './structure.ts';

/** Browsers (loads of the page) that may have written: each is in the state vector of every `saved`. */
const MAX_CLIENTS = 4_000;

/** Structs of one document. Typing makes few of them; a million of the smallest would be 200 MB. */
const MAX_STRUCTS = 500_000;

const MIB = 1024 * 1024;

/** Why a change is refused: a code for machines, a sentence for people. */
interface Refused {
  code: string;
  message: string;
}

const refused = (code: string, message: string): Refused => ({ code, message });

/** The limits of one document, with what is known of its sizes. */
export class WorkLimits {
  readonly #doc: Y.Doc;
  /** Upper bounds of UTF-8 bytes by text: counted exactly only when the bound reaches a limit, so that a key press costs nothing. */
  readonly #bytes = new WeakMap<object, number>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** Why there is no room for a change, or null. What makes nothing larger always has room. */
  refusal(change: Change): Refused | null {
    if (!change.inserts) return null;
    return this.#files(change) ?? this.#size(change) ?? this.#history();
  }

  /** A change was applied. */
  applied({ texts }: Change): void {
    for (const [text, { bytes, removed }] of texts) {
      const known = this.#bytes.get(text);
      // What was taken away had at least one byte for each of its characters.
      if (known !== undefined) this.#bytes.set(text, Math.max(0, known + bytes - removed));
    }
  }

  #files({ newFiles }: Change): Refused | null {
    if (newFiles === 0 || this.#doc.getMap('work').size + newFiles <= LIMITS.files) return null;
    return refused('too-many-files', `An interview has at most ${LIMITS.files} files. Delete one.`);
  }

  #size({ texts }: Change): Refused | null {
    const grown = [...texts].filter(([, { bytes, removed }]) => bytes > removed);
    for (const [text, { bytes, removed }] of grown) {
      if (this.#within(text, LIMITS.fileBytes - bytes + removed)) continue;
      return refused(
        'file-too-large',
        `A file may have ${LIMITS.fileBytes / MIB} MiB, and this change makes one larger. Make it smaller.`,
      );
    }
    if (grown.length === 0) return null;
    const growth = grown.reduce((sum, [, { bytes, removed }]) => sum + bytes - removed, 0);
    if (this.#total(false) + growth <= LIMITS.workBytes || this.#total(true) + growth <= LIMITS.workBytes) return null;
    return refused('work-too-large', `All files together may have ${LIMITS.workBytes / MIB} MiB. Make one smaller.`);
  }

  /** True where a text has at most so many bytes. */
  #within(text: object, limit: number): boolean {
    if (!(text instanceof Y.Text)) return limit >= 0;
    // A text that the update itself brings is in no document yet, and empty.
    if (text.doc === null) return limit >= 0;
    return this.#bound(text) <= limit || this.#count(text) <= limit;
  }

  #total(exactly: boolean): number {
    return readWork(this.#doc).files.reduce(
      (sum, { text }) => sum + (exactly ? this.#count(text) : this.#bound(text)),
      0,
    );
  }

  #bound(text: Y.Text): number {
    return this.#bytes.get(text) ?? this.#count(text);
  }

  #count(text: Y.Text): number {
    const bytes = Buffer.byteLength(text.toString());
    this.#bytes.set(text, bytes);
    return bytes;
  }

  #history(): Refused | null {
    const { clients } = this.#doc.store;
    let structs = 0;
    for (const list of clients.values()) structs += list.length;
    if (clients.size <= MAX_CLIENTS && structs <= MAX_STRUCTS) return null;
    return refused('history-full', 'This interview has been changed in more places than it can hold.');
  }
}
