/** What surrounds the candidate's code: the files it may read and the place its output goes. */
import type { Sink } from './sink.ts';

interface Environment {
  /** The bytes of a data file (`train.csv`). @throws Error that lists the files that there are. */
  read(path: string): Uint8Array;
  sink: Sink;
}

let current: Environment | null = null;

/** Sets the environment of all code that follows. */
export function setEnvironment(given: Environment): void {
  current = given;
}

/** The environment in force. @throws Error before {@link setEnvironment}. */
export function environment(): Environment {
  if (current === null) throw new Error('There are no files and no output before the kernel has started.');
  return current;
}
