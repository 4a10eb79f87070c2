/** An IndexedDB in the hands of a test: it can refuse, fill up, close under the page, be deleted, or never answer. */
type Listener = (() => void) | null;
type Trouble = 'none' | 'throws' | 'refuses' | 'silent';

class FakeRequest {
  result: unknown;
  error: Error | null = null;
  onsuccess: Listener = null;
  onerror: Listener = null;
  onupgradeneeded: Listener = null;
}

class FakeTransaction {
  oncomplete: Listener = null;
  onabort: Listener = null;
  readonly #database: FakeIndexedDB;
  readonly #changes: (() => void)[] = [];

  constructor(database: FakeIndexedDB) {
    this.#database = database;
    queueMicrotask(() => queueMicrotask(() => this.#end()));
  }

  #end(): void {
    if (this.#database.write === 'silent') return;
    if (this.#database.write === 'refuses') {
      this.onabort?.();
      return;
    }
    for (const change of this.#changes) change();
    this.oncomplete?.();
  }

  objectStore(kind: string) {
    const rows = this.#database.rows(kind);
    return {
      put: (entry: { key: string }) => void this.#changes.push(() => rows.set(entry.key, structuredClone(entry))),
      delete: (key: string) => void this.#changes.push(() => rows.delete(key)),
      clear: () => void this.#changes.push(() => rows.clear()),
      getAll: () => {
        const request = new FakeRequest();
        queueMicrotask(() => {
          if (this.#database.read === 'silent') return;
          request.result = [...rows.values()];
          request.onsuccess?.();
        });
        return request;
      },
    };
  }

  commit(): void {}
}

class FakeConnection {
  onversionchange: Listener = null;
  onclose: Listener = null;
  isClosed = false;
  readonly #database: FakeIndexedDB;

  constructor(database: FakeIndexedDB) {
    this.#database = database;
  }

  createObjectStore(): void {}

  transaction(): FakeTransaction {
    if (this.isClosed || this.#database.write === 'throws') {
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    }
    return new FakeTransaction(this.#database);
  }

  close(): void {
    this.isClosed = true;
  }
}

export class FakeIndexedDB {
  opens: Trouble = 'none';
  write: Trouble = 'none';
  read: Trouble = 'none';
  connection: FakeConnection | null = null;
  readonly #stores = new Map<string, Map<string, { key: string }>>();
  #waiting: FakeRequest[] = [];

  rows(kind: string): Map<string, { key: string }> {
    const rows = this.#stores.get(kind) ?? new Map();
    this.#stores.set(kind, rows);
    return rows;
  }

  keys(kind = 'edits'): string[] {
    return [...this.rows(kind).keys()];
  }

  open(): FakeRequest {
    if (this.opens === 'throws') throw new DOMException('Denied.', 'SecurityError');
    const request = new FakeRequest();
    if (this.opens === 'silent') this.#waiting.push(request);
    else queueMicrotask(() => this.#answer(request));
    return request;
  }

  #answer(request: FakeRequest): void {
    if (this.opens === 'refuses') {
      request.error = new DOMException('Newer version.', 'VersionError');
      request.onerror?.();
      return;
    }
    this.connection = new FakeConnection(this);
    request.result = this.connection;
    request.onupgradeneeded?.();
    request.onsuccess?.();
  }

  /** Answers the attempts that were left without an answer. */
  wake(): void {
    this.opens = 'none';
    for (const request of this.#waiting.splice(0)) this.#answer(request);
  }

  /** The browser clears the site's data under the page. */
  evict(): void {
    this.#stores.clear();
    if (this.connection) this.connection.isClosed = true;
    this.connection?.onclose?.();
  }

  /** Another tab deletes the database. */
  remove(): void {
    this.connection?.onversionchange?.();
    this.#stores.clear();
  }
}
