import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { CLOSE, type CloseReason, closeReason } from '../../protocol/close.ts';
import { readFrame, step1Frame } from '../../protocol/frames.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { PassingMessage, RecordedType, ServerMessage } from '../../protocol/socket.ts';
import { AppError, asAppError } from '../api/error.ts';
import { createStore } from '../store/store.ts';
import { reconnectWait } from './backoff.ts';
import { type ConnectionOptions, FIRST_LINK, type LinkState } from './connectionState.ts';
import { CursorSync } from './cursor.ts';
import { EditSync, REMOTE } from './edits.ts';
import type { Timer, Wire } from './env.ts';
import { type MessageData, MessageQueue } from './queue.ts';
import { RoomModel } from './roomModel.ts';
import { saveStateOf } from './saved.ts';

export type Grant = Extract<ServerMessage, { type: 'score.grant' }>;

/**
 * One interview's socket for the life of a page: comes back by itself, keeps what is not acknowledged, and tells the truth about both.
 * `doc` holds the shared text, `room` the fold of the events, `link` the state of the network.
 */
export class Connection {
  readonly doc = new Y.Doc();
  readonly room: RoomModel;
  readonly link = createStore<LinkState>(FIRST_LINK);
  /** Server time minus this machine's, in ms. */
  offset = 0;
  readonly #o: ConnectionOptions;
  readonly #edits: EditSync;
  readonly #queue: MessageQueue;
  readonly #cursors: CursorSync;
  readonly #grants = new Set<(grant: Grant) => void>();
  #wire: Wire | null = null;
  #attempt = 0;
  #delivered = 0;
  #heardAt = 0;
  #savedAt: number | null = null;
  #timers = new Set<Timer>();
  #retry: Timer | null = null;
  #closed = false;
  /** The server's state vector was answered on this wire. */
  #answered = false;

  constructor(options: ConnectionOptions) {
    this.#o = options;
    const { env, outbox } = options;
    const onChange = () => this.#tellSave();
    this.room = new RoomModel(options.title, options.minutes, () => this.serverNow());
    this.#edits = new EditSync({
      doc: this.doc,
      outbox,
      env,
      send: (frame) => this.#send(frame),
      onChange,
      onGap: () => this.#drop(),
    });
    this.#queue = new MessageQueue({ outbox, env, send: (text) => this.#send(text), onChange });
    this.#cursors = new CursorSync(this.doc, env, (frame) => {
      if (this.link.get().phase === 'open') this.#send(frame);
    });
  }

  get awareness(): Awareness {
    return this.#cursors.awareness;
  }

  get durable(): boolean {
    return this.#o.outbox.durable;
  }

  serverNow(): number {
    return this.#o.env.now() + this.offset;
  }

  /** Reads what an earlier page owed, then connects. */
  async start(): Promise<void> {
    const { edits, messages } = await this.#o.outbox.load().catch(() => ({ edits: [], messages: [] }));
    if (this.#closed) return;
    this.#edits.restore(edits);
    this.#queue.restore(messages);
    for (const { message } of this.#queue.waiting) this.room.expect(message);
    await this.#connect();
  }

  /** Ends the connection for good: the page goes away. */
  stop(): void {
    this.flush();
    this.#closed = true;
    this.#clearTimers();
    this.#detach()?.close(1000, 'page closed');
    this.#cursors.destroy();
    this.doc.destroy();
  }

  /** Tries at once instead of waiting; harmless while connected. */
  retryNow(): void {
    if (this.#closed || this.link.get().phase !== 'waiting') return;
    void this.#connect();
  }

  /** Everything typed goes onto the wire before what follows. */
  flush(): void {
    this.#edits.flush();
  }

  /** Gives a message to the log. It is shown at once, sent when it can be, and `done` settles with the server's answer. */
  say<T extends RecordedType>(type: T, data: MessageData<T>, durable = true): Promise<void> {
    const { id, done } = this.#queue.add(type, data, durable);
    const given = this.#queue.waiting.find((w) => w.message.id === id);
    if (given) this.room.expect(given.message);
    return done;
  }

  /** Says something that leaves no trace; nothing happens while the network is away. */
  whisper(message: PassingMessage): void {
    if (this.link.get().phase === 'open') this.#send(JSON.stringify(message));
  }

  onGrant(listener: (grant: Grant) => void): () => void {
    this.#grants.add(listener);
    return () => this.#grants.delete(listener);
  }

  /** Forgets the outbox: after the end, when all is saved. */
  async clearOutbox(): Promise<void> {
    if (this.link.get().save.kind === 'saved') await this.#o.outbox.clear();
  }

  async #connect(): Promise<void> {
    this.#stopRetry();
    this.#set({ phase: 'connecting', retryAt: null });
    let ticket: string;
    try {
      ticket = await this.#o.ticket();
    } catch (cause) {
      const error = asAppError(cause);
      if (error.passing) this.#wait(null);
      else this.#end({ reason: error.code, message: error.message });
      return;
    }
    if (this.#closed) return;
    const wire = this.#o.env.openWire(this.#o.address(ticket));
    this.#wire = wire;
    wire.binaryType = 'arraybuffer';
    wire.onopen = () => this.#opened();
    wire.onmessage = (event) => this.#receive(event.data);
    wire.onclose = (event) => this.#ended(event.code, event.reason);
    wire.onerror = () => {};
    this.#heardAt = this.#o.env.now();
    this.#watch();
  }

  #opened(): void {
    this.#edits.reset();
    this.#send(step1Frame(Y.encodeStateVector(this.doc)));
  }

  #receive(data: unknown): void {
    this.#heardAt = this.#o.env.now();
    try {
      if (typeof data === 'string') this.#hear(JSON.parse(data) as ServerMessage);
      else this.#read(new Uint8Array(data as ArrayBuffer));
    } catch {
      this.#drop();
    }
  }

  #read(bytes: Uint8Array): void {
    const frame = readFrame(bytes);
    if (typeof frame === 'string') throw new Error(`the server sent a frame that is ${frame}`);
    switch (frame.kind) {
      case 'step1':
        this.#edits.answer(frame.stateVector);
        this.#answered = true;
        this.#openQueue();
        return;
      case 'awareness':
        this.#cursors.apply(frame.update);
        return;
      default:
        Y.applyUpdate(this.doc, frame.update, REMOTE);
        if (frame.kind === 'step2' && !this.link.get().synced) this.#set({ synced: true });
        if (frame.kind === 'step2') this.#tellSave();
    }
  }

  #hear(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        this.#attempt = 0;
        this.#delivered = message.n;
        this.offset = message.now - this.#o.env.now();
        this.room.welcome(message);
        this.#set({ phase: 'open', reason: null, retryAt: null });
        this.#openQueue();
        this.#cursors.tell();
        this.#ping();
        return;
      case 'event':
        if (message.n !== this.#delivered + 1) {
          this.#drop();
          return;
        }
        this.#delivered = message.n;
        this.room.event(message.event);
        return;
      case 'ack': {
        const entry = this.#queue.answer(message.id, null);
        if (entry) this.room.acknowledge(message.id, entry.resent);
        return;
      }
      case 'nack':
        this.room.refuse(message.id);
        this.#queue.answer(message.id, new AppError(message.code, message.message));
        return;
      case 'saved':
        this.#savedAt = message.at;
        this.#edits.saw(message.edits, message.stateVector);
        return;
      case 'edit-refused':
        this.#edits.refuse(message.message);
        return;
      case 'presence':
        this.room.presence(message.present);
        return;
      case 'status':
        this.room.candidateStatus(message);
        return;
      case 'score.grant':
        for (const listener of [...this.#grants]) listener(message);
        return;
      case 'pong': {
        const rttMs = this.#o.env.now() - message.t;
        this.offset = message.now - (message.t + rttMs / 2);
        this.#set({ rttMs });
      }
    }
  }

  /** Messages follow the edits that were made before them: not before both sides know what the other lacks. */
  #openQueue(): void {
    const inOrder = this.#answered || this.#edits.idle;
    if (inOrder && this.link.get().phase === 'open') this.#queue.open();
  }

  #ended(code: number, reason: string): void {
    this.#detach();
    const said = closeReason(code, reason);
    if (said && !said.retry) this.#end(said);
    else this.#wait(said);
  }

  /** Something does not fit: a fresh connection brings the whole state anew. */
  #drop(): void {
    if (!this.#wire) return;
    this.#detach()?.close(4001, CLOSE.idle.reason);
    this.#wait(null);
  }

  #detach(): Wire | null {
    const wire = this.#wire;
    this.#wire = null;
    this.#answered = false;
    this.#clearTimers();
    if (wire) {
      wire.onopen = wire.onmessage = wire.onclose = wire.onerror = null;
      this.#edits.reset();
      this.#queue.reset();
      this.#cursors.forgetOthers();
    }
    return wire;
  }

  #wait(said: CloseReason | null): void {
    if (this.#closed) return;
    const ms = reconnectWait(this.#attempt, this.#o.env.random());
    this.#attempt += 1;
    this.#set({ phase: 'waiting', reason: said, retryAt: this.#o.env.now() + ms, rttMs: null });
    this.#stopRetry();
    this.#retry = this.#o.env.setTimer(() => void this.#connect(), ms);
  }

  #end(reason: Pick<CloseReason, 'reason' | 'message'>): void {
    this.#clearTimers();
    this.#set({ phase: 'ended', reason, retryAt: null, rttMs: null });
  }

  #send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.#wire?.readyState === 1) this.#wire.send(data);
  }

  #ping(): void {
    this.#send(JSON.stringify({ type: 'ping', t: this.#o.env.now(), rttMs: this.link.get().rttMs }));
    this.#later(() => this.#ping(), LIMITS.pingMs);
  }

  /** A silent wire is a dead one: half-open sockets tell nothing by themselves. */
  #watch(): void {
    this.#later(() => {
      if (this.#o.env.now() - this.#heardAt > LIMITS.pingMs + LIMITS.pongMs) this.#drop();
      else this.#watch();
    }, LIMITS.pongMs);
  }

  #later(run: () => void, ms: number): void {
    const timer = this.#o.env.setTimer(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    this.#timers.add(timer);
  }

  #clearTimers(): void {
    for (const timer of this.#timers) this.#o.env.clearTimer(timer);
    this.#timers.clear();
    this.#stopRetry();
  }

  #stopRetry(): void {
    if (this.#retry !== null) this.#o.env.clearTimer(this.#retry);
    this.#retry = null;
  }

  #set(part: Partial<LinkState>): void {
    this.link.update((state) => ({ ...state, ...part }));
    if (!('save' in part)) this.#tellSave();
  }

  #tellSave(): void {
    const state = this.link.get();
    const save = saveStateOf({
      synced: state.synced,
      connected: state.phase === 'open',
      editsSaved: this.#edits.saved,
      editsSince: this.#edits.unsavedSince,
      messages: this.#queue.size,
      messagesSince: this.#queue.unsavedSince,
      refused: this.#edits.refused,
      savedAt: this.#savedAt,
      now: this.#o.env.now(),
    });
    if (JSON.stringify(save) !== JSON.stringify(state.save)) this.link.set({ ...this.link.get(), save });
  }
}
