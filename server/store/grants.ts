/** Grants in SQL. Taking and settling are single statements, so that only one of two callers succeeds. */
import type { Kysely } from 'kysely';
import type { Records } from './port.ts';
import { toGrant } from './rows.ts';
import type { Tables } from './schema.ts';

/** Writing, taking and settling grants. */
export const grants = (
  db: Kysely<Tables>,
): Pick<Records, 'putGrant' | 'takeGrant' | 'grant' | 'grantsOf' | 'settleGrant'> => ({
  async putGrant(grant) {
    await db
      .insertInto('grants')
      .values({
        hash: grant.hash,
        interview_id: grant.interviewId,
        at: grant.at,
        expires_at: grant.expiresAt,
        taken_at: grant.takenAt,
        settled_at: grant.settledAt,
        meta: grant.meta,
      })
      .execute();
  },

  async takeGrant(hash, now) {
    const row = await db
      .updateTable('grants')
      .set({ taken_at: now })
      .where('hash', '=', hash)
      .where('taken_at', 'is', null)
      .where('expires_at', '>', now)
      .returningAll()
      .executeTakeFirst();
    return row ? toGrant(row) : null;
  },

  async grant(hash) {
    const row = await db.selectFrom('grants').selectAll().where('hash', '=', hash).executeTakeFirst();
    return row ? toGrant(row) : null;
  },

  async grantsOf(interviewId) {
    const rows = await db.selectFrom('grants').selectAll().where('interview_id', '=', interviewId).execute();
    return rows.map(toGrant);
  },

  async settleGrant(hash, now) {
    const done = await db
      .updateTable('grants')
      .set({ settled_at: now })
      .where('hash', '=', hash)
      .where('settled_at', 'is', null)
      .executeTakeFirst();
    return done.numUpdatedRows === 1n;
  },
});
