/** A copy of an embedded store, taken by SQLite itself: whole and consistent, also while a server writes to the store. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { StoreError } from '../port.ts';
import { DATABASE } from './folder.ts';

/** How long to wait for a lock that another process holds for a moment. */
const BUSY_MS = 10_000;

/**
 * Writes what is committed in the store of `dataDir` into the new file `to`.
 * @throws StoreError where there is no store, `to` is there already, or the store cannot be read
 */
export function backupStore(dataDir: string, to: string): void {
  const file = join(dataDir, DATABASE);
  if (!existsSync(file)) throw new StoreError(`${dataDir} holds no ${DATABASE}: no interview was stored there`);
  if (existsSync(to)) throw new StoreError(`${to} is there already; name a file that is not`);
  let db: Database.Database | null = null;
  try {
    db = new Database(file);
    db.pragma(`busy_timeout=${BUSY_MS}`);
    db.prepare('vacuum into ?').run(to);
  } catch (e) {
    throw new StoreError(`${file} could not be copied to ${to}: ${e instanceof Error ? e.message : String(e)}`, {
      cause: e,
    });
  } finally {
    db?.close();
  }
}
