/**
 * Names and paths of an artefact: shown to people, and split at `/`, `.` and `[` by code that builds records from them.
 */
import { PayloadError } from '../error.ts';

const MOST_CHARS = 300;
/** Parts between slashes that lead out of a folder. */
const CLIMBING = new Set(['', '.', '..']);
/** Keys that lead into a prototype. */
const INHERITED = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Refuses a path that is absolute, climbs, reaches for a prototype or holds control characters. The empty one is fine.
 * @throws PayloadError `bad-name` with what has it.
 */
export function checkPath(path: unknown, what: string): asserts path is string {
  const refuse = (why: string): never => {
    throw new PayloadError('bad-name', `${what} has the path ${String(JSON.stringify(path)).slice(0, 80)}: ${why}`);
  };
  if (typeof path !== 'string') return refuse('it is no text');
  if (path.length > MOST_CHARS) refuse(`it has more than ${MOST_CHARS} characters`);
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(path)) refuse('it holds a control character');
  if (path.includes('\\')) refuse('it holds a backslash');
  if (path === '') return;
  const climbing = path.split('/').find((part) => CLIMBING.has(part));
  if (climbing !== undefined) refuse(climbing === '' ? 'a part of it is empty' : `"${climbing}" is no name`);
  const inherited = path.split(/[/.[\]]/).find((part) => INHERITED.has(part));
  if (inherited !== undefined) refuse(`"${inherited}" is no name`);
}

/**
 * Refuses a key that sets a prototype.
 * @throws PayloadError `bad-name`.
 */
export function checkKey(key: string, what: string): void {
  if (key === '__proto__') throw new PayloadError('bad-name', `${what} has the key "__proto__"`);
}
