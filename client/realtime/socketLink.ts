/** The socket of one interview: asks for a ticket, opens, notices silence, reconnects by itself, and stops where the server closed it for good. */
import { CLOSE, closeReason } from '../../protocol/close.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { retryWait } from '../api/backoff.ts';
import { asAppError } from '../api/error.ts';
import type { EndReason, SocketState } from './connectionState.ts';
import type { Env, Timer, Wire } from './env.ts';

/** The lifecycle with what each phase holds; {@link SocketLink.state} is the part that pages see. */
type Life =
  | { phase: 'new' }
  /** A ticket was asked for. */
  | { phase: 'asking'; reason: EndReason | null }
  /** There is a wire, but no welcome yet. */
  | { phase: 'opening'; wire: Wire; reason: EndReason | null }
  | { phase: 'open'; wire: Wire; rttMs: number | null }
  | { phase: 'waiting'; timer: Timer; retryAt: number; reason: EndReason | null }
  | { phase: 'ended'; reason: EndReason }
  /** The page went away. */
  | { phase: 'stopped' };

interface SocketLinkOptions {
  env: Env;
  /** A single-use ticket for the socket; rejects with an AppError. */
  ticket: () => Promise<string>;
  /** Address of the socket for a ticket. */
  address: (ticket: string) => string;
  /** A wire was opened. */
  onOpen: () => void;
  /** Frames as they come, in order. What these throw ends the wire: a fresh one brings the whole state anew. */
  onText: (text: string) => void;
  onBytes: (bytes: Uint8Array) => void;
  /** The wire is gone; nothing more comes from it. */
  onGone: () => void;
  /** The other side, or something between, closed the wire because a frame was too large. */
  onTooLarge: () => void;
  onState: () => void;
}

export class SocketLink {
  readonly #o: SocketLinkOptions;
  #life: Life = { phase: 'new' };
  /** Attempts since the last welcome. */
  #attempt = 0;
  /** When the wire last brought something, in ms by this machine's clock. */
  #heardAt = 0;
  /** Of the wire that there is. */
  readonly #timers = new Set<Timer>();

  constructor(options: SocketLinkOptions) {
    this.#o = options;
  }

  get state(): SocketState {
    const life = this.#life;
    switch (life.phase) {
      case 'asking':
      case 'opening':
        return { phase: 'connecting', reason: life.reason };
      case 'open':
        return { phase: 'open', rttMs: life.rttMs };
      case 'waiting':
        return { phase: 'waiting', retryAt: life.retryAt, reason: life.reason };
      case 'ended':
        return { phase: 'ended', reason: life.reason };
      default:
        return { phase: 'connecting', reason: null };
    }
  }

  /** True from {@link stop} on. */
  get stopped(): boolean {
    return this.#life.phase === 'stopped';
  }

  /** Opens the first socket; settles once it was asked for. */
  start(): Promise<void> {
    return this.#life.phase === 'new' ? this.#connect(null) : Promise.resolve();
  }

  /** Tries at once instead of waiting; nothing happens in other phases. */
  retryNow(): void {
    if (this.#life.phase !== 'waiting') return;
    this.#o.env.clearTimer(this.#life.timer);
    void this.#connect(this.#life.reason);
  }

  /** Ends the link for good. */
  stop(): void {
    if (this.#life.phase === 'waiting') this.#o.env.clearTimer(this.#life.timer);
    const wire = this.#detach();
    this.#life = { phase: 'stopped' };
    wire?.close(1000, 'page closed');
  }

  /** Sends where the wire is open; else the frame is dropped. */
  send(data: string | Uint8Array<ArrayBuffer>): void {
    const wire = this.#wire;
    if (wire?.readyState === 1) wire.send(data);
  }

  /** The server has welcomed this page. */
  welcomed(): void {
    const life = this.#life;
    if (life.phase !== 'opening') return;
    this.#attempt = 0;
    this.#move({ phase: 'open', wire: life.wire, rttMs: null });
  }

  /** Begins to ping, every `LIMITS.pingMs`, until the wire is gone. */
  beginPings(): void {
    const life = this.#life;
    if (life.phase !== 'open') return;
    this.send(JSON.stringify({ type: 'ping', t: this.#o.env.now(), rttMs: life.rttMs }));
    this.#later(() => this.beginPings(), LIMITS.pingMs);
  }

  /** The answer to a ping took `rttMs`. */
  measured(rttMs: number): void {
    if (this.#life.phase === 'open') this.#move({ ...this.#life, rttMs });
  }

  /** Something does not fit: a fresh socket brings the whole state anew. */
  drop(): void {
    const wire = this.#detach();
    if (!wire) return;
    wire.close(4001, CLOSE.idle.reason);
    this.#wait(null);
  }

  get #wire(): Wire | null {
    const life = this.#life;
    return life.phase === 'opening' || life.phase === 'open' ? life.wire : null;
  }

  #move(life: Life): void {
    this.#life = life;
    this.#o.onState();
  }

  async #connect(reason: EndReason | null): Promise<void> {
    const { env } = this.#o;
    const asking: Life = { phase: 'asking', reason };
    this.#move(asking);
    let ticket: string;
    try {
      ticket = await this.#o.ticket();
    } catch (cause) {
      if (this.#life !== asking) return;
      const error = asAppError(cause);
      if (error.passing) this.#wait(null, error.retryAfterMs);
      else this.#move({ phase: 'ended', reason: { reason: error.code, message: error.message } });
      return;
    }
    if (this.#life !== asking) return;
    const wire = env.openWire(this.#o.address(ticket));
    wire.binaryType = 'arraybuffer';
    wire.onopen = () => this.#o.onOpen();
    wire.onmessage = (event) => this.#receive(event.data);
    wire.onclose = (event) => this.#closed(event.code, event.reason);
    wire.onerror = () => {
      // A close with its code follows every error.
    };
    this.#heardAt = env.now();
    this.#move({ phase: 'opening', wire, reason });
    this.#watch();
  }

  #receive(data: unknown): void {
    this.#heardAt = this.#o.env.now();
    try {
      if (typeof data === 'string') this.#o.onText(data);
      else if (data instanceof ArrayBuffer) this.#o.onBytes(new Uint8Array(data));
    } catch {
      this.drop();
    }
  }

  #closed(code: number, reason: string): void {
    this.#detach();
    const end = closeReason(code, reason);
    if (code === CLOSE.tooLarge.code) this.#o.onTooLarge();
    if (end && !end.retry) this.#move({ phase: 'ended', reason: end });
    else this.#wait(end);
  }

  /** Takes the wire out of the lifecycle, which must move on at once; returns it, or null where there is none. */
  #detach(): Wire | null {
    const wire = this.#wire;
    for (const timer of this.#timers) this.#o.env.clearTimer(timer);
    this.#timers.clear();
    if (!wire) return null;
    wire.onopen = wire.onmessage = wire.onclose = wire.onerror = null;
    this.#o.onGone();
    return wire;
  }

  /** @param toldMs ms that the server asked to wait */
  #wait(reason: EndReason | null, toldMs: number | null = null): void {
    const { env } = this.#o;
    const ms = retryWait(this.#attempt, env.random(), toldMs);
    this.#attempt += 1;
    const timer = env.setTimer(() => void this.#connect(reason), ms);
    this.#move({ phase: 'waiting', timer, retryAt: env.now() + ms, reason });
  }

  /** A silent connection counts as dead: one that is broken half-way reports nothing by itself. */
  #watch(): void {
    this.#later(() => {
      if (this.#o.env.now() - this.#heardAt > LIMITS.pingMs + LIMITS.pongMs) this.drop();
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
}
