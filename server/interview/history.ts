/**
 * The log of one open interview: what happens is put in order here, handed to the store at once, and reported in the same order
 * after its commit. A commit that fails ends the history: whoever comes next reads the log.
 */
import { advance } from '../store/chain.ts';
import type { LogRead, NewEntry, Place, Snapshot, Store } from '../store/port.ts';

/** Edits after which the document is stored as a whole, so that the next opening need not apply them one by one. */
const SNAPSHOT_EDITS = 500;

/** What a history is made from. */
interface HistoryParts {
  store: Pick<Store, 'append' | 'putSnapshot'>;
  interviewId: string;
  /** The rows that are there already. */
  log: Pick<LogRead, 'entries' | 'end'>;
  /** The document as a whole, as it is now. */
  wholeDocument: () => Uint8Array;
  /** A commit failed; the history has ended. */
  onFailed: (error: unknown) => void;
  /** Rows were handed to the store; `bytes` is what the log holds with them. */
  onGrown: (bytes: number) => void;
  /** A snapshot could not be written. It is a cache, so nothing is lost. */
  onNoSnapshot: (error: unknown) => void;
}

/** The rows of one interview in their order, on their way to the store. */
export class History {
  readonly #parts: HistoryParts;
  readonly #ids = new Set<string>();
  /** Bytes of all rows, those on their way included. */
  #bytes = 0;
  #committedSeq: number;
  /** Where the log ends once all that was submitted is committed: the store refuses what does not go on from there. */
  #end: Place;
  /** Calls of the store that have not ended. */
  #flying = 0;
  #editsSinceSnapshot = 0;
  #tail: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
    const { entries, end } = parts.log;
    for (const entry of entries) {
      this.#ids.add(entry.id);
      this.#bytes += entry.body.byteLength;
    }
    this.#end = end;
    this.#committedSeq = end.seq;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** True where a row of this id is there, or on its way. */
  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Number of rows, those on their way included. */
  get position(): number {
    return this.#end.seq;
  }

  /** Bytes of all rows, those on their way included. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Hands rows to the store now; `committed` runs after their commit, in the order of the calls. `lost` runs where they are not
   * committed, or the history has ended meanwhile.
   */
  submit(entries: NewEntry[], committed: () => void, lost?: (error: unknown) => void): void {
    for (const entry of entries) {
      this.#ids.add(entry.id);
      this.#bytes += entry.body.byteLength;
      if (entry.kind === 'edit') this.#editsSinceSnapshot += 1;
    }
    this.#parts.onGrown(this.#bytes);
    this.#flying += 1;
    const { store, interviewId } = this.#parts;
    const after = this.#end;
    this.#end = advance(interviewId, after, entries);
    const stored = store.append(interviewId, entries, after);
    // The chain below reports it; until the chain gets there the promise must not count as unhandled.
    stored.catch(() => {});
    this.#tail = this.#tail.then(async () => {
      try {
        const appended = await stored;
        this.#committedSeq = appended.at(-1)?.seq ?? this.#committedSeq;
      } catch (e) {
        lost?.(e);
        this.#parts.onFailed(e);
        return;
      } finally {
        this.#flying -= 1;
      }
      if (this.#ended) {
        lost?.(new Error('the room has ended'));
        return;
      }
      committed();
      if (this.#editsSinceSnapshot >= SNAPSHOT_EDITS) void this.snapshot();
    });
  }

  /** Runs `then` when all that was handed to the store before is committed; not at all where the history has ended by then. */
  after(then: () => void): void {
    this.#tail = this.#tail.then(() => {
      if (!this.#ended) then();
    });
  }

  /** Resolves when all that was handed to the store is committed. */
  async settled(): Promise<void> {
    let tail: Promise<void>;
    do {
      tail = this.#tail;
      await tail;
    } while (tail !== this.#tail);
  }

  /** Stores the document as a whole. Only while nothing is on its way, so that it holds what the log holds. */
  async snapshot(): Promise<void> {
    if (this.#flying > 0 || this.#editsSinceSnapshot === 0 || this.#ended) return;
    this.#editsSinceSnapshot = 0;
    const snapshot: Snapshot = { seq: this.#committedSeq, body: this.#parts.wholeDocument() };
    await this.#parts.store.putSnapshot(this.#parts.interviewId, snapshot).catch(this.#parts.onNoSnapshot);
  }

  /** From here on nothing is reported any more. What is on its way is committed or not. */
  end(): void {
    this.#ended = true;
  }
}
