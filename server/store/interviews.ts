/** Interviews in SQL. */
import type { Kysely } from 'kysely';
import { appendWithin } from './journal.ts';
import type { Records } from './port.ts';
import { fromInterview, fromInvite, fromProgress, toInterview, toUnreadable, whyUnreadable } from './rows.ts';
import type { Tables } from './schema.ts';

const all = (db: Kysely<Tables>) =>
  db.selectFrom('interviews').selectAll().orderBy('created_at', 'desc').orderBy('id').execute();

/** Making, reading and updating interviews. */
export const interviews = (
  db: Kysely<Tables>,
): Pick<Records, 'createInterview' | 'interview' | 'interviews' | 'unreadable' | 'setProgress'> => ({
  createInterview: (interview, invites, entries) =>
    db.transaction().execute(async (trx) => {
      await trx.insertInto('interviews').values(fromInterview(interview)).execute();
      if (invites.length > 0) await trx.insertInto('invites').values(invites.map(fromInvite)).execute();
      await appendWithin(trx, interview.id, entries);
    }),

  async interview(id) {
    const row = await db.selectFrom('interviews').selectAll().where('id', '=', id).executeTakeFirst();
    return row && whyUnreadable(row) === null ? toInterview(row) : null;
  },

  async interviews() {
    return (await all(db)).filter((row) => whyUnreadable(row) === null).map(toInterview);
  },

  async unreadable() {
    return (await all(db)).flatMap((row) => {
      const reason = whyUnreadable(row);
      return reason === null ? [] : [toUnreadable(row, reason)];
    });
  },

  async setProgress(id, progress) {
    await db.updateTable('interviews').set(fromProgress(progress)).where('id', '=', id).execute();
  },
});
