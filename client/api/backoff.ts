/** How long to wait before the next attempt to connect or to download. */
import { LIMITS } from '../../protocol/limits.ts';

/** Ms to wait before attempt `attempt` (0 for the first) with full jitter; `random` in [0, 1). */
export function reconnectWait(attempt: number, random: number): number {
  const ceiling = Math.min(LIMITS.reconnectCapMs, LIMITS.reconnectMs * LIMITS.reconnectFactor ** attempt);
  return Math.round(random * ceiling);
}

/**
 * The same, and not before the server wants to be asked again: `toldMs` after its answer, null where it does not say. Those whom it told the
 * same do not come all at once.
 */
export function retryWait(attempt: number, random: number, toldMs: number | null): number {
  const wait = reconnectWait(attempt, random);
  return toldMs === null ? wait : toldMs + wait;
}
