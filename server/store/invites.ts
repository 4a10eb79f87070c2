/** Links and their claims in SQL. */
import type { Kysely } from 'kysely';
import type { Records } from './port.ts';
import { fromInvite, toClaim, toInvite } from './rows.ts';
import type { Tables } from './schema.ts';

type Invites = Pick<Records, 'putInvite' | 'invite' | 'inviteByHash' | 'invites' | 'revokeInvite'>;
type Claims = Pick<Records, 'claim' | 'claimByHash' | 'claims' | 'resetClaims'>;

/** Links. */
export const invites = (db: Kysely<Tables>): Invites => ({
  async putInvite(invite) {
    const { id, ...row } = fromInvite(invite);
    await db
      .insertInto('invites')
      .values({ id, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  },

  async invite(id) {
    const row = await db.selectFrom('invites').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toInvite(row) : null;
  },

  async inviteByHash(hash) {
    const row = await db.selectFrom('invites').selectAll().where('hash', '=', hash).executeTakeFirst();
    return row ? toInvite(row) : null;
  },

  async invites(interviewId) {
    const rows = await db
      .selectFrom('invites')
      .selectAll()
      .where('interview_id', interviewId === null ? 'is' : '=', interviewId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(toInvite);
  },

  async revokeInvite(id, at) {
    const done = await db
      .updateTable('invites')
      .set({ revoked_at: at })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return done.numUpdatedRows === 1n;
  },
});

/** Claims of links. */
export const claims = (db: Kysely<Tables>): Claims => ({
  async claim(claim, exclusive) {
    const done = await db
      .insertInto('claims')
      .values({
        id: claim.id,
        invite_id: claim.inviteId,
        slot: exclusive ? '' : claim.id,
        name: claim.name,
        hash: claim.hash,
        created_at: claim.createdAt,
        revoked_at: claim.revokedAt,
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    return done.numInsertedOrUpdatedRows === 1n ? claim : null;
  },

  async claimByHash(hash) {
    const row = await db.selectFrom('claims').selectAll().where('hash', '=', hash).executeTakeFirst();
    if (!row) return null;
    const invite = await db.selectFrom('invites').selectAll().where('id', '=', row.invite_id).executeTakeFirstOrThrow();
    return { claim: toClaim(row), invite: toInvite(invite) };
  },

  async claims(interviewId) {
    const rows = await db
      .selectFrom('claims')
      .innerJoin('invites', 'invites.id', 'claims.invite_id')
      .select(['claims.id', 'invite_id', 'name', 'claims.hash', 'claims.created_at', 'claims.revoked_at'])
      .where('interview_id', interviewId === null ? 'is' : '=', interviewId)
      .orderBy('claims.created_at')
      .orderBy('claims.id')
      .execute();
    return rows.map(toClaim);
  },

  async resetClaims(inviteId, at) {
    const rows = await db
      .updateTable('claims')
      .set((eb) => ({ revoked_at: at, slot: eb.ref('id') }))
      .where('invite_id', '=', inviteId)
      .where('revoked_at', 'is', null)
      .returning('id')
      .execute();
    return rows.map((r) => r.id);
  },
});
