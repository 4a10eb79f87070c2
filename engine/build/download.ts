/** A download that continues where it stopped, reports its progress, and discards bytes with a wrong hash. Node only. */

import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { sha256Of } from './lock.ts';

/** Says one line to whoever waits. */
export type Report = (line: string) => void;

interface Download {
  url: string;
  /** Where the finished file goes; `<file>.part` holds what has arrived. */
  file: string;
  /** Name for progress lines. */
  label: string;
  /** Hex; a file with another hash is deleted and refused. */
  sha256: string;
  report: Report;
  /** Milliseconds until the first answer must be there, default 20,000. */
  answerWithin?: number;
  /** Milliseconds without a byte after which the connection is given up and continued, default 30,000. */
  stallAfter?: number;
  /** Attempts in a row that bring no new byte before giving up, default 4. */
  attempts?: number;
}

/** The bytes do not have the hash in the lock. Never retried: the same source would send the same. */
class HashMismatch extends Error {
  override name = 'HashMismatch';
}

/** Megabytes with one decimal, as progress lines show them. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/**
 * Fetches `url` into `file`.
 * @throws HashMismatch; or the last network error, naming the address and what has arrived.
 */
export async function download(job: Download): Promise<void> {
  const part = `${job.file}.part`;
  mkdirSync(dirname(job.file), { recursive: true });
  let failures = 0;
  for (;;) {
    const before = sizeOf(part);
    try {
      await attempt(job, part, before);
      break;
    } catch (error) {
      const arrived = sizeOf(part);
      failures = arrived > before ? 0 : failures + 1;
      if (failures >= (job.attempts ?? 4) || (error instanceof Refused && !error.again)) {
        throw new Error(`${job.url}: ${reasonOf(error)} (${megabytes(arrived)} MB are kept and will be continued)`);
      }
      if (!(error instanceof Refused))
        job.report(`${job.label}: ${reasonOf(error)}; continuing at ${megabytes(arrived)} MB`);
    }
  }
  const found = await sha256Of(part);
  if (found !== job.sha256) {
    rmSync(part, { force: true });
    throw new HashMismatch(`${job.url}: sha256 is ${found}, must be ${job.sha256}; refused and deleted`);
  }
  renameSync(part, job.file);
}

class Refused extends Error {
  readonly again: boolean;
  constructor(message: string, again: boolean) {
    super(message);
    this.again = again;
  }
}

async function attempt(job: Download, part: string, from: number): Promise<void> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(new Error('no answer in time')), job.answerWithin ?? 20_000);
  try {
    const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
    const response = await fetch(job.url, { headers, signal: abort.signal });
    if (response.status === 416) {
      // What lies here is not a beginning of that file (or all of it): start over.
      await response.body?.cancel();
      rmSync(part, { force: true });
      throw new Refused('the server does not know the rest', true);
    }
    if (!response.ok || !response.body) throw new Refused(`HTTP ${response.status}`, response.status >= 500);
    const continued = response.status === 206;
    const length = Number(response.headers.get('content-length') ?? 0);
    const base = continued ? from : 0;
    const out = createWriteStream(part, { flags: continued ? 'a' : 'w' });
    let arrived = base;
    let reportedAt = 0;
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        clearTimeout(timer);
        timer = setTimeout(() => abort.abort(new Error('the connection stands still')), job.stallAfter ?? 30_000);
        if (!out.write(chunk)) await once(out, 'drain');
        arrived += chunk.length;
        if (Date.now() - reportedAt > 1000) {
          reportedAt = Date.now();
          job.report(`${job.label}, ${megabytes(arrived)} of ${length ? megabytes(base + length) : '?'} MB`);
        }
      }
    } finally {
      out.end();
      await once(out, 'close');
    }
    if (length && arrived < base + length) throw new Error('the connection ended early');
    job.report(`${job.label}, ${megabytes(arrived)} of ${megabytes(arrived)} MB`);
  } finally {
    clearTimeout(timer);
  }
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

/** The innermost reason: Node's fetch hides it in `cause`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
