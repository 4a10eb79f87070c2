/**
 * A headless client: a real Y.Doc, a real socket, an outbox and reconnection. It keeps a ledger of what it sent, what was acknowledged
 * and what it saw, so that a test can compare the three.
 */

import { randomBytes } from 'node:crypto';
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { InterviewEvent } from '../../protocol/event.ts';
import { readFrame, step1Frame, step2Frame, updateFrame } from '../../protocol/frames.ts';
import type { Language } from '../../protocol/language.ts';
import type { RecordedMessage, RecordedType, ServerMessage } from '../../protocol/socket.ts';
import { applyEvent, type InterviewState } from '../../protocol/state.ts';
import { Browser, type Link } from './http.ts';

const REMOTE = Symbol('remote');

export type MessageData<T extends RecordedType> = Extract<RecordedMessage, { type: T }>['data'];

export interface ClientOptions {
  /** Keep all bytes that arrive, for the canary. */
  keep?: boolean;
  /** Comes back by itself after a close that allows it. */
  reconnect?: boolean;
  retryMs?: number;
  /** Called after each message of the server was taken in. */
  onMessage?: (message: ServerMessage) => void;
}

type Waiter = {
  test: () => boolean;
  resolve: () => void;
  reject: (e: Error) => void;
  timer: NodeJS.Timeout;
  what: string;
};

export class Client {
  readonly browser: Browser;
  readonly link: Link;
  readonly doc = new Y.Doc();
  readonly events: InterviewEvent[] = [];
  readonly messages: ServerMessage[] = [];
  /** Socket bytes, where recorded. */
  readonly heard: Uint8Array[] = [];
  readonly closes: { code: number; reason: string }[] = [];
  /** Cursor states as received: clientID -> state. */
  readonly cursors = new Map<number, unknown>();
  readonly acked = new Set<string>();
  readonly nacked = new Map<string, string>();
  interviewId = '';
  participantId = '';
  state: InterviewState | null = null;
  synced = false;
  /** Update frames of this connection that were sent and stored. */
  sent = 0;
  stored = 0;
  /** Counts connections. */
  connection = 0;
  /** The delivery counter ran without a gap. */
  gapless = true;
  #delivered = 0;
  #ws: WebSocket | null = null;
  #open = false;
  #stopped = false;
  #outbox = new Map<string, RecordedMessage>();
  #offline = false;
  readonly #o: ClientOptions;
  readonly #waiters = new Set<Waiter>();

  constructor(link: Link, options: ClientOptions = {}, browser = new Browser(link.base, options.keep ?? false)) {
    this.link = link;
    this.#o = options;
    this.browser = browser;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === REMOTE) return;
      if (this.#open && this.synced) this.#sendEdit(updateFrame(update));
      else this.#offline = true;
    });
  }

  async join(name: string, interviewId?: string, language?: Language): Promise<this> {
    const me = await this.browser.claim(this.link, name, language);
    this.participantId = me.participantId;
    this.interviewId = interviewId ?? me.interviewId ?? '';
    return this;
  }

  async ticket(): Promise<string> {
    const { ticket } = await this.browser.post<{ ticket: string }>(
      `/api/interviews/${this.interviewId}/tickets`,
      {},
      this.link.inviteId,
    );
    return ticket;
  }

  /** Opens the socket; resolves at `welcome`. */
  async connect(): Promise<this> {
    const ticket = await this.ticket();
    const url = `${this.link.base.replace(/^http/, 'ws')}/socket/${this.interviewId}?ticket=${ticket}`;
    const ws = new WebSocket(url, { origin: this.link.base, perMessageDeflate: false });
    this.#ws = ws;
    ws.binaryType = 'nodebuffer';
    return new Promise((resolve, reject) => {
      let welcomed = false;
      ws.on('open', () => {
        this.#open = true;
        this.connection += 1;
        ws.send(step1Frame(Y.encodeStateVector(this.doc)));
      });
      ws.on('message', (data: Buffer, binary: boolean) => {
        if (this.#ws !== ws) return;
        if (this.#o.keep) this.heard.push(new Uint8Array(data));
        if (binary) this.#read(new Uint8Array(data));
        else {
          const message = JSON.parse(data.toString('utf8')) as ServerMessage;
          this.#hear(message);
          this.#o.onMessage?.(message);
        }
        if (!welcomed && this.state) {
          welcomed = true;
          resolve(this);
        }
        this.#check();
      });
      ws.on('error', (e) => {
        if (!welcomed) reject(e);
      });
      ws.on('close', (code, reason) => {
        if (this.#ws !== ws) return;
        this.closes.push({ code, reason: reason.toString() });
        this.#open = false;
        this.synced = false;
        this.sent = 0;
        this.stored = 0;
        if (!welcomed) reject(new Error(`closed ${code} ${reason.toString()} before welcome`));
        this.#check();
        if (this.#o.reconnect && !this.#stopped) this.#again();
      });
    });
  }

  #again(): void {
    setTimeout(() => {
      if (!this.#stopped) this.connect().catch(() => this.#open || this.#again());
    }, this.#o.retryMs ?? 100);
  }

  get open(): boolean {
    return this.#open;
  }

  /** All edits of this connection are stored, and nothing waits from before it. */
  get saved(): boolean {
    return this.#open && this.synced && !this.#offline && this.sent === this.stored;
  }

  /** Messages without an answer. */
  get unanswered(): number {
    return this.#outbox.size;
  }

  #sendEdit(frame: Uint8Array): void {
    this.sent += 1;
    this.#ws?.send(frame);
  }

  #read(bytes: Uint8Array): void {
    const frame = readFrame(bytes);
    if (typeof frame === 'string') throw new Error(`the server sent a frame that is ${frame}`);
    switch (frame.kind) {
      case 'step1': {
        const update = Y.encodeStateAsUpdate(this.doc, frame.stateVector);
        const news = this.#offline || !sameVector(this.doc, frame.stateVector);
        this.synced = true;
        this.#offline = false;
        if (news && update.byteLength > 2) this.#sendEdit(step2Frame(update));
        else this.#ws?.send(step2Frame(new Uint8Array([0, 0])));
        for (const message of this.#outbox.values()) this.#ws?.send(JSON.stringify(message));
        return;
      }
      case 'awareness': {
        const decoder = decoding.createDecoder(frame.update);
        decoding.readVarUint(decoder);
        const id = decoding.readVarUint(decoder);
        decoding.readVarUint(decoder);
        this.cursors.set(id, JSON.parse(decoding.readVarString(decoder)));
        return;
      }
      default:
        Y.applyUpdate(this.doc, frame.update, REMOTE);
    }
  }

  #hear(message: ServerMessage): void {
    this.messages.push(message);
    switch (message.type) {
      case 'welcome':
        this.state = message.state;
        this.#delivered = message.n;
        return;
      case 'event':
        if (message.n !== this.#delivered + 1) this.gapless = false;
        this.#delivered = message.n;
        this.events.push(message.event);
        if (this.state) this.state = applyEvent(this.state, message.event);
        return;
      case 'ack':
        this.acked.add(message.id);
        this.#outbox.delete(message.id);
        return;
      case 'nack':
        this.nacked.set(message.id, message.code);
        this.#outbox.delete(message.id);
        return;
      case 'saved':
        this.stored = message.edits;
    }
  }

  /** Sends a recorded message; it is resent after every reconnection until it is answered. Returns its id. */
  send<T extends RecordedType>(type: T, data: MessageData<T>, id = newId()): string {
    const message = { type, id, data } as RecordedMessage;
    this.#outbox.set(id, message);
    if (this.#open && this.synced) this.#ws?.send(JSON.stringify(message));
    return id;
  }

  /** Sends a message and waits for its answer: 'ack', or the code of the refusal. */
  async say<T extends RecordedType>(type: T, data: MessageData<T>, id = newId()): Promise<string> {
    this.send(type, data, id);
    await this.until(() => this.acked.has(id) || this.nacked.has(id), `an answer to ${type}`);
    return this.nacked.get(id) ?? 'ack';
  }

  /** Anything at all, as text or bytes. */
  raw(data: string | Uint8Array): void {
    this.#ws?.send(data);
  }

  get socket(): WebSocket | null {
    return this.#ws;
  }

  text(fileId: string): Y.Text {
    const file = this.doc.getMap<Y.Map<unknown>>('work').get(fileId);
    const text = file?.get('text');
    if (!(text instanceof Y.Text))
      throw new Error(`no file ${fileId}; there are ${[...this.doc.getMap('work').keys()].join(', ')}`);
    return text;
  }

  type(fileId: string, at: number, text: string): void {
    this.text(fileId).insert(at, text);
  }

  /** Resolves when `test` holds; it is looked at after every message. */
  until(test: () => boolean, what: string, ms = 20_000): Promise<void> {
    if (test()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        test,
        resolve,
        reject,
        what,
        timer: setTimeout(() => {
          this.#waiters.delete(waiter);
          reject(new Error(`waited ${ms} ms for ${what}; closes: ${JSON.stringify(this.closes)}`));
        }, ms),
      };
      this.#waiters.add(waiter);
    });
  }

  #check(): void {
    for (const waiter of [...this.#waiters]) {
      if (!waiter.test()) continue;
      this.#waiters.delete(waiter);
      clearTimeout(waiter.timer);
      waiter.resolve();
    }
  }

  async closed(ms?: number): Promise<{ code: number; reason: string }> {
    const before = this.closes.length;
    await this.until(() => this.closes.length > before || (!this.#open && before > 0), 'the socket to close', ms);
    return this.closes.at(-1) ?? { code: 0, reason: '' };
  }

  stop(): void {
    this.#stopped = true;
    const ws = this.#ws;
    this.#ws = null;
    this.#open = false;
    ws?.on('error', () => {});
    ws?.terminate();
    for (const { timer, reject, what } of this.#waiters) {
      clearTimeout(timer);
      reject(new Error(`stopped while waiting for ${what}`));
    }
    this.#waiters.clear();
    this.doc.destroy();
  }
}

export const newId = (): string => randomBytes(12).toString('base64url');

function sameVector(doc: Y.Doc, vector: Uint8Array): boolean {
  const theirs = Y.decodeStateVector(vector);
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc)))
    if ((theirs.get(client) ?? 0) < clock) return false;
  return true;
}
