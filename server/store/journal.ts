/** The append-only log in SQL: appending, reading with verification, and setting damaged rows aside. */
import type { Kysely, Transaction } from 'kysely';
import { CHAIN_START, type Sealed, seal, verify } from './chain.ts';
import type { Appended, NewEntry, Store } from './port.ts';
import { bytes, fromSealed, toUnverified } from './rows.ts';
import type { Tables } from './schema.ts';

/** Rows of one INSERT, well below the parameter limits of both databases (9 parameters per row). */
const ROWS_PER_INSERT = 200;

/** Appends within an open transaction; ids that are there already are skipped and reported as duplicates. */
export async function appendWithin(
  trx: Transaction<Tables>,
  interviewId: string,
  entries: NewEntry[],
): Promise<Appended[]> {
  if (entries.length === 0) return [];
  const last = await trx
    .selectFrom('log')
    .select(['seq', 'chain'])
    .where('interview_id', '=', interviewId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const known = new Map<string, number>();
  for (let i = 0; i < entries.length; i += ROWS_PER_INSERT) {
    const ids = entries.slice(i, i + ROWS_PER_INSERT).map((e) => e.id);
    const found = await trx
      .selectFrom('log')
      .select(['id', 'seq'])
      .where('interview_id', '=', interviewId)
      .where('id', 'in', ids)
      .execute();
    for (const row of found) known.set(row.id, row.seq);
  }
  let seq = last?.seq ?? 0;
  let chain = last ? bytes(last.chain) : CHAIN_START;
  const rows: Sealed[] = [];
  const appended = entries.map((entry): Appended => {
    const before = known.get(entry.id);
    if (before !== undefined) return { id: entry.id, seq: before, duplicate: true };
    seq += 1;
    const row = seal(interviewId, chain, { ...entry, seq });
    chain = row.chain;
    rows.push(row);
    known.set(entry.id, seq);
    return { id: entry.id, seq, duplicate: false };
  });
  for (let i = 0; i < rows.length; i += ROWS_PER_INSERT) {
    const values = rows.slice(i, i + ROWS_PER_INSERT).map((row) => fromSealed(interviewId, row));
    await trx.insertInto('log').values(values).execute();
  }
  return appended;
}

type Journal = Pick<Store, 'append' | 'read' | 'quarantine' | 'quarantined'>;

/** The part of the store that keeps the log. */
export const journal = (db: Kysely<Tables>): Journal => ({
  append: (interviewId, entries) => db.transaction().execute((trx) => appendWithin(trx, interviewId, entries)),

  async read(interviewId) {
    const rows = await db
      .selectFrom('log')
      .selectAll()
      .where('interview_id', '=', interviewId)
      .orderBy('seq')
      .execute();
    return verify(interviewId, rows.map(toUnverified));
  },

  quarantine: (interviewId, seq, reason, at) =>
    db.transaction().execute(async (trx) => {
      const rows = await trx
        .selectFrom('log')
        .selectAll()
        .where('interview_id', '=', interviewId)
        .where('seq', '>=', seq)
        .execute();
      for (const row of rows) {
        const aside = { ...row, body: bytes(row.body), chain: bytes(row.chain), moved_at: at, reason };
        await trx.insertInto('aside').values(aside).execute();
      }
      await trx.deleteFrom('log').where('interview_id', '=', interviewId).where('seq', '>=', seq).execute();
      await trx.deleteFrom('snapshots').where('interview_id', '=', interviewId).where('seq', '>=', seq).execute();
      return rows.length;
    }),

  async quarantined(interviewId) {
    const rows = await db
      .selectFrom('aside')
      .select(['seq', 'reason', 'body'])
      .where('interview_id', '=', interviewId)
      .orderBy('seq')
      .execute();
    return rows.map((r) => ({ seq: r.seq, reason: r.reason, body: bytes(r.body) }));
  },
});
