/**
 * Who may still write to a log that is nearly full. The last part is kept for deletions and small edits, so that a page can always save what
 * is typed; what ends a run, a score or the interview, and what staff write, fits always: both are bounded by themselves.
 */
import { LIMITS } from '../../protocol/limits.ts';
import { isStaff, type Role } from '../../protocol/role.ts';
import type { ClientMessageType } from '../../protocol/socket.ts';
import type { Hub } from '../peers/hub.ts';
import type { Refused } from './verdict.ts';

/** How urgent a row is. */
export type Claim =
  /** Written whatever the log holds. */
  | 'always'
  /** Written as long as there is any room. */
  | 'small'
  /** Written as long as the last part is not begun. */
  | 'bulk';

/** Ends of what was begun while there was room. */
const ENDS: ReadonlySet<ClientMessageType> = new Set(['run.finish', 'score.fail', 'annotation.remove']);

/** The claim of a participant's message, by its size in the log. */
export function claimOfMessage(type: ClientMessageType, role: Role, bytes: number): Claim {
  if (isStaff(role) || ENDS.has(type)) return 'always';
  return type !== 'run.output' && bytes <= LIMITS.smallBytes ? 'small' : 'bulk';
}

/** The claim of an edit: an update whose number of clients with new parts is zero only deletes. */
export const claimOfEdit = (update: Uint8Array): Claim =>
  update[0] === 0 || update.byteLength <= LIMITS.smallBytes ? 'small' : 'bulk';

/** Why rows of `bytes` do not fit into a log that holds `used`, or null. */
export function spaceRefusal(claim: Claim, used: number, bytes: number): Refused | null {
  const most = {
    always: Number.POSITIVE_INFINITY,
    small: LIMITS.logBytes,
    bulk: LIMITS.logBytes - LIMITS.logReserveBytes,
  };
  if (used + bytes <= most[claim]) return null;
  return claim === 'bulk'
    ? {
        code: 'log-full',
        message:
          'The record of this interview is nearly full: only deletions, small edits and notes are taken. Outputs of runs are not recorded any more.',
      }
    : { code: 'log-full', message: 'The record of this interview is full; nothing more can be added to it.' };
}

/** Bytes of growth after which everybody hears of it again: coarse while there is room, fine near the end. */
const STEP = { plenty: 1024 * 1024, scarce: 64 * 1024 };

/** Reports how full a log is, when that has changed enough to matter. */
export class SpaceReport {
  readonly #hub: Hub;
  #told = 0;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** The log holds so many bytes now. */
  grown(bytes: number): void {
    const isScarce = bytes >= LIMITS.logBytes * LIMITS.logWarnShare;
    const wasScarce = this.#told >= LIMITS.logBytes * LIMITS.logWarnShare;
    if (isScarce === wasScarce && bytes - this.#told < (isScarce ? STEP.scarce : STEP.plenty)) return;
    this.#told = bytes;
    for (const peer of this.#hub.peers()) peer.say({ type: 'log', bytes });
  }
}
