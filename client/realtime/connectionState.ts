/** The connection between this page and the server, as the page shows it. */
import type { CloseReason } from '../../protocol/close.ts';
import type { Progress } from './incoming.ts';
import type { SaveState } from './saved.ts';

/** Why a socket ended, as the server or a refused ticket reports it. */
export type EndReason = Pick<CloseReason, 'reason' | 'message'>;

/** The socket's lifecycle; each phase has exactly the fields that it needs. */
export type SocketState =
  /** A ticket or the server's welcome is awaited. `reason`: why the earlier socket ended, where the server gave a reason. */
  | { phase: 'connecting'; reason: EndReason | null }
  /** `rttMs`: round trip of the last ping, null before its answer. */
  | { phase: 'open'; rttMs: number | null }
  /** `retryAt`: when the next attempt is due, in ms by this machine's clock. */
  | { phase: 'waiting'; retryAt: number; reason: EndReason | null }
  /** The server does not want this page back; it is not tried again. */
  | { phase: 'ended'; reason: EndReason };

/** The socket, with what it means for the person's work. */
export type LinkState = SocketState & {
  /** The document was received at least once. */
  synced: boolean;
  /** Bytes of the document that have come and that will in all, while it comes in pieces; else null. */
  coming: Progress | null;
  /** Changes whenever something is saved or stops being so. */
  save: SaveState;
  /** False while this browser stores nothing, so that unsaved edits end with the page. */
  durable: boolean;
};

export const FIRST_LINK: LinkState = {
  phase: 'connecting',
  reason: null,
  synced: false,
  coming: null,
  save: { kind: 'loading' },
  durable: true,
};
