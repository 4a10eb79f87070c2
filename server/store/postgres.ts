/** The store on PostgreSQL 15 or newer, for operators who have one. One server process per database. */
import { Kysely, PostgresDialect } from 'kysely';
import pg, { type CustomTypesConfig } from 'pg';
import { bind, integer } from './bind.ts';
import { lanes } from './lanes.ts';
import { migrate } from './migrations.ts';
import { type Store, StoreError } from './port.ts';
import type { Tables } from './schema.ts';
import { createSqlStore } from './sql.ts';

const INT8 = 20;
/** Any fixed number: the advisory lock that one server process holds on the database. */
const LOCK = 1_746_203;
const LOCK_TRIES = 20;
const LOCK_WAIT_MS = 500;

const parser = (oid: number) =>
  oid === INT8 ? (text: string) => integer(BigInt(text)) : pg.types.getTypeParser(oid, 'text');
const types = { getTypeParser: parser } as CustomTypesConfig;

/** Holds the database for this process; throws StoreError where another server has it. */
async function takeDatabase(url: string): Promise<InstanceType<typeof pg.Client>> {
  const client = new pg.Client({ connectionString: url, application_name: 'holdout-lock', keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  for (let attempt = 0; attempt < LOCK_TRIES; attempt++) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [LOCK]);
    if (rows[0]?.taken) return client;
    // A server that was killed loses its lock when PostgreSQL notices the closed connection.
    await new Promise((done) => setTimeout(done, LOCK_WAIT_MS));
  }
  await client.end();
  throw new StoreError('another Holdout server uses this database (DATABASE_URL); stop it first');
}

/** Connections to the database; `guarded` is for the store, `plain` for whoever has to look at the catalogue. */
function connected(url: string, options?: string): { plain: Kysely<Tables>; guarded: Kysely<Tables> } {
  const settings = { connectionString: url, max: 8, types, application_name: 'holdout', keepAlive: true };
  const pool = new pg.Pool({ ...settings, ...(options === undefined ? {} : { options }) });
  // An idle connection that breaks is replaced by the pool; the next query shows whether the database is there.
  pool.on('error', () => {});
  const guarded = {
    async connect() {
      const client = await pool.connect();
      return {
        query: (text: string, values: readonly unknown[]) => client.query(text, values.map(bind)),
        release: () => client.release(),
      };
    },
    end: () => pool.end(),
  };
  return {
    // kysely's query of the catalogue binds a boolean; every query of the store goes through the guard.
    plain: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    guarded: new Kysely<Tables>({
      dialect: new PostgresDialect({ pool: guarded as unknown as InstanceType<typeof pg.Pool> }),
    }),
  };
}

/** Opens and migrates the database at `url`; throws StoreError where it is in use, or what pg throws where it cannot be reached. */
export async function openPostgres(url: string): Promise<Store> {
  const holder = await takeDatabase(url);
  const { plain, guarded: db } = connected(url);
  try {
    await migrate(plain, 'bytea');
  } catch (e) {
    await db.destroy();
    await holder.end();
    throw e;
  }
  const store = createSqlStore(db);
  return {
    ...store,
    append: lanes(store.append),
    async close() {
      await store.close();
      await holder.end();
    },
  };
}

/** The database at `url` for reading, also while a server holds it: PostgreSQL itself refuses every write. */
export function readPostgres(url: string): Store {
  return createSqlStore(connected(url, '-c default_transaction_read_only=on').guarded);
}
