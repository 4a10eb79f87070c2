/** The append-only log in SQL: appending, reading with verification, and setting damaged rows aside. */
import type { Kysely, Transaction } from 'kysely';
import { LOG_START, type Sealed, samePlace, seal, verify } from './chain.ts';
import { type Appended, FencedError, type NewEntry, type Place, type Records } from './port.ts';
import { bytes, fromSealed, toUnverified } from './rows.ts';
import type { Tables } from './schema.ts';

/** Rows of one INSERT, well below the parameter limits of both databases (9 parameters per row). */
const ROWS_PER_INSERT = 200;

/**
 * Appends within an open transaction; ids that are there already are skipped and reported as duplicates. The primary key (interview, seq)
 * is what two transactions that both saw the same end cannot get past; `after` also stops the one that saw it long ago.
 * @throws FencedError where the log does not end at `after`
 */
export async function appendWithin(
  trx: Transaction<Tables>,
  interviewId: string,
  entries: NewEntry[],
  after?: Place,
): Promise<Appended[]> {
  if (entries.length === 0) return [];
  const last = await trx
    .selectFrom('log')
    .select(['seq', 'chain'])
    .where('interview_id', '=', interviewId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const end: Place = last ? { seq: last.seq, chain: bytes(last.chain) } : LOG_START;
  if (after && !samePlace(after, end)) {
    throw new FencedError(
      after.seq === end.seq
        ? `row ${end.seq} of this interview is another one than this server wrote: another server writes to it`
        : `this interview ends at row ${end.seq}, not at row ${after.seq}: another server writes to it`,
    );
  }
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
  let { seq, chain } = end;
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

type Journal = Pick<Records, 'append' | 'read' | 'quarantine' | 'quarantined'>;

/** The part of the store that keeps the log. */
export const journal = (db: Kysely<Tables>): Journal => ({
  append: (interviewId, entries, after) =>
    db.transaction().execute((trx) => appendWithin(trx, interviewId, entries, after)),

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
