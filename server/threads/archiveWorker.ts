/** The thread that makes archives: compressing a whole work takes a second, in which no socket would be answered. */
import { parentPort } from 'node:worker_threads';
import { strToU8, zipSync } from 'fflate';
import { serve } from '../../protocol/rpc.ts';

/** A file of an archive. */
interface ArchivedFile {
  name: string;
  text: string;
}

/** What the thread serves. */
export interface ArchiveAnswers {
  /** The files as a zip; of two with one name the later is in it. */
  zip(files: readonly ArchivedFile[]): Uint8Array;
}

if (!parentPort) throw new Error('server/threads/archiveWorker.ts runs as a worker thread only');

serve<ArchiveAnswers>(parentPort, {
  zip(files) {
    const named: Record<string, Uint8Array> = Object.create(null);
    for (const { name, text } of files) named[name] = strToU8(text);
    return zipSync(named, { level: 6 });
  },
});
