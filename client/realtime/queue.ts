/** Messages on their way into the log, in order, until the server acknowledges each by its id. */
import { LIMITS } from '../../protocol/limits.ts';
import { MESSAGE_EVENT, type RecordedMessage, type RecordedType } from '../../protocol/socket.ts';
import { utf8Length } from '../../protocol/utf8.ts';
import { AppError } from '../api/error.ts';
import { refusalWords } from '../words/connection.ts';
import { type Env, newId, outboxKey } from './env.ts';
import type { Outbox, StoredMessage } from './outbox.ts';

/** Messages sent and not yet acknowledged at one time; the server's limit is a burst of 400. */
const WINDOW = 100;

export type MessageData<T extends RecordedType> = Extract<RecordedMessage, { type: T }>['data'];

export interface Waiting {
  message: RecordedMessage;
  key: string;
  /** Sent in this connection. */
  sent: boolean;
  /** Sent in an earlier connection or page: the server may have it already. */
  resent: boolean;
  since: number;
}

interface Entry extends Waiting {
  settle: { resolve: () => void; reject: (error: AppError) => void };
}

interface QueueOptions {
  outbox: Outbox;
  env: Env;
  send: (text: string) => void;
  onChange: () => void;
  /** True while edits wait that were made before the messages. */
  isHeld: () => boolean;
}

export class MessageQueue {
  readonly #o: QueueOptions;
  readonly #entries = new Map<string, Entry>();
  #open = false;

  constructor(options: QueueOptions) {
    this.#o = options;
  }

  get waiting(): readonly Waiting[] {
    return [...this.#entries.values()];
  }

  get size(): number {
    return this.#entries.size;
  }

  /** When the oldest message was given, or null where all are acknowledged. */
  get unsavedSince(): number | null {
    const first = this.#entries.values().next();
    return first.done ? null : first.value.since;
  }

  restore(stored: readonly StoredMessage[]): void {
    for (const { key, message } of stored) {
      if (!(message.type in MESSAGE_EVENT) || this.#entries.has(message.id)) continue;
      const settle = { resolve: () => {}, reject: () => {} };
      this.#entries.set(message.id, { message, key, sent: false, resent: true, since: this.#o.env.now(), settle });
    }
    if (stored.length > 0) this.#o.onChange();
  }

  /**
   * Queues a message. With `durable: false` it is not written to IndexedDB: for what makes no sense after a reload. `done` resolves at the
   * acknowledgement and rejects with the server's refusal.
   */
  add<T extends RecordedType>(
    type: T,
    data: MessageData<T>,
    durable = true,
  ): { message: RecordedMessage; done: Promise<void> } {
    const { env, outbox } = this.#o;
    const message = { type, id: newId(), data } as RecordedMessage;
    const key = outboxKey(env);
    const done = new Promise<void>((resolve, reject) => {
      const settle = { resolve, reject };
      this.#entries.set(message.id, { message, key, sent: false, resent: false, since: env.now(), settle });
    });
    // Most callers do not wait for the answer; an unhandled rejection would be reported as a fault of the page.
    done.catch(() => {});
    if (durable) outbox.putMessage({ key, message });
    this.#pump();
    this.#o.onChange();
    return { message, done };
  }

  /** The wire takes messages: those of earlier connections first, in order. */
  open(): void {
    this.#open = true;
    this.#pump();
  }

  /** The wire is gone: what was sent without an answer is sent again with the next one. */
  reset(): void {
    this.#open = false;
    for (const entry of this.#entries.values()) {
      entry.resent ||= entry.sent;
      entry.sent = false;
    }
  }

  /** The edits that messages waited for are on the wire. */
  resume(): void {
    this.#pump();
  }

  #pump(): void {
    if (!this.#open || this.#o.isHeld()) return;
    let flying = 0;
    for (const entry of [...this.#entries.values()]) {
      if (flying >= WINDOW) return;
      const text = entry.sent ? null : JSON.stringify(entry.message);
      if (text !== null && utf8Length(text) > LIMITS.frameBytes) {
        // It would end every connection, and nothing behind it would ever arrive.
        this.answer(entry.message.id, new AppError('too-large', refusalWords.messageTooLarge));
        continue;
      }
      flying += 1;
      if (text === null) continue;
      entry.sent = true;
      this.#o.send(text);
    }
  }

  /** Forgets an answered message and returns it; null where the answer is to an unknown one. */
  answer(id: string, refusal: AppError | null): Waiting | null {
    const entry = this.#entries.get(id);
    if (!entry) return null;
    this.#entries.delete(id);
    this.#o.outbox.drop('messages', [entry.key]);
    if (refusal) entry.settle.reject(refusal);
    else entry.settle.resolve();
    this.#pump();
    this.#o.onChange();
    return entry;
  }
}
