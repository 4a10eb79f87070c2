/** Offers this browser for keeping the ledger, again and again while its page is open, and knows whose turn it is. */

import { mayMessage } from '../../../protocol/permission.ts';
import type { Connection } from '../../realtime/connection.ts';
import { createStore, type Store } from '../../store/store.ts';

/** Ms between two offers: the server gives the turn to another browser after 10 s without one. */
const EVERY_MS = 3_000;

/** `holder`: the name of whoever keeps the ledger, null where nobody who is there can. */
export interface Turn {
  yours: boolean;
  holder: string | null;
}

export class Offers {
  /** Null until the server has answered. */
  readonly turn: Store<Turn | null> = createStore<Turn | null>(null);
  readonly #connection: Connection;
  readonly #isAble: () => boolean;
  readonly #ends: (() => void)[];

  /** @param isAble false while this browser has something else to do, or cannot at all */
  constructor(connection: Connection, isAble: () => boolean) {
    this.#connection = connection;
    this.#isAble = isAble;
    const timer = setInterval(() => this.offer(), EVERY_MS);
    const onSeen = (): void => this.offer();
    document.addEventListener('visibilitychange', onSeen);
    let wasOpen = false;
    this.#ends = [
      () => clearInterval(timer),
      () => document.removeEventListener('visibilitychange', onSeen),
      connection.notice.subscribe(() => {
        const newest = connection.notice.get();
        if (newest?.type === 'ledger.turn') this.turn.set({ yours: newest.yours, holder: newest.holder });
      }),
      connection.link.subscribe(() => {
        const isOpen = connection.link.get().phase === 'open';
        if (isOpen && !wasOpen) this.offer();
        // Whoever is cut off keeps nothing: another browser has the turn by now.
        if (!isOpen && wasOpen) this.turn.set(null);
        wasOpen = isOpen;
      }),
    ];
  }

  /** Says now whether this browser can, where this person may keep the ledger at all. */
  offer(): void {
    const role = this.#connection.room.store.get().me?.role;
    if (!role || !mayMessage(role, 'ledger.offer')) return;
    const { deviceMemory } = navigator as { deviceMemory?: number };
    this.#connection.whisper({
      type: 'ledger.offer',
      able: this.#isAble(),
      visible: document.visibilityState === 'visible',
      memoryGiB: deviceMemory ?? null,
    });
  }

  end(): void {
    for (const end of this.#ends) end();
  }
}
