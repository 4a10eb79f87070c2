/** Numbered migrations in portable SQL. A published one is never edited: the next change is the next number. */
import { type Kysely, type Migration, type MigrationProvider, Migrator, sql } from 'kysely';
import { StoreError } from './port.ts';
import type { Tables } from './schema.ts';

/** The one type whose name differs between the two databases. */
type BytesType = 'blob' | 'bytea';

const first = (bytes: BytesType): Migration => ({
  async up(db: Kysely<unknown>) {
    const blob = sql.raw(bytes);
    await db.schema
      .createTable('interviews')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('slug', 'text', (c) => c.notNull())
      .addColumn('version', 'text', (c) => c.notNull())
      .addColumn('form', 'text', (c) => c.notNull())
      .addColumn('seed', 'text', (c) => c.notNull())
      .addColumn('language', 'text', (c) => c.notNull())
      .addColumn('minutes', 'integer', (c) => c.notNull())
      .addColumn('gated', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('phase', 'text', (c) => c.notNull())
      .addColumn('started_at', 'bigint')
      .addColumn('ended_at', 'bigint')
      .addColumn('runs', 'integer', (c) => c.notNull())
      .addColumn('scores', 'integer', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('invites')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('interview_id', 'text', (c) => c.references('interviews.id'))
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('label', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull().unique())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('revoked_at', 'bigint')
      .execute();
    await db.schema.createIndex('invites_interview').on('invites').column('interview_id').execute();
    await db.schema
      .createTable('claims')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('invite_id', 'text', (c) => c.notNull().references('invites.id'))
      .addColumn('slot', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull().unique())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('revoked_at', 'bigint')
      .addUniqueConstraint('claims_slot', ['invite_id', 'slot'])
      .execute();
    await db.schema
      .createTable('log')
      .addColumn('interview_id', 'text', (c) => c.notNull().references('interviews.id'))
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('body', blob, (c) => c.notNull())
      .addColumn('crc', 'bigint', (c) => c.notNull())
      .addColumn('chain', blob, (c) => c.notNull())
      .addPrimaryKeyConstraint('log_pk', ['interview_id', 'seq'])
      .addUniqueConstraint('log_id', ['interview_id', 'id'])
      .execute();
    await db.schema
      .createTable('aside')
      .addColumn('interview_id', 'text', (c) => c.notNull())
      .addColumn('moved_at', 'bigint', (c) => c.notNull())
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('body', blob, (c) => c.notNull())
      .addColumn('crc', 'bigint', (c) => c.notNull())
      .addColumn('chain', blob, (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('snapshots')
      .addColumn('interview_id', 'text', (c) => c.primaryKey().references('interviews.id'))
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('body', blob, (c) => c.notNull())
      .addColumn('crc', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('blobs')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('interview_id', 'text', (c) => c.notNull().references('interviews.id'))
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('meta', blob, (c) => c.notNull())
      .addColumn('body', blob, (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('grants')
      .addColumn('hash', 'text', (c) => c.primaryKey())
      .addColumn('interview_id', 'text', (c) => c.notNull().references('interviews.id'))
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('taken_at', 'bigint')
      .addColumn('settled_at', 'bigint')
      .addColumn('meta', blob, (c) => c.notNull())
      .execute();
  },
});

/** Which language a candidate chose, for the list of interviews. */
const chosenLanguage: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('interviews').addColumn('chosen', 'text').execute();
  },
};

/** Which store this is, so that files of another one, or a database that lost its rows, are noticed. */
const identity: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('identity')
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('opened_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};

/** Whose the database is, by number: one row, counted up by every server that takes over (PostgreSQL only; unused elsewhere). */
const owner: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('owner')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('epoch', 'bigint', (c) => c.notNull())
      .execute();
  },
};

/** What the data are drawn from. Interviews that are there have one seed and keep it. */
const sources: Migration = {
  async up(db: Kysely<unknown>) {
    const add = (name: string) => db.schema.alterTable('interviews').addColumn(name, 'text');
    await db.schema
      .alterTable('interviews')
      .addColumn('drawn', 'text', (c) => c.notNull().defaultTo('seed'))
      .execute();
    await add('world').execute();
    await add('holdout').execute();
  },
};

const migrations = (bytes: BytesType): Record<string, Migration> => ({
  '0001_start': first(bytes),
  '0002_chosen': chosenLanguage,
  '0003_identity': identity,
  '0004_owner': owner,
  '0005_sources': sources,
});

/** Where kysely writes which migrations were made. */
export const MIGRATIONS_TABLE = 'kysely_migration';

/** @throws StoreError where a later version of this server has migrated the tables */
async function refuseLater(db: Kysely<Tables>, known: readonly string[]): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === MIGRATIONS_TABLE)) return;
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(MIGRATIONS_TABLE)} order by name`.execute(
    db,
  );
  const later = rows.map(({ name }) => name).filter((name) => !known.includes(name));
  if (later.length > 0)
    throw new StoreError(
      `The store was written by a later version of Holdout (it has ${later.join(', ')}). Nothing was changed in it. Start that version, or restore a backup from before the upgrade.`,
    );
}

/**
 * Brings the tables to the newest number.
 * @throws StoreError where a later version wrote them; Error with the number that failed
 */
export async function migrate(db: Kysely<Tables>, bytes: BytesType): Promise<void> {
  const all = migrations(bytes);
  await refuseLater(db, Object.keys(all));
  const provider: MigrationProvider = { getMigrations: async () => all };
  const { error, results } = await new Migrator({ db, provider }).migrateToLatest();
  if (error) {
    const failed = results?.find((r) => r.status === 'Error')?.migrationName ?? 'before the first one';
    throw new Error(`the store could not be migrated (${failed}): ${String(error)}`, { cause: error });
  }
}
