/** The embedded store: a proxy of the port that speaks to the worker thread which owns the file. */
import { once } from 'node:events';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { type Caller, caller, RpcError } from '../../../protocol/rpc.ts';
import { startThread } from '../../threads/thread.ts';
import { BIND_ERROR, BindError } from '../bind.ts';
import { lockFolder } from '../lock.ts';
import { type Records, type Store, StoreError } from '../port.ts';
import { describe } from './fault.ts';
import { closeToOthers, DATABASE, prepareFolder, requireFiles, requireSame, writeCard } from './folder.ts';
import type { FirstMessage, WorkerOptions } from './messages.ts';

const REOPEN_MS = 500;

/** A view's whole buffer would be copied to the thread; a copy of just its bytes is what is meant. */
const tight = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return value.byteLength === value.buffer.byteLength ? value : new Uint8Array(value);
  if (Array.isArray(value)) return value.map(tight);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tight(inner)]));
  }
  return value;
};

/** The error as the port throws it. */
const toError = (e: unknown, file: string): Error => {
  if (!(e instanceof RpcError)) return e instanceof Error ? e : new StoreError(String(e));
  return e.code === BIND_ERROR
    ? new BindError(e.message, { cause: e })
    : new StoreError(describe(e, file), { cause: e });
};

/** True where the disk is full: nothing was written, and reading still works. */
const isFull = (e: unknown): boolean =>
  e instanceof StoreError && e.cause instanceof RpcError && (e.cause.code ?? '').startsWith('SQLITE_FULL');

async function start(options: WorkerOptions): Promise<Worker> {
  const worker = startThread(new URL('./worker.ts', import.meta.url), options);
  const first = await Promise.race([
    once(worker, 'message').then(([message]) => message as FirstMessage),
    once(worker, 'error').then(([e]): FirstMessage => ({ type: 'failed', message: String(e) })),
  ]);
  if (first.type === 'ready') return worker;
  await worker.terminate();
  throw new StoreError(first.message);
}

/**
 * Opens (and creates, and migrates) `holdout.db` in `folder`.
 * @throws FolderInUseError where another process holds the folder; StoreError where it cannot be written to, files of the store are
 * missing, or the database cannot be opened
 */
export async function openLibsql(folder: string, options: { maxPages?: number } = {}): Promise<Store> {
  prepareFolder(folder);
  const unlock = lockFolder(folder);
  const where: WorkerOptions = {
    folder,
    path: join(folder, DATABASE),
    lock: join(folder, 'holdout.lock'),
    maxPages: options.maxPages ?? null,
  };
  let open: { worker: Worker; remote: Caller<Records> } | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  async function begin(): Promise<void> {
    const started = await start(where);
    const remote = caller<Records>(started);
    // What it died of is reported to the waiting callers by 'exit'.
    started.on('error', () => {});
    started.on('exit', () => {
      open = null;
      remote.end(new StoreError('the database thread ended before it could answer'));
      again();
    });
    open = { worker: started, remote };
  }

  /** Opens the file anew after the thread ended; calls are refused until that works. */
  function again(): void {
    if (closed) return;
    retry = setTimeout(() => begin().catch(again), REOPEN_MS);
    retry.unref();
  }

  /** The id of the store; null where the disk is too full to write when it was opened. */
  let id: string | null = null;
  try {
    closeToOthers(folder);
    requireFiles(folder);
    await begin();
    id = await identify();
  } catch (e) {
    closed = true;
    // A thread that has ended by itself has nothing left to close.
    await end().catch(() => {});
    unlock();
    throw e;
  }

  /** Which store this is, once something was committed to it: from then on its write-ahead log has to be there. */
  async function identify(): Promise<string | null> {
    const known = await call('identify', [Date.now()]).catch((e: unknown) => {
      if (isFull(e)) return null;
      throw e;
    });
    if (typeof known !== 'string') return null;
    requireSame(folder, known);
    writeCard(folder, { id: known, state: 'open' });
    return known;
  }

  async function end(): Promise<void> {
    if (!open) return;
    const ended = once(open.worker, 'exit');
    await open.remote.call('close');
    await ended;
  }

  async function call(method: keyof Records, args: unknown[]): Promise<unknown> {
    if (!open) throw new StoreError(closed ? 'the database is closed' : 'the database is being opened anew');
    try {
      return await open.remote.call(method, ...(args.map(tight) as Parameters<Records[typeof method]>));
    } catch (e) {
      throw toError(e, where.path);
    }
  }

  const close = async () => {
    if (closed) return;
    closed = true;
    clearTimeout(retry);
    if (id !== null) writeCard(folder, { id, state: 'closing' });
    const whole = open !== null;
    await end();
    if (id !== null && whole) writeCard(folder, { id, state: 'closed' });
    unlock();
  };

  return new Proxy({} as Store, {
    get(_, method) {
      // A promise's resolution asks for `then`; the store is not one.
      if (typeof method !== 'string' || method === 'then') return undefined;
      if (method === 'close') return close;
      // The lock of the folder lasts as long as the process.
      if (method === 'onLost') return () => {};
      return (...args: unknown[]) => call(method as keyof Records, args);
    },
  });
}
