/** How long to wait before the next attempt to connect or to download. */
import { LIMITS } from '../../protocol/limits.ts';

/** Ms to wait before attempt `attempt` (0 for the first) with full jitter; `random` in [0, 1). */
export function reconnectWait(attempt: number, random: number): number {
  const ceiling = Math.min(LIMITS.reconnectCapMs, LIMITS.reconnectMs * LIMITS.reconnectFactor ** attempt);
  return Math.round(random * ceiling);
}
