/** What this page owes the server: edits and messages in one order, stored in the outbox until each is acknowledged. */
import type * as Y from 'yjs';
import type { RecordedMessage, RecordedType } from '../../protocol/socket.ts';
import type { AppError } from '../api/error.ts';
import { fromBase64 } from './base64.ts';
import { type EditRefusal, EditSync } from './edits.ts';
import type { Env } from './env.ts';
import type { Outbox } from './outbox.ts';
import { type MessageData, MessageQueue, type Waiting } from './queue.ts';
import { type SaveState, saveStateOf } from './saved.ts';
import { unstoredChars } from './unstored.ts';

interface DeliveryOptions {
  doc: Y.Doc;
  outbox: Outbox;
  env: Env;
  /** Sends where the wire is open; else the frame is dropped. */
  send: (data: string | Uint8Array<ArrayBuffer>) => void;
  /** Something was given, sent, saved or refused. */
  onChange: () => void;
  /** The server lacks something although it reports that all is stored: the socket must be opened anew. */
  onGap: () => void;
}

export class Delivery {
  readonly #doc: Y.Doc;
  readonly #outbox: Outbox;
  readonly #env: Env;
  readonly #edits: EditSync;
  readonly #queue: MessageQueue;
  /** Server ms of its last confirmation that edits are stored. */
  #savedAt: number | null = null;
  /** The state vector of what the server has of the document, as it last said. */
  #stored: Uint8Array | null = null;
  /** The server's state vector was answered on this wire. */
  #answered = false;
  /** The server has welcomed this page on this wire. */
  #welcomed = false;

  constructor({ doc, outbox, env, send, onChange, onGap }: DeliveryOptions) {
    this.#doc = doc;
    this.#outbox = outbox;
    this.#env = env;
    this.#edits = new EditSync({ doc, outbox, env, send, onChange, onGap, onSent: () => this.#queue.resume() });
    this.#queue = new MessageQueue({ outbox, env, send, onChange, isHeld: () => this.#edits.sending });
    outbox.listen({
      onChange,
      onLate: ({ edits, messages }) => {
        if (edits.length + messages.length === 0) return;
        this.#edits.restore(edits);
        this.#queue.restore(messages);
        // The next wire's first exchange finds out what the server lacks of them.
        onGap();
      },
    });
  }

  /** Reads what an earlier page owed: edits go into the document. @returns its messages, which still wait. */
  async load(isStopped: () => boolean): Promise<RecordedMessage[]> {
    const { edits, messages } = await this.#outbox.load();
    if (isStopped()) return [];
    this.#edits.restore(edits);
    this.#queue.restore(messages);
    return this.#queue.waiting.map(({ message }) => message);
  }

  /** Moves everything typed onto the wire, before what follows. */
  flush(): void {
    this.#edits.flush();
  }

  /**
   * Queues a message. With `durable: false` it does not go into the outbox. `done` resolves at the acknowledgement and rejects with the server's
   * refusal, an AppError.
   */
  add<T extends RecordedType>(
    type: T,
    data: MessageData<T>,
    durable: boolean,
  ): { message: RecordedMessage; done: Promise<void> } {
    return this.#queue.add(type, data, durable);
  }

  /** A wire was opened; it begins without anything sent. */
  opened(): void {
    this.#edits.reset();
  }

  /** The wire is gone: what was sent without an answer is sent again with the next one. */
  gone(): void {
    this.#answered = false;
    this.#welcomed = false;
    this.#edits.reset();
    this.#queue.reset();
  }

  welcomed(): void {
    this.#welcomed = true;
    this.#openQueue();
  }

  /** The server sends what it has of the document; it gets what it lacks. */
  answer(stateVector: Uint8Array): void {
    this.#stored = stateVector;
    this.#edits.answer(stateVector);
    this.#answered = true;
    this.#openQueue();
  }

  /** Messages follow the edits that were made before them: not before both sides know what the other lacks. */
  #openQueue(): void {
    if (this.#welcomed && (this.#answered || this.#edits.idle)) this.#queue.open();
  }

  /** The server has stored the first `edits` frames of this wire, at its time `at` (ms). */
  saved(at: number, edits: number, stateVector: string): void {
    this.#savedAt = at;
    this.#stored = fromBase64(stateVector);
    this.#edits.saw(edits, stateVector);
  }

  /** Characters typed here that the server has not stored, as far as it said. */
  unstored(): number {
    return this.#stored === null ? 0 : unstoredChars(this.#doc, this.#stored);
  }

  /** The server refused an edit. */
  editRefused(refusal: EditRefusal): void {
    this.#edits.refuse(refusal);
  }

  /** The wire was closed because of the size of a frame: the next one gets smaller ones. */
  tooLarge(): void {
    this.#edits.tooLarge();
  }

  /** Bytes of edits that are on their way and not yet stored by the server. */
  get flying(): number {
    return this.#edits.flying;
  }

  /** The server's answer to a message: taken, or refused. @returns the message, or null where it is not known. */
  settle(id: string, refusal: AppError | null): Waiting | null {
    return this.#queue.answer(id, refusal);
  }

  /** What the page may say about saving. `synced`: the document was received at least once. */
  save({ synced, connected }: { synced: boolean; connected: boolean }): SaveState {
    return saveStateOf({
      synced,
      connected,
      editsSaved: this.#edits.saved,
      editsSince: this.#edits.unsavedSince,
      messages: this.#queue.size,
      messagesSince: this.#queue.unsavedSince,
      refused: this.#edits.refused?.message ?? null,
      savedAt: this.#savedAt,
      now: this.#env.now(),
    });
  }
}
