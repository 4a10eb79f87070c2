import type { CloseReason } from '../../protocol/close.ts';
import type { Env } from './env.ts';
import type { Outbox } from './outbox.ts';
import type { SaveState } from './saved.ts';

/** The network between this page and the server, as the page shows it. */
export interface LinkState {
  phase: 'connecting' | 'open' | 'waiting' | 'ended';
  /** When the next attempt is due by this machine's clock, while waiting. */
  retryAt: number | null;
  /** Why the last connection ended, where the server said so. */
  reason: Pick<CloseReason, 'reason' | 'message'> | null;
  /** Round trip of the last ping. */
  rttMs: number | null;
  /** The document was received at least once. */
  synced: boolean;
  /** Changes whenever something is saved or stops being so. */
  save: SaveState;
}

export const FIRST_LINK: LinkState = {
  phase: 'connecting',
  retryAt: null,
  reason: null,
  rttMs: null,
  synced: false,
  save: { kind: 'loading' },
};

export interface ConnectionOptions {
  interviewId: string;
  title: string;
  minutes: number;
  outbox: Outbox;
  env: Env;
  ticket: () => Promise<string>;
  /** Address of the socket for a ticket. */
  address: (ticket: string) => string;
}
