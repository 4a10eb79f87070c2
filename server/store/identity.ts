/** Which store this is: an id in the database itself, which files beside it can name. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** The id of the store, made where there is none; `now` (server ms) is written, so every opening commits something. */
export const identify = (db: Kysely<Tables>, now: number): Promise<string> =>
  db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('identity').select('id').executeTakeFirst();
    const id = row?.id ?? randomUUID();
    if (row) await trx.updateTable('identity').set({ opened_at: now }).execute();
    else await trx.insertInto('identity').values({ id, opened_at: now }).execute();
    return id;
  });
