/** What the main thread and the store's worker say to each other. */
import type { StoreMethod } from '../port.ts';

export interface WorkerOptions {
  /** The database file. */
  path: string;
  /** Upper bound of pages, for the full-disk test; null: the default of SQLite. */
  maxPages: number | null;
}

export interface Request {
  id: number;
  method: StoreMethod | 'close';
  args: unknown[];
}

export interface Reply {
  id: number;
  result?: unknown;
  error?: { name: string; message: string };
}

export type FromWorker =
  | { type: 'ready' }
  | { type: 'failed'; message: string }
  | { type: 'replies'; replies: Reply[] };
