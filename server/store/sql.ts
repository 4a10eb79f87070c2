/** The store's port over kysely: the same code on libsql (inside its worker thread) and on PostgreSQL. */
import { type Kysely, sql } from 'kysely';
import { blobs } from './blobs.ts';
import { grants } from './grants.ts';
import { identify } from './identity.ts';
import { interviews } from './interviews.ts';
import { claims, invites } from './invites.ts';
import { journal } from './journal.ts';
import type { Records } from './port.ts';
import type { Tables } from './schema.ts';
import { snapshots } from './snapshots.ts';

/** The store on an open database whose tables are there (`migrations.ts`). */
export const createSqlStore = (db: Kysely<Tables>): Records => ({
  ...interviews(db),
  ...invites(db),
  ...claims(db),
  ...journal(db),
  ...snapshots(db),
  ...blobs(db),
  ...grants(db),
  identify: (now) => identify(db, now),
  async ping() {
    await sql`select 1`.execute(db);
  },
  close: () => db.destroy(),
});
