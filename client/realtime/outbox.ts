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

/** What a browser held for delivery when a page asked for it. */
export interface Stored {
  edits: StoredEdit[];
  messages: StoredMessage[];
}

/** Local safety only: whatever fails in here, the way to the server goes on. No method throws or rejects. */
export interface Outbox {
  /** False while this browser stores nothing (private window, full disk, cleared site data): the page says so. */
  readonly durable: boolean;
  /** What earlier pages left, after a few seconds at most; the rest comes by `onLate`. */
  load(): Promise<Stored>;
  putEdit(entry: StoredEdit): void;
  putMessage(entry: StoredMessage): void;
  drop(kind: 'edits' | 'messages', keys: readonly string[]): void;
  clear(): Promise<void>;
  /** `onChange` is called when `durable` is another one; `onLate` gets what a browser that answers slowly held after all. */
  listen(listeners: { onChange: () => void; onLate: (stored: Stored) => void }): void;
}

/** Holds everything for the life of the page only. */
export function memoryOutbox(): Outbox {
  const edits = new Map<string, StoredEdit>();
  const messages = new Map<string, StoredMessage>();
  return {
    durable: false,
    load: async () => ({ edits: [...edits.values()], messages: [...messages.values()] }),
    putEdit: (entry) => void edits.set(entry.key, entry),
    putMessage: (entry) => void messages.set(entry.key, entry),
    drop: (kind, keys) => {
      for (const key of keys) (kind === 'edits' ? edits : messages).delete(key);
    },
    clear: async () => {
      edits.clear();
      messages.clear();
    },
    listen: () => {},
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
