/** The store's port over kysely: the same code on libsql (inside its worker thread) and on PostgreSQL. */

import { crc32 } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import { people } from './interviews.ts';
import { journal } from './journal.ts';
import type { Store } from './port.ts';
import { bytes, toBlob, toGrant } from './rows.ts';
import type { Tables } from './schema.ts';

type Rest = Pick<
  Store,
  | 'putSnapshot'
  | 'snapshot'
  | 'putBlob'
  | 'blob'
  | 'putGrant'
  | 'deleteBlob'
  | 'takeGrant'
  | 'grant'
  | 'settleGrant'
  | 'ping'
  | 'close'
>;

const rest = (db: Kysely<Tables>): Rest => ({
  async putSnapshot(interviewId, { seq, body }) {
    const row = { seq, body, crc: crc32(body) };
    await db
      .insertInto('snapshots')
      .values({ interview_id: interviewId, ...row })
      .onConflict((c) => c.column('interview_id').doUpdateSet(row))
      .execute();
  },

  async snapshot(interviewId) {
    const row = await db.selectFrom('snapshots').selectAll().where('interview_id', '=', interviewId).executeTakeFirst();
    if (!row) return null;
    const body = bytes(row.body);
    return crc32(body) === row.crc ? { seq: row.seq, body } : null;
  },

  async putBlob(blob) {
    const { interviewId, ...row } = blob;
    await db
      .insertInto('blobs')
      .values({ ...row, interview_id: interviewId })
      .onConflict((c) => c.column('id').doNothing())
      .execute();
  },

  async blob(id) {
    const row = await db.selectFrom('blobs').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toBlob(row) : null;
  },

  async deleteBlob(id) {
    await db.deleteFrom('blobs').where('id', '=', id).execute();
  },

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

  async settleGrant(hash, now) {
    const done = await db
      .updateTable('grants')
      .set({ settled_at: now })
      .where('hash', '=', hash)
      .where('settled_at', 'is', null)
      .executeTakeFirst();
    return done.numUpdatedRows === 1n;
  },

  async ping() {
    await sql`select 1`.execute(db);
  },

  close: () => db.destroy(),
});

export const createSqlStore = (db: Kysely<Tables>): Store => ({ ...people(db), ...journal(db), ...rest(db) });
