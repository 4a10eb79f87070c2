/**
 * The thread that owns the database file. Requests that arrive while a commit is on its way to the disk wait together and become
 * the next transaction, which starts as soon as the commit has ended (group commit). Nothing is answered before its commit.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { Kysely } from 'kysely';
import Database from 'libsql';
import { type Handlers, serve } from '../../../protocol/rpc.ts';
import { migrate } from '../migrations.ts';
import { type Records, StoreError } from '../port.ts';
import type { Tables } from '../schema.ts';
import { createSqlStore } from '../sql.ts';
import { libsqlDialect } from './dialect.ts';
import { describe } from './fault.ts';
import { requireSame } from './folder.ts';
import { inspect } from './inspect.ts';
import type { FirstMessage, WorkerOptions } from './messages.ts';

/** Requests of one transaction: bounds how long the first of them waits. */
const MAX_GROUP = 256;

const options = workerData as WorkerOptions;
if (!parentPort) throw new Error('server/store/libsql/worker.ts runs as a worker thread only');
const port = parentPort;
const report = (message: FirstMessage) => port.postMessage(message);

/**
 * The operating system holds the lock file for this process until it ends, however it ends. A file of its own, so that the database
 * itself can be read and backed up by others while a server works on it.
 */
function takeLock(): Database.Database {
  const lock = new Database(options.lock);
  try {
    lock.exec('begin exclusive');
  } catch (e) {
    throw new Error(`another process works on it (${e instanceof Error ? e.message : String(e)})`, { cause: e });
  }
  return lock;
}

/** @throws StoreError where the database is not the store of this folder: then nothing was written to it */
function openDatabase(): Database.Database {
  const db = new Database(options.path);
  const id = inspect(db, options.path);
  if (id !== null) requireSame(options.folder, id);
  for (const pragma of ['journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON']) db.pragma(pragma);
  if (options.maxPages !== null) db.pragma(`max_page_count=${options.maxPages}`);
  db.defaultSafeIntegers(true);
  return db;
}

let db: Database.Database;
let lock: Database.Database;

async function open(): Promise<Records> {
  lock = takeLock();
  db = openDatabase();
  const kysely = new Kysely<Tables>({ dialect: libsqlDialect(db) });
  await migrate(kysely, 'blob');
  return createSqlStore(kysely);
}

/** A call that waits for its transaction. */
interface Request {
  run: () => Promise<unknown>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** How a call ended; reported after the commit of its group. */
type Outcome = { result: unknown } | { error: unknown };

async function perform({ run }: Request): Promise<Outcome> {
  db.exec('savepoint request');
  try {
    const result = await run();
    db.exec('release request');
    return { result };
  } catch (error) {
    // A full disk rolls everything back by itself: then the whole group fails with this error.
    if (!db.inTransaction) throw error;
    db.exec('rollback to request');
    db.exec('release request');
    return { error };
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
async function commitGroup(group: readonly Request[]): Promise<void> {
  let outcomes: Outcome[];
  try {
    db.exec('begin immediate');
    outcomes = [];
    for (const request of group) outcomes.push(await perform(request));
    db.exec('commit');
  } catch (error) {
    rollBack();
    // A failed fsync may not be tried again with success claimed: this thread ends, and the next one reads the file.
    if (!harmless(error)) setImmediate(() => process.exit(1));
    outcomes = group.map(() => ({ error }));
  }
  for (const [i, outcome] of outcomes.entries()) {
    if ('error' in outcome) group[i]?.reject(outcome.error);
    else group[i]?.resolve(outcome.result);
  }
}

const queue: Request[] = [];
let running = false;

async function pump(): Promise<void> {
  if (running) return;
  running = true;
  while (queue.length > 0) {
    await commitGroup(queue.splice(0, MAX_GROUP));
    // Lets the port hand over what arrived during the commit, so that it becomes the next group.
    await new Promise((done) => setImmediate(done));
  }
  running = false;
}

/** Puts a call of the store into the next transaction. */
const enqueue = (run: () => Promise<unknown>): Promise<unknown> =>
  new Promise((resolve, reject) => {
    queue.push({ run, resolve, reject });
    void pump();
  });

/** Closes the file after the calls that came before; the answer leaves before the port closes. */
async function close(): Promise<void> {
  while (running) await new Promise((done) => setImmediate(done));
  db.close();
  lock.close();
  setImmediate(() => port.close());
}

/** The store's functions, each within a group's transaction. */
function handlersOf(store: Records): Handlers<Record<string, unknown>> {
  const entries = Object.entries(store).map(([name, method]) => [
    name,
    (...args: never[]) => enqueue(() => (method as (...given: never[]) => Promise<unknown>)(...args)),
  ]);
  return { ...Object.fromEntries(entries), close };
}

try {
  serve(port, handlersOf(await open()));
  report({ type: 'ready' });
} catch (e) {
  const said = describe(e, options.path);
  const whole = e instanceof StoreError || said.includes(options.path);
  report({ type: 'failed', message: whole ? said : `the database ${options.path} could not be opened: ${said}` });
}
