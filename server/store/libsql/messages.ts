/** What the main thread and the store's thread agree on besides the calls of `protocol/rpc.ts`. */

/** What the store's thread is started with. */
export interface WorkerOptions {
  folder: string;
  /** The database file in it. */
  path: string;
  /** A file that is locked as long as the thread has the database open, so that no other process writes to it. */
  lock: string;
  /** Upper bound of pages, for the full-disk test; null: the default of SQLite. */
  maxPages: number | null;
}

/** The thread's first message; calls are answered after `ready`. `message` says which file is meant. */
export type FirstMessage = { type: 'ready' } | { type: 'failed'; message: string };
