/** One interview's connection for the life of a page: the socket, what is owed to the server, and the fold of what it reports. */
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { readFrame, step1Frame } from '../../protocol/frames.ts';
import type { PassingMessage, RecordedType, ServerMessage } from '../../protocol/socket.ts';
import { AppError } from '../api/error.ts';
import { createStore } from '../store/store.ts';
import { FIRST_LINK, type LinkState } from './connectionState.ts';
import { CursorSync } from './cursor.ts';
import { Delivery } from './delivery.ts';
import { REMOTE } from './edits.ts';
import type { Env } from './env.ts';
import { Incoming } from './incoming.ts';
import type { Outbox } from './outbox.ts';
import type { MessageData } from './queue.ts';
import { type LogRoom, RoomModel } from './roomModel.ts';
import { readServerMessage } from './serverMessage.ts';
import { SocketLink } from './socketLink.ts';

/** What the server says to this page alone, and what is part of no state. */
export type Notice = Extract<ServerMessage, { type: 'score.grant' | 'ledger.turn' }>;
export type Grant = Extract<ServerMessage, { type: 'score.grant' }>;

interface ConnectionOptions {
  interviewId: string;
  title: string;
  minutes: number;
  outbox: Outbox;
  env: Env;
  /** A single-use ticket for the socket; rejects with an AppError. */
  ticket: () => Promise<string>;
  /** Address of the socket for a ticket. */
  address: (ticket: string) => string;
}

/**
 * Comes back by itself, stores what is not acknowledged, and reports both as they are.
 * `doc` holds the shared text, `room` the fold of the events, `link` the state of the network.
 */
export class Connection {
  readonly doc = new Y.Doc();
  readonly room: RoomModel;
  readonly link = createStore<LinkState>(FIRST_LINK);
  /** Server time minus this machine's, in ms. */
  offset = 0;
  readonly #env: Env;
  readonly #outbox: Outbox;
  readonly #socket: SocketLink;
  readonly #delivery: Delivery;
  readonly #cursors: CursorSync;
  /** The newest one. */
  readonly notice = createStore<Notice | null>(null);
  /** Number of the last event on this wire. */
  #delivered = 0;
  /** The document was received at least once. */
  #synced = false;
  readonly #incoming = new Incoming();

  constructor({ title, minutes, outbox, env, ticket, address }: ConnectionOptions) {
    this.#env = env;
    this.#outbox = outbox;
    this.room = new RoomModel(title, minutes, () => this.serverNow());
    this.#socket = new SocketLink({
      env,
      ticket,
      address,
      onOpen: () => {
        this.#delivery.opened();
        this.#socket.send(step1Frame(Y.encodeStateVector(this.doc)));
      },
      onText: (text) => this.#hear(readServerMessage(text)),
      onBytes: (bytes) => this.#read(bytes),
      onGone: () => {
        this.#incoming.forget();
        this.#delivery.gone();
        this.#cursors.forgetOthers();
      },
      onTooLarge: () => this.#delivery.tooLarge(),
      onState: () => this.#publish(),
    });
    this.#delivery = new Delivery({
      doc: this.doc,
      outbox,
      env,
      send: (data) => this.#socket.send(data),
      onChange: () => this.#publish(),
      onGap: () => this.#socket.drop(),
    });
    this.#cursors = new CursorSync(this.doc, env, (frame) => {
      if (this.#isOpen) this.#socket.send(frame);
    });
  }

  get awareness(): Awareness {
    return this.#cursors.awareness;
  }

  get #isOpen(): boolean {
    return this.#socket.state.phase === 'open';
  }

  /** The server's time in ms, as far as this page knows. */
  serverNow(): number {
    return this.#env.now() + this.offset;
  }

  /** Reads what an earlier page owed, then connects. */
  async start(): Promise<void> {
    const messages = await this.#delivery.load(() => this.#socket.stopped);
    for (const message of messages) this.room.expect(message);
    await this.#socket.start();
  }

  /** Ends the connection for good: the page goes away. */
  stop(): void {
    this.flush();
    this.#socket.stop();
    this.#cursors.destroy();
    this.doc.destroy();
  }

  /** Tries at once instead of waiting; harmless while connected. */
  readonly retryNow = (): void => this.#socket.retryNow();

  /** Everything typed goes onto the wire before what follows. */
  readonly flush = (): void => this.#delivery.flush();

  /**
   * Gives a message to the log. It is shown at once and sent when it can be. Resolves with the server's acknowledgement and rejects with
   * its refusal, an AppError. `durable: false`: it is not stored for a later page.
   */
  say<T extends RecordedType>(type: T, data: MessageData<T>, durable = true): Promise<void> {
    const { message, done } = this.#delivery.add(type, data, durable);
    this.room.expect(message);
    return done;
  }

  /** Says something that leaves no trace; nothing happens while the network is away. */
  whisper(message: PassingMessage): void {
    if (this.#isOpen) this.#socket.send(JSON.stringify(message));
  }

  /** Bytes that the log has left after what is on its way: for changes of any size, and for small ones. */
  logRoom(): LogRoom {
    return this.room.logRoom(this.#delivery.flying);
  }

  /** Characters typed here that the server has not stored, as far as it said. */
  readonly unstored = (): number => this.#delivery.unstored();

  /** Forgets the outbox: after the end, when all is saved. */
  async clearOutbox(): Promise<void> {
    if (this.link.get().save.kind === 'saved') await this.#outbox.clear();
  }

  #read(bytes: Uint8Array): void {
    const frame = readFrame(bytes);
    if (typeof frame === 'string') throw new Error(`The server sent a frame that is ${frame}.`);
    if (frame.kind === 'step1') this.#delivery.answer(frame.stateVector);
    else if (frame.kind === 'awareness') this.#cursors.apply(frame.update);
    else {
      Y.applyUpdate(this.doc, frame.update, REMOTE);
      this.#incoming.came(frame);
      if (frame.kind === 'step2') this.#synced = true;
      this.#publish();
    }
  }

  #hear(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        this.#delivered = message.n;
        this.offset = message.now - this.#env.now();
        this.room.welcome(message);
        this.#socket.welcomed();
        this.#delivery.welcomed();
        this.#cursors.publish();
        this.#socket.beginPings();
        return;
      case 'event':
        if (message.n !== this.#delivered + 1) {
          this.#socket.drop();
          return;
        }
        this.#delivered = message.n;
        this.room.event(message.event);
        return;
      case 'document':
        this.#incoming.announced(message.bytes);
        return;
      case 'ack': {
        const entry = this.#delivery.settle(message.id, null);
        if (entry) this.room.acknowledge(message.id, entry.resent);
        return;
      }
      case 'nack':
        this.room.refuse(message.id, message.code);
        this.#delivery.settle(message.id, new AppError(message.code, message.message));
        return;
      case 'saved':
        this.#delivery.saved(message.at, message.edits, message.stateVector);
        return;
      case 'edit-refused':
        this.#delivery.editRefused(message);
        return;
      case 'log':
      case 'presence':
      case 'status':
        this.room.news(message);
        return;
      case 'score.grant':
      case 'ledger.turn':
        this.notice.set(message);
        return;
      case 'pong': {
        const rttMs = this.#env.now() - message.t;
        this.offset = message.now - (message.t + rttMs / 2);
        this.#socket.measured(rttMs);
      }
    }
  }

  /** Brings `link` up to date; the same object stays where nothing that is shown has changed. */
  #publish(): void {
    if (this.#socket.stopped) return;
    const next: LinkState = {
      ...this.#socket.state,
      synced: this.#synced,
      coming: this.#incoming.progress,
      save: this.#delivery.save({ synced: this.#synced, connected: this.#isOpen }),
      durable: this.#outbox.durable,
    };
    if (JSON.stringify(next) !== JSON.stringify(this.link.get())) this.link.set(next);
  }
}
