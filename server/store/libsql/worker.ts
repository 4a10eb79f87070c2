/**
 * The thread that owns the database file. Requests that arrive while a commit is on its way to the disk wait together and become
 * the next transaction, which starts as soon as the commit has ended (group commit). Nothing is answered before its commit.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { Kysely } from 'kysely';
import Database from 'libsql';
import { migrate } from '../migrations.ts';
import type { Store } from '../port.ts';
import type { Tables } from '../schema.ts';
import { createSqlStore } from '../sql.ts';
import { libsqlDialect } from './dialect.ts';
import type { FromWorker, Reply, Request, WorkerOptions } from './messages.ts';

/** Requests of one transaction: bounds how long the first of them waits. */
const MAX_GROUP = 256;

const options = workerData as WorkerOptions;
if (!parentPort) throw new Error('server/store/libsql/worker.ts runs as a worker thread only');
const port = parentPort;
const say = (message: FromWorker) => port.postMessage(message);

function openDatabase(): Database.Database {
  const db = new Database(options.path);
  // EXCLUSIVE makes the operating system hold the file for this process until it ends, however it ends.
  for (const pragma of ['locking_mode=EXCLUSIVE', 'journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON'])
    db.pragma(pragma);
  if (options.maxPages !== null) db.pragma(`max_page_count=${options.maxPages}`);
  db.defaultSafeIntegers(true);
  return db;
}

let db: Database.Database;
let store: Store;

async function open(): Promise<void> {
  db = openDatabase();
  const kysely = new Kysely<Tables>({ dialect: libsqlDialect(db) });
  await migrate(kysely, 'blob');
  store = createSqlStore(kysely);
}

const failure = (id: number, e: unknown): Reply => {
  const error = e instanceof Error ? e : new Error(String(e));
  return { id, error: { name: error.name, message: error.message } };
};

async function call(request: Request): Promise<Reply> {
  db.exec('savepoint request');
  try {
    const method = store[request.method] as (...args: unknown[]) => Promise<unknown>;
    const result = await method(...request.args);
    db.exec('release request');
    return { id: request.id, result };
  } catch (e) {
    // A full disk rolls everything back by itself: then the whole group fails with this error.
    if (!db.inTransaction) throw e;
    db.exec('rollback to request');
    db.exec('release request');
    return failure(request.id, e);
  }
}

/** A full disk ends the transaction and nothing else; after any other failed commit memory is not to be trusted. */
const harmless = (e: unknown) => e instanceof Error && 'code' in e && String(e.code).startsWith('SQLITE_FULL');

function rollBack(): void {
  try {
    if (db.inTransaction) db.exec('rollback');
  } catch {
    // SQLite has rolled back by itself.
  }
}

/** One transaction for all of `group`. A commit that fails fails every request in it. */
async function commitGroup(group: Request[]): Promise<Reply[]> {
  const replies: Reply[] = [];
  try {
    db.exec('begin immediate');
    for (const request of group) replies.push(await call(request));
    db.exec('commit');
    return replies;
  } catch (e) {
    rollBack();
    // A failed fsync may not be tried again with success claimed: this thread ends, and the next one reads the file.
    if (!harmless(e)) setImmediate(() => process.exit(1));
    return group.map((request) => failure(request.id, e));
  }
}

const queue: Request[] = [];
let running = false;

async function pump(): Promise<void> {
  if (running) return;
  running = true;
  while (queue.length > 0) {
    const group = queue.splice(0, MAX_GROUP);
    const closing = group.findIndex((r) => r.method === 'close');
    const work = closing === -1 ? group : group.slice(0, closing);
    if (work.length > 0) {
      say({ type: 'replies', replies: await commitGroup(work) });
    }
    const close = group[closing];
    if (close) {
      db.close();
      say({ type: 'replies', replies: [{ id: close.id }] });
      port.close();
      return;
    }
    // Lets the port hand over what arrived during the commit, so that it becomes the next group.
    await new Promise((done) => setImmediate(done));
  }
  running = false;
}

try {
  await open();
  port.on('message', (request: Request) => {
    queue.push(request);
    void pump();
  });
  say({ type: 'ready' });
} catch (e) {
  const message = e instanceof Error ? e.message : String(e);
  say({ type: 'failed', message });
}
