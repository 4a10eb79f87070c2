/** The sockets of one interview: who is present, and cursors from the candidate to those who watch. */

import { awarenessFrame } from '../../protocol/frames.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { PresentParticipant } from '../../protocol/socket.ts';
import { type AwarenessState, writeAwareness } from './awareness.ts';
import type { Peer } from './peer.ts';

const GAP_MS = 1000 / LIMITS.awarenessPerSecond;

interface Cursor {
  latest: AwarenessState;
  frame: Uint8Array;
  /** Set while the next frame waits for its turn: the newest state wins. */
  timer: NodeJS.Timeout | null;
}

/** The sockets of one room. */
export class Hub {
  readonly #peers = new Set<Peer>();
  readonly #cursors = new Map<Peer, Cursor>();

  /** A socket has come. Nobody is informed; see `presence`. */
  add(peer: Peer): void {
    this.#peers.add(peer);
  }

  /** A socket has gone, and its cursor with it. */
  remove(peer: Peer): void {
    this.#peers.delete(peer);
    const cursor = this.#cursors.get(peer);
    if (!cursor) return;
    this.#cursors.delete(peer);
    if (cursor.timer) clearTimeout(cursor.timer);
    const { clientId, clock } = cursor.latest;
    this.#spread(awarenessFrame(writeAwareness({ clientId, clock: clock + 1, state: null })));
  }

  /** The sockets that are open. */
  peers(): Peer[] {
    return [...this.#peers].filter((peer) => peer.open);
  }

  /** The sockets that were added and not removed, closing ones included. */
  get size(): number {
    return this.#peers.size;
  }

  /** The people who are present, each once. */
  present(): PresentParticipant[] {
    const people = new Map<string, PresentParticipant>();
    for (const { session } of this.peers()) {
      const { participantId, name, role } = session;
      const known = people.get(participantId);
      people.set(participantId, { participantId, name, role, sockets: (known?.sockets ?? 0) + 1 });
    }
    return [...people.values()];
  }

  /** Reports to everybody who is present. */
  presence(): void {
    const present = this.present();
    for (const peer of this.peers()) peer.say({ type: 'presence', present });
  }

  /** The candidate's cursor: at most ten a second go out, and always the newest. False where the clientID belongs to another socket. */
  cursor(peer: Peer, state: AwarenessState): boolean {
    if (peer.awarenessId !== null && peer.awarenessId !== state.clientId) return false;
    for (const other of this.#peers) if (other !== peer && other.awarenessId === state.clientId) return false;
    peer.awarenessId = state.clientId;
    const { name, role } = peer.session;
    const latest = { ...state, state: state.state && { ...state.state, user: { name, role } } };
    const frame = awarenessFrame(writeAwareness(latest));
    const before = this.#cursors.get(peer);
    if (before?.timer) {
      Object.assign(before, { latest, frame });
      return true;
    }
    const cursor: Cursor = { latest, frame, timer: null };
    cursor.timer = setTimeout(() => {
      cursor.timer = null;
      if (cursor.frame !== frame) this.#spread(cursor.frame);
    }, GAP_MS);
    this.#cursors.set(peer, cursor);
    this.#spread(frame);
    return true;
  }

  /** Where the others' cursors are, for one who has just come. */
  cursorsFor(peer: Peer): Uint8Array[] {
    return peer.session.role === 'candidate' ? [] : [...this.#cursors.values()].map((c) => c.frame);
  }

  #spread(frame: Uint8Array): void {
    for (const peer of this.peers()) if (peer.session.role !== 'candidate') peer.droppable(frame);
  }
}
