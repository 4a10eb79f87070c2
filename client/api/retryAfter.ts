/** How long a server that refuses for now asks to be left alone: the header `Retry-After`. */
import { LIMITS } from '../../protocol/limits.ts';

/**
 * Ms to wait, at most `LIMITS.retryAfterCapMs`; null where the answer does not say, or says what cannot be read. A date counts from the
 * answer's own `Date`, since the clock of this machine may be wrong.
 * @param now ms since 1970 by this machine's clock, for an answer without a date
 */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  const isDate = /^[a-z]{3}/i.test(text);
  if (!isDate && !/^\d+$/.test(text)) return null;
  const ms = isDate ? Date.parse(text) - dateOf(headers, now) : Number(text) * 1_000;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), LIMITS.retryAfterCapMs);
}

function dateOf(headers: Headers, now: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? now : date;
}
