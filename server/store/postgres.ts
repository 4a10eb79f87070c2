/** The store on PostgreSQL 15 or newer, for operators who have one. One server process per database. */
import { randomBytes } from 'node:crypto';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { lanes } from './lanes.ts';
import { migrate } from './migrations.ts';
import { NO_LOG, type Records, type Store, type StoreLog } from './port.ts';
import { connectionOf } from './postgres/client.ts';
import { Connections } from './postgres/connections.ts';
import { asStoreError } from './postgres/errors.ts';
import { Owner } from './postgres/owner.ts';
import type { Tables } from './schema.ts';
import { createSqlStore } from './sql.ts';

/** The driver's types know every command of PostgreSQL, kysely's those that it makes. */
const kyselyOn = (pool: Connections | InstanceType<typeof pg.Pool>) =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as unknown as PostgresPool }) });

/** Brings the tables up to date. kysely's query of the catalogue binds a boolean, and a migration may take long: no guard, no limits. */
async function migrateAt(url: string, name: string): Promise<void> {
  const pool = new pg.Pool({ ...connectionOf(url, name), max: 2 });
  pool.on('error', () => {});
  const db = kyselyOn(pool);
  try {
    await migrate(db, 'bytea');
  } finally {
    await db.destroy();
  }
}

/** Every method of `records`, refused while this process does not own the database. */
const whileOwned = (records: Records, owner: Owner): Records =>
  Object.fromEntries(
    Object.entries(records).map(([name, method]) => [
      name,
      async (...args: never[]) => {
        // Throws, and with it rejects, where the database is not this process's.
        void owner.epoch;
        return (method as (...given: never[]) => Promise<unknown>)(...args);
      },
    ]),
  ) as unknown as Records;

/** Opens and migrates the database at `url`. @throws StoreError where it is in use or cannot be reached */
export async function openPostgres(url: string, log: StoreLog = NO_LOG): Promise<Store> {
  // Names the sessions of this process, so that it can tell its own from another server's.
  const name = `holdout ${randomBytes(6).toString('hex')}`;
  const owner = new Owner({ url, name, log });
  await owner.take();
  const connections = new Connections({ url, name, epoch: () => owner.epoch });
  try {
    await migrateAt(url, name);
    await owner.begin();
  } catch (e) {
    await connections.end();
    await owner.close();
    throw asStoreError(e);
  }
  owner.onLost(() => connections.renew());
  const records = createSqlStore(kyselyOn(connections));
  return {
    ...whileOwned({ ...records, append: lanes(records.append) }, owner),
    onLost: (listener) => owner.onLost(listener),
    async close() {
      await records.close();
      await owner.close();
    },
  };
}

/** The database at `url` for reading, also while a server holds it: PostgreSQL itself refuses every write. */
export function readPostgres(url: string): Store {
  const records = createSqlStore(kyselyOn(new Connections({ url, name: 'holdout reader', epoch: null })));
  return { ...records, onLost: () => {} };
}
