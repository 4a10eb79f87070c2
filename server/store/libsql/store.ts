/** The embedded store: a proxy of the port that speaks to the worker thread which owns the file. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { startThread } from '../../threads/thread.ts';
import { BindError } from '../bind.ts';
import { lockFolder } from '../lock.ts';
import { type Store, StoreError } from '../port.ts';
import type { FromWorker, Reply, Request, WorkerOptions } from './messages.ts';

const REOPEN_MS = 500;

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** A view's whole buffer would be copied to the thread; a copy of just its bytes is what is meant. */
const tight = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return value.byteLength === value.buffer.byteLength ? value : new Uint8Array(value);
  if (Array.isArray(value)) return value.map(tight);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tight(inner)]));
  }
  return value;
};

const toError = ({ name, message }: NonNullable<Reply['error']>): Error =>
  name === 'BindError' ? new BindError(message) : new StoreError(message);

async function start(options: WorkerOptions): Promise<Worker> {
  const worker = startThread(new URL('./worker.ts', import.meta.url), options);
  const first = await Promise.race([
    once(worker, 'message').then(([message]) => message as FromWorker),
    once(worker, 'error').then(([e]): FromWorker => ({ type: 'failed', message: String(e) })),
  ]);
  if (first.type === 'ready') return worker;
  await worker.terminate();
  const why = first.type === 'failed' ? first.message : 'it answered before it was ready';
  throw new StoreError(`the database ${options.path} could not be opened: ${why}`);
}

/**
 * Opens (and creates, and migrates) `holdout.db` in `folder`.
 * Throws FolderInUseError where another process holds the folder, StoreError where the file cannot be opened.
 */
export async function openLibsql(folder: string, options: { maxPages?: number } = {}): Promise<Store> {
  mkdirSync(folder, { recursive: true });
  const unlock = lockFolder(folder);
  const where: WorkerOptions = { path: join(folder, 'holdout.db'), maxPages: options.maxPages ?? null };
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let worker: Worker | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const failAll = (why: string) => {
    for (const { reject } of waiting.values()) reject(new StoreError(why));
    waiting.clear();
  };

  async function begin(): Promise<void> {
    const started = await start(where);
    started.on('message', (message: FromWorker) => {
      if (message.type !== 'replies') return;
      for (const reply of message.replies) {
        const caller = waiting.get(reply.id);
        waiting.delete(reply.id);
        if (reply.error) caller?.reject(toError(reply.error));
        else caller?.resolve(reply.result);
      }
    });
    // The waiting callers get the reason from the listener of 'exit'.
    started.on('error', () => {});
    started.on('exit', () => {
      worker = null;
      failAll('the database thread ended before it could answer');
      again();
    });
    worker = started;
  }

  /** Opens the file anew after the thread ended; calls are refused until that works. */
  function again(): void {
    if (closed) return;
    retry = setTimeout(() => begin().catch(again), REOPEN_MS);
    retry.unref();
  }

  try {
    await begin();
  } catch (e) {
    unlock();
    throw e;
  }

  const send = (method: Request['method'], args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (!worker) throw new StoreError(closed ? 'the database is closed' : 'the database is being opened anew');
      const id = next++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, method, args: args.map(tight) } satisfies Request);
    });

  const close = async () => {
    if (closed) return;
    closed = true;
    clearTimeout(retry);
    if (worker) {
      const ended = once(worker, 'exit');
      await send('close', []);
      await ended;
    }
    unlock();
  };

  return new Proxy({} as Store, {
    get(_, method) {
      // A promise's resolution asks for `then`; the store is not one.
      if (typeof method !== 'string' || method === 'then') return undefined;
      if (method === 'close') return close;
      return (...args: unknown[]) => send(method as Request['method'], args);
    },
  });
}
