/**
 * The only values that may reach a database driver. libsql ends the whole process on a boolean and cuts text at NUL, PostgreSQL
 * refuses NUL and lone surrogates: the same guard is before both, so that both fail alike and in JavaScript.
 */
type Bound = null | number | bigint | string | Uint8Array;

/** Code of a {@link BindError} where it crosses from the store's thread. */
export const BIND_ERROR = 'bind';

/** A value that no database driver may be given; the message names the parameter. */
export class BindError extends TypeError {
  override readonly name = 'BindError';
  readonly code = BIND_ERROR;
}

const INT64 = 2n ** 63n;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Returns `value` when it may be bound as parameter `index` (from 0); throws BindError otherwise. */
export function bind(value: unknown, index = 0): Bound {
  const refuse = (what: string): never => {
    throw new BindError(
      `parameter ${index + 1} is ${what}; allowed: null, finite number, bigint, text without NUL, bytes`,
    );
  };
  if (value === null) return null;
  if (value instanceof Uint8Array) return value;
  switch (typeof value) {
    case 'number':
      if (!Number.isFinite(value)) return refuse(`the number ${value}`);
      if (Number.isInteger(value) && !Number.isSafeInteger(value))
        return refuse('an integer beyond 2^53 (use a bigint)');
      return value;
    case 'bigint':
      return value >= -INT64 && value < INT64 ? value : refuse('a bigint beyond 64 bits');
    case 'string':
      if (value.includes('\0')) return refuse('text with a NUL character');
      if (LONE_SURROGATE.test(value)) return refuse('text with half a surrogate pair');
      return value;
    default:
      return refuse(value === undefined ? 'undefined' : `of type ${typeof value}`);
  }
}

/** Integers as both drivers hand them back: a number where it is exact, else a bigint. */
export const integer = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
