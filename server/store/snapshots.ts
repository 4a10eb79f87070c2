/** Snapshots in SQL: the document as a whole at some row of the log. A cache, so a wrong checksum reads as none. */
import { crc32 } from 'node:zlib';
import type { Kysely } from 'kysely';
import type { Store } from './port.ts';
import { bytes } from './rows.ts';
import type { Tables } from './schema.ts';

/** Writing and reading snapshots. */
export const snapshots = (db: Kysely<Tables>): Pick<Store, 'putSnapshot' | 'snapshot'> => ({
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
});
