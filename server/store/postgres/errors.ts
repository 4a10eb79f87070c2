/** What the driver of PostgreSQL throws, as the port throws it. */
import pg from 'pg';
import { BindError } from '../bind.ts';
import { StoreError } from '../port.ts';

/** Whatever the driver threw as the port's error; the driver's own stays as its cause. A BindError goes through. */
export function asStoreError(e: unknown): Error {
  if (e instanceof BindError || e instanceof StoreError) return e;
  return new StoreError(`PostgreSQL: ${sentenceOf(e)}`, { cause: e });
}

/** A refused connection comes as an AggregateError without a message of its own. */
function sentenceOf(e: unknown): string {
  if (e instanceof AggregateError && e.message === '') return e.errors.map(sentenceOf).join('; ');
  if (!(e instanceof Error)) return String(e);
  const code = 'code' in e && typeof e.code === 'string' && !e.message.includes(e.code) ? ` (${e.code})` : '';
  return `${e.message || e.name}${code}`;
}

/**
 * False where the server itself refused a statement and goes on listening. After anything else (a closed socket, an answer that did
 * not come in time, a session that the server ended) nobody knows what the connection would answer next.
 */
export const breaksConnection = (e: unknown): boolean => {
  if (e instanceof BindError) return false;
  return !(e instanceof pg.DatabaseError) || e.severity === 'FATAL' || e.severity === 'PANIC';
};

/** True where a lock within PostgreSQL was not free in time. */
export const isLockTimeout = (e: unknown): boolean => e instanceof pg.DatabaseError && e.code === '55P03';

/** True where no answer came in time: the network is silent, or the server is. */
export const isSilence = (e: unknown): boolean => e instanceof Error && e.message === 'Query read timeout';
