/** The thread that makes archives, as the rest of the server sees it. */
import type { ArchiveAnswers } from './archiveWorker.ts';
import { ThreadPool } from './pool.ts';

const HEAP_MB = 256;
const DEADLINE_MS = 30_000;

/** Makes archives. */
export type Archives = ThreadPool<ArchiveAnswers>;

/** Starts with the first archive. */
export const archiveThread = (): Archives =>
  new ThreadPool<ArchiveAnswers>({
    name: 'archive',
    entry: new URL('./archiveWorker.ts', import.meta.url),
    size: 1,
    heapMb: HEAP_MB,
    deadlineMs: DEADLINE_MS,
  });
