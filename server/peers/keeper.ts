/**
 * Which staff browser keeps the ledger: of those that offer themselves the first one that can, is seen and has memory enough. It stays so
 * until it goes, hides behind one that is seen, or falls silent.
 */
import type { PassingMessage } from '../../protocol/socket.ts';
import type { Hub } from './hub.ts';
import type { Peer } from './peer.ts';

/** A browser that has offered nothing for so long keeps nothing any more. Pages offer every three seconds. */
export const SILENT_MS = 10_000;
/** Ms between two looks for silent ones. */
const LOOK_MS = 2_000;
/** GiB of memory that a browser which reports less must not be burdened with: an interpreter takes half of one. */
const ENOUGH_GIB = 8;

type OfferMessage = Extract<PassingMessage, { type: 'ledger.offer' }>;

/** What a browser has offered. */
export interface Offer extends Pick<OfferMessage, 'able' | 'visible' | 'memoryGiB'> {
  /** When its first one came, and its last one, in ms of this process. */
  since: number;
  heard: number;
}

/** How well a browser is suited, the smallest number first; null: not at all. */
function rankOf({ able, visible, memoryGiB, heard }: Offer, now: number): number | null {
  if (!able || now - heard >= SILENT_MS || (memoryGiB !== null && memoryGiB < ENOUGH_GIB)) return null;
  // Firefox and Safari do not say how much memory there is.
  return (visible ? 0 : 2) + (memoryGiB === null ? 1 : 0);
}

/** Whose turn it is: of the best suited the one that came first, but nobody who is seen loses it to another. Null where nobody can. */
export function elect<Who>(offers: ReadonlyMap<Who, Offer>, current: Who | null, now: number): Who | null {
  const suited = [...offers]
    .flatMap(([who, offer]) => {
      const rank = rankOf(offer, now);
      return rank === null ? [] : [{ who, rank, since: offer.since }];
    })
    .sort((a, b) => a.rank - b.rank || a.since - b.since);
  const holder = suited.find(({ who }) => who === current);
  const isSeen = (rank: number) => rank < 2;
  const [best] = suited;
  return (holder && (isSeen(holder.rank) || !best || !isSeen(best.rank)) ? holder : best)?.who ?? null;
}

/** The turn in one room. Time is that of this process: nobody else is shown it. */
export class Keeper {
  readonly #hub: Hub;
  readonly #offers = new Map<Peer, Offer>();
  /** What each was told last. */
  readonly #told = new Map<Peer, string>();
  #current: Peer | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** A browser offers itself, or says that it cannot. */
  offered(peer: Peer, { able, visible, memoryGiB }: OfferMessage): void {
    const now = performance.now();
    const since = this.#offers.get(peer)?.since ?? now;
    this.#offers.set(peer, { able, visible, memoryGiB, since, heard: now });
    this.#timer ??= setInterval(() => this.#decide(), LOOK_MS).unref();
    this.#decide();
  }

  #decide(): void {
    const peers = new Set(this.#hub.peers());
    for (const peer of [...this.#offers.keys()]) if (!peers.has(peer)) this.#forget(peer);
    this.#current = elect(this.#offers, this.#current, performance.now());
    const holder = this.#current?.session.name ?? null;
    for (const peer of this.#offers.keys()) {
      const turn = { type: 'ledger.turn' as const, yours: peer === this.#current, holder };
      const text = JSON.stringify(turn);
      if (this.#told.get(peer) === text) continue;
      this.#told.set(peer, text);
      peer.say(turn);
    }
  }

  /** A socket has gone. With the last one nothing is left to look at. */
  #forget(peer: Peer): void {
    this.#offers.delete(peer);
    this.#told.delete(peer);
    if (this.#offers.size > 0 || !this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }
}
