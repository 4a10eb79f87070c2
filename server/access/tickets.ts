/** Single-use permissions to open a socket: 128 random bits, valid for 30 s, held in memory only. */
import { LIMITS } from '../../protocol/limits.ts';
import type { Clock } from '../clock.ts';
import { newToken } from '../ids.ts';
import type { Session } from './session.ts';

/** Tickets that may wait at one time; beyond it the oldest go. */
const MAX_WAITING = 10_000;

interface Waiting {
  session: Session;
  interviewId: string;
  until: number;
}

/** The tickets that have been issued and not used. */
export class Tickets {
  readonly #waiting = new Map<string, Waiting>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new ticket for one socket of this interview. */
  issue(session: Session, interviewId: string): string {
    this.#sweep();
    const ticket = newToken();
    this.#waiting.set(ticket, { session, interviewId, until: this.#clock.now() + LIMITS.ticketMs });
    return ticket;
  }

  /** What the ticket was issued for, once; null when it is unknown, used or too old. */
  redeem(ticket: string): { session: Session; interviewId: string } | null {
    const found = this.#waiting.get(ticket);
    this.#waiting.delete(ticket);
    return found && this.#clock.now() < found.until ? found : null;
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (const [ticket, { until }] of this.#waiting) {
      if (until > now && this.#waiting.size < MAX_WAITING) break;
      this.#waiting.delete(ticket);
    }
  }
}
