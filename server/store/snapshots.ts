/** Snapshots in SQL: the document as a whole at some row of the log. A cache, so a wrong checksum reads as none. */
import { crc32 } from 'node:zlib';
import type { Kysely } from 'kysely';
import type { Records } from './port.ts';
import { bytes } from './rows.ts';
import type { Tables } from './schema.ts';

/** Writing and reading snapshots. */
export const snapshots = (db: Kysely<Tables>): Pick<Records, 'putSnapshot' | 'snapshot'> => ({
  async putSnapshot(interviewId, { seq, body }) {
    const row = { seq, body, crc: crc32(body) };
    // In a transaction, because there it is fenced: a server that has lost the database may hold a document that the log does not.
    await db.transaction().execute((trx) =>
      trx
        .insertInto('snapshots')
        .values({ interview_id: interviewId, ...row })
        .onConflict((c) => c.column('interview_id').doUpdateSet(row).whereRef('snapshots.seq', '<', 'excluded.seq'))
        .execute(),
    );
  },

  async snapshot(interviewId) {
    const row = await db.selectFrom('snapshots').selectAll().where('interview_id', '=', interviewId).executeTakeFirst();
    if (!row) return null;
    const body = bytes(row.body);
    return crc32(body) === row.crc ? { seq: row.seq, body } : null;
  },
});
