/** One open socket: what it may still send, what was delivered to it, and whether it is alive. */
import type { RawData, WebSocket } from 'ws';
import { CLOSE, type CloseReason } from '../../protocol/close.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { ServerMessage } from '../../protocol/socket.ts';
import { Bucket } from '../access/bucket.ts';
import type { Session } from '../access/session.ts';
import type { Clock } from '../clock.ts';
import { newToken } from '../ids.ts';
import { Handover } from './handover.ts';

/** After a close frame the other side has this long to answer before the connection is cut. */
const CUT_MS = 1_000;

/** One open socket and the session behind it. */
export class Peer {
  readonly id = newToken();
  readonly session: Session;
  /** Update frames of this connection that were taken. */
  editsTaken = 0;
  /** Set by a refused edit: what follows builds on it, so nothing more is taken on this connection. */
  stuck = false;
  /** When this socket was told that the interview is paused, in server ms; null before. */
  pausedAt: number | null = null;
  /** The state vector of a candidate who waits in the lobby for the document. */
  waitingFor: Uint8Array | null = null;
  /** clientID that this socket sends awareness for, once it has sent one. */
  awarenessId: number | null = null;
  readonly updates: Bucket;
  readonly messages: Bucket;
  readonly #ws: WebSocket;
  readonly #handover: Handover;
  readonly #clock: Clock;
  #n = 0;
  #closed = false;
  /** Why the server has ended the connection; null while it has not. */
  #endedBy: string | null = null;
  #slowSince: number | null = null;
  #synced = false;
  #ping: NodeJS.Timeout | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #firstSync: NodeJS.Timeout | undefined;

  constructor(ws: WebSocket, session: Session, clock: Clock) {
    this.#ws = ws;
    this.#handover = new Handover({
      send: (frame) => this.#send(frame),
      echo: () => this.#echo(),
      now: () => performance.now(),
    });
    this.session = session;
    this.#clock = clock;
    this.updates = new Bucket(clock, LIMITS.updatesPerSecond, LIMITS.updatesBurst);
    this.messages = new Bucket(clock, LIMITS.messagesPerSecond, LIMITS.messagesBurst);
  }

  /** Starts listening; `onData` gets frames in order, `onGone` is called once, with the reason where the server has ended it. */
  start(onData: (data: RawData, binary: boolean) => void, onGone: (endedBy: string | null) => void): void {
    // Errors of the frame parser (size, encoding) close the socket by themselves; unheard they would end the process.
    this.#ws.on('error', (e: Error & { code?: unknown }) => {
      if (String(e.code).startsWith('WS_ERR_')) this.#endedBy ??= String(e.code);
    });
    this.#ws.on('message', (data, binary) => {
      if (!this.#closed) onData(data, binary);
    });
    this.#ws.once('close', () => {
      this.#closed = true;
      for (const timer of [this.#ping, this.#deadline, this.#firstSync]) clearTimeout(timer);
      onGone(this.#endedBy);
    });
    this.#heartbeat();
    this.#firstSync = setTimeout(() => {
      if (!this.#synced) this.close(CLOSE.idle);
    }, LIMITS.firstSyncMs);
  }

  /** The client has taken part in the first exchange of state vectors. */
  synced(): void {
    this.#synced = true;
  }

  /** Pings every 5 s; without an answer within 3 s the link is dead. */
  #heartbeat(): void {
    this.#ws.on('pong', () => clearTimeout(this.#deadline));
    this.#ping = setInterval(() => {
      if (this.#closed) return;
      if (this.session.expiresAt <= this.#clock.now()) return this.close(CLOSE.revoked);
      this.#watchBuffer();
      this.#ws.ping();
      this.#deadline = setTimeout(() => this.close(CLOSE.idle, 0), LIMITS.pongMs);
    }, LIMITS.pingMs);
  }

  /** Resolves with true when the other side has everything that was sent before, with false where the socket has ended. */
  #echo(): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    // Told from the answers to other pings, which were sent earlier.
    const mark = Buffer.from(newToken());
    return new Promise((resolve) => {
      const settle = (arrived: boolean) => {
        this.#ws.off('pong', heard);
        this.#ws.off('close', gone);
        resolve(arrived);
      };
      const heard = (answer: Buffer) => {
        if (mark.equals(answer)) settle(true);
      };
      const gone = () => settle(false);
      this.#ws.on('pong', heard);
      this.#ws.on('close', gone);
      this.#ws.ping(mark);
    });
  }

  /** True where the other side answers a ping in time; over a connection that is broken half-way nothing comes back. */
  answers(ms: number): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      const heard = () => settle(true);
      const gone = () => settle(false);
      const timer = setTimeout(gone, ms);
      const settle = (alive: boolean) => {
        clearTimeout(timer);
        this.#ws.off('pong', heard);
        this.#ws.off('close', gone);
        resolve(alive);
      };
      this.#ws.on('pong', heard);
      this.#ws.on('close', gone);
      this.#ws.ping();
    });
  }

  /** False from the moment that either side closes. */
  get open(): boolean {
    return !this.#closed;
  }

  /** Events that were sent to this socket. */
  get delivered(): number {
    return this.#n;
  }

  /** Sends a message, unless the socket is closed. */
  say(message: ServerMessage): void {
    this.#send(JSON.stringify(message));
  }

  /** `json` is the event's text, made once for all recipients. */
  event(json: string): void {
    this.#n += 1;
    this.#send(`{"type":"event","n":${this.#n},"event":${json}}`);
  }

  /** Sends a frame of y-protocols, unless the socket is closed. */
  binary(frame: Uint8Array): void {
    this.#send(frame);
  }

  /** Sends the document, as fast as the link carries it; what is sent otherwise meanwhile goes between its frames. */
  handOver(frames: () => readonly Uint8Array[]): void {
    this.#handover.give(frames);
  }

  /** A frame that a slow reader can do without: only the newest counts. */
  droppable(frame: Uint8Array): void {
    if (this.#ws.bufferedAmount <= LIMITS.slowAwarenessBytes) this.#send(frame);
  }

  #send(data: string | Uint8Array): void {
    if (this.#closed) return;
    this.#ws.send(data);
    this.#watchBuffer();
  }

  #watchBuffer(): void {
    if (this.#ws.bufferedAmount <= LIMITS.slowBytes) {
      this.#slowSince = null;
      return;
    }
    const now = this.#clock.now();
    this.#slowSince ??= now;
    if (now - this.#slowSince >= LIMITS.slowMs) this.close(CLOSE.slow, 0);
  }

  /** Says why and ends the connection; nothing that arrives afterwards is read. */
  close({ code, reason }: CloseReason, cutAfterMs = CUT_MS): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#endedBy ??= reason;
    this.#ws.close(code, reason);
    // A stalled or dead reader never answers the close frame.
    setTimeout(() => this.#ws.terminate(), cutAfterMs).unref();
  }
}
