/** A limit of time for what the server reads of a candidate. */
import { createContext, Script } from 'node:vm';
import { PayloadError } from '../../engine/crossing/error.ts';

/** Honest work takes some tens of milliseconds. */
const MOST_MS = 3_000;

/**
 * What `run` gives, unless it takes too long: a parser of TypeScript has to try readings one after the other, and a few
 * hundred characters can ask it for years.
 * @throws PayloadError `too-large`.
 */
export function within<T>(ms = MOST_MS, run: () => T): T {
  try {
    return new Script('run()').runInContext(createContext({ run }), { timeout: ms }) as T;
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new PayloadError('too-large', `code and model take more than ${ms / 1000} seconds to count`);
  }
}
