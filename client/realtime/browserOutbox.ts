/**
 * The outbox in the browser's database. The database may refuse, fill up, be closed or deleted under an open page, or never answer: then
 * what is not delivered is held in memory, written anew as soon as the browser takes it, and `durable` says which of the two it is.
 */
import { editsOf, messagesOf, type Outbox, type Stored, type StoredEdit, type StoredMessage } from './outbox.ts';

type Kind = 'edits' | 'messages';
const KINDS: Kind[] = ['edits', 'messages'];

/** Ms that the browser has for its first answer, and for each write. */
const ANSWER_MS = 3_000;
/** Ms after which a database that has failed is tried again. */
const AGAIN_MS = 5_000;

const NOTHING: Stored = { edits: [], messages: [] };

/** Opens the outbox of a name (invite and interview). */
export const openOutbox = (name: string): Outbox => new BrowserOutbox(`holdout-${name}`);

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'));
  });
}

class BrowserOutbox implements Outbox {
  durable = true;
  readonly #name: string;
  /** What is not delivered, written or not. */
  readonly #held = { edits: new Map<string, StoredEdit>(), messages: new Map<string, StoredMessage>() };
  #listeners = { onChange: () => {}, onLate: (_stored: Stored) => {} };
  #db: IDBDatabase | null = null;
  #again: ReturnType<typeof setTimeout> | null = null;
  /** Settles with the first database that opens, or with null where the browser refuses the first attempt. */
  readonly #first: Promise<IDBDatabase | null>;
  #resolveFirst: (db: IDBDatabase | null) => void = () => {};
  /** An attempt to open has no answer yet. */
  #isOpening = false;
  /** The earlier pages' entries were read. */
  #isRead = false;

  constructor(name: string) {
    this.#name = name;
    this.#first = new Promise((resolve) => {
      this.#resolveFirst = resolve;
    });
    this.#open();
  }

  listen(listeners: { onChange: () => void; onLate: (stored: Stored) => void }): void {
    this.#listeners = listeners;
  }

  async load(): Promise<Stored> {
    const reading = this.#first.then((db) => (db ? this.#read(db) : NOTHING));
    let isLate = false;
    const timeout = new Promise<Stored>((resolve) => {
      setTimeout(() => {
        isLate = true;
        resolve(NOTHING);
      }, ANSWER_MS);
    });
    const inTime = reading.then((stored) => {
      if (isLate) this.#listeners.onLate(stored);
      return stored;
    });
    const stored = await Promise.race([inTime, timeout]);
    if (isLate) this.#setDurable(false);
    return stored;
  }

  putEdit(entry: StoredEdit): void {
    this.#held.edits.set(entry.key, entry);
    this.#write(['edits'], (store) => store('edits').put(entry));
  }

  putMessage(entry: StoredMessage): void {
    this.#held.messages.set(entry.key, entry);
    this.#write(['messages'], (store) => store('messages').put(entry));
  }

  drop(kind: Kind, keys: readonly string[]): void {
    for (const key of keys) this.#held[kind].delete(key);
    this.#write([kind], (store) => {
      for (const key of keys) store(kind).delete(key);
    });
  }

  async clear(): Promise<void> {
    for (const kind of KINDS) this.#held[kind].clear();
    await this.#write(KINDS, (store) => {
      for (const kind of KINDS) store(kind).clear();
    });
  }

  #setDurable(durable: boolean): void {
    if (durable === this.durable) return;
    this.durable = durable;
    this.#listeners.onChange();
  }

  /** Nothing is stored now; the browser is asked again in a while. */
  #fail(): void {
    this.#setDurable(false);
    this.#again ??= setTimeout(() => {
      this.#again = null;
      if (this.#db) this.#writeAll();
      else this.#open();
    }, AGAIN_MS);
  }

  #open(): void {
    if (this.#isOpening) return;
    this.#isOpening = true;
    const refused = () => {
      this.#isOpening = false;
      this.#resolveFirst(null);
      this.#fail();
    };
    try {
      const opening = indexedDB.open(this.#name, 1);
      opening.onupgradeneeded = () => {
        for (const kind of KINDS) opening.result.createObjectStore(kind, { keyPath: 'key' });
      };
      opening.onsuccess = () => {
        this.#isOpening = false;
        void this.#opened(opening.result);
      };
      opening.onerror = refused;
    } catch {
      // No IndexedDB here, or none for this page.
      refused();
    }
  }

  async #opened(db: IDBDatabase): Promise<void> {
    this.#db = db;
    // Somebody deletes or changes the database: holding it open would block them.
    db.onversionchange = () => this.#lose(db);
    // The browser has closed it: site data were cleared, or the disk has failed.
    db.onclose = () => this.#lose(db);
    this.#resolveFirst(db);
    // What was held while there was none.
    if (!this.durable || KINDS.some((kind) => this.#held[kind].size > 0)) this.#writeAll();
    // The page went on without what earlier pages left there.
    if ((await this.#first) === null && !this.#isRead) this.#listeners.onLate(await this.#read(db));
  }

  #lose(db: IDBDatabase): void {
    if (this.#db !== db) return;
    this.#db = null;
    db.close();
    this.#fail();
  }

  /** What earlier pages left, without what this page has put there meanwhile. */
  async #read(db: IDBDatabase): Promise<Stored> {
    try {
      const transaction = db.transaction(KINDS, 'readonly');
      const [edits, messages] = await Promise.all(
        KINDS.map((kind) => answerOf<unknown[]>(transaction.objectStore(kind).getAll())),
      );
      this.#isRead = true;
      const stored = {
        edits: editsOf(edits ?? []).filter(({ key }) => !this.#held.edits.has(key)),
        messages: messagesOf(messages ?? []).filter(({ key }) => !this.#held.messages.has(key)),
      };
      for (const entry of stored.edits) this.#held.edits.set(entry.key, entry);
      for (const entry of stored.messages) this.#held.messages.set(entry.key, entry);
      return stored;
    } catch {
      this.#lose(db);
      return NOTHING;
    }
  }

  #writeAll(): void {
    void this.#write(KINDS, (store) => {
      for (const kind of KINDS) for (const entry of this.#held[kind].values()) store(kind).put(entry);
    }).then((isStored) => this.#setDurable(isStored));
  }

  /** Resolves to whether it is stored; never rejects. The write begins before this returns. */
  #write(kinds: Kind[], change: (store: (kind: Kind) => IDBObjectStore) => void): Promise<boolean> {
    const db = this.#db;
    if (!db) {
      if (!this.durable) this.#fail();
      return Promise.resolve(false);
    }
    return new Promise((resolve) => {
      const slow = setTimeout(() => this.#fail(), ANSWER_MS);
      const end = (isStored: boolean) => {
        clearTimeout(slow);
        if (!isStored) this.#fail();
        resolve(isStored);
      };
      try {
        const transaction = db.transaction(kinds, 'readwrite');
        transaction.oncomplete = () => end(true);
        transaction.onabort = () => end(false);
        change((kind) => transaction.objectStore(kind));
        // Without waiting for the answers, which a page that closes would not hear.
        transaction.commit?.();
      } catch {
        end(false);
        this.#lose(db);
      }
    });
  }
}
