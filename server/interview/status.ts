/** What the candidate's page reports about its machine, passed on to staff: kernel, save state and round trip time. */
import type { PassingMessage } from '../../protocol/socket.ts';
import type { Hub } from '../peers/hub.ts';
import type { Peer } from '../peers/peer.ts';

/** What the candidate's page reports. */
type Status = Extract<PassingMessage, { type: 'status' }>;

/** The last report, and its way to staff. */
export class CandidateStatus {
  readonly #hub: Hub;
  #latest: Status | null = null;
  #rttMs: number | null = null;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** Null before the first report. */
  get latest(): Status | null {
    return this.#latest;
  }

  /** A new report has come; staff get it at once. */
  set(status: Status): void {
    this.#latest = status;
    this.report();
  }

  /** The round trip time in ms as a peer measured it; only the candidate's counts. */
  setRtt(peer: Peer, rttMs: number | null): void {
    if (peer.session.role !== 'candidate' || rttMs === this.#rttMs) return;
    this.#rttMs = rttMs;
    this.report();
  }

  /** Sends the latest status to staff, and whether the candidate is connected. */
  report(): void {
    if (!this.#latest) return;
    const peers = this.#hub.peers();
    const online = peers.some((p) => p.session.role === 'candidate');
    const message = { type: 'status' as const, status: this.#latest, rttMs: this.#rttMs, online };
    for (const peer of peers) if (peer.session.role !== 'candidate') peer.say(message);
  }
}
