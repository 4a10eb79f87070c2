/**
 * Edits and messages that this browser still has to deliver, stored until they are acknowledged, so that a crash or a closed tab loses
 * nothing. One database per invite and interview.
 */
import type { RecordedMessage } from '../../protocol/socket.ts';

export interface StoredEdit {
  key: string;
  update: Uint8Array;
}
export interface StoredMessage {
  key: string;
  message: RecordedMessage;
}

export interface Outbox {
  /** False where the browser stores nothing (private window): the page shows that while edits are unsaved. */
  readonly durable: boolean;
  load(): Promise<{ edits: StoredEdit[]; messages: StoredMessage[] }>;
  putEdit(entry: StoredEdit): Promise<void>;
  putMessage(entry: StoredMessage): Promise<void>;
  drop(kind: 'edits' | 'messages', keys: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

/** Holds everything for the life of the page only. */
export function memoryOutbox(): Outbox {
  const edits = new Map<string, StoredEdit>();
  const messages = new Map<string, StoredMessage>();
  return {
    durable: false,
    load: async () => ({ edits: [...edits.values()], messages: [...messages.values()] }),
    putEdit: async (entry) => void edits.set(entry.key, entry),
    putMessage: async (entry) => void messages.set(entry.key, entry),
    drop: async (kind, keys) => {
      for (const key of keys) (kind === 'edits' ? edits : messages).delete(key);
    },
    clear: async () => {
      edits.clear();
      messages.clear();
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * The edits among what the browser's database holds: another version of the page, or a damaged disk, may have left something else.
 * What is no edit is left out.
 */
export const editsOf = (values: readonly unknown[]): StoredEdit[] =>
  values.filter(
    (value): value is StoredEdit =>
      isRecord(value) && typeof value.key === 'string' && value.update instanceof Uint8Array,
  );

/** The messages among what the browser's database holds. The server reads their data as strictly as any message's. */
export const messagesOf = (values: readonly unknown[]): StoredMessage[] =>
  values.filter(
    (value): value is StoredMessage =>
      isRecord(value) &&
      typeof value.key === 'string' &&
      isRecord(value.message) &&
      typeof value.message.type === 'string' &&
      typeof value.message.id === 'string' &&
      'data' in value.message,
  );

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'));
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB aborted'));
    transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB failed'));
  });
}

/** Opens the outbox of a name (invite and interview); falls back to memory where IndexedDB is not to be had. */
export async function openOutbox(name: string): Promise<Outbox> {
  try {
    const opening = indexedDB.open(`holdout-${name}`, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('edits', { keyPath: 'key' });
      opening.result.createObjectStore('messages', { keyPath: 'key' });
    };
    return indexedOutbox(await settled(opening));
  } catch {
    return memoryOutbox();
  }
}

function indexedOutbox(db: IDBDatabase): Outbox {
  const write = (kind: 'edits' | 'messages', change: (store: IDBObjectStore) => void): Promise<void> => {
    const transaction = db.transaction(kind, 'readwrite');
    change(transaction.objectStore(kind));
    return committed(transaction);
  };
  return {
    durable: true,
    async load() {
      const transaction = db.transaction(['edits', 'messages'], 'readonly');
      const [edits, messages] = await Promise.all([
        settled<unknown[]>(transaction.objectStore('edits').getAll()),
        settled<unknown[]>(transaction.objectStore('messages').getAll()),
      ]);
      return { edits: editsOf(edits), messages: messagesOf(messages) };
    },
    putEdit: (entry) => write('edits', (store) => store.put(entry)),
    putMessage: (entry) => write('messages', (store) => store.put(entry)),
    drop: (kind, keys) =>
      write(kind, (store) => {
        for (const key of keys) store.delete(key);
      }),
    async clear() {
      await write('edits', (store) => store.clear());
      await write('messages', (store) => store.clear());
    },
  };
}
