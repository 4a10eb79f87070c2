/** Blobs in SQL: bytes that belong to an interview but not to its log, such as its variant. */
import type { Kysely } from 'kysely';
import type { Records } from './port.ts';
import { toBlob } from './rows.ts';
import type { Tables } from './schema.ts';

/** Writing, reading and deleting blobs. */
export const blobs = (db: Kysely<Tables>): Pick<Records, 'putBlob' | 'blob' | 'deleteBlob'> => ({
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
});
