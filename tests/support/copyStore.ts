/** Copies a store into another one through the port: what a move from the embedded database to PostgreSQL would do. */
import type { Store } from '../../server/store/port.ts';

/** @param blobs ids of the blobs to copy; the port lists none */
export async function copyStore(from: Store, to: Store, blobs: readonly string[]): Promise<void> {
  for (const invite of await from.invites(null)) await to.putInvite(invite);
  for (const claim of await from.claims(null)) await to.claim(claim, false);
  for (const interview of await from.interviews()) {
    const { entries } = await from.read(interview.id);
    const invites = await from.invites(interview.id);
    await to.createInterview(
      interview,
      invites,
      entries.map(({ id, kind, at, actor, body }) => ({ id, kind, at, actor, body })),
    );
    await to.setProgress(interview.id, interview.progress);
    const alone = new Set(invites.filter(({ role }) => role === 'candidate').map(({ id }) => id));
    for (const claim of await from.claims(interview.id)) await to.claim(claim, alone.has(claim.inviteId));
    const snapshot = await from.snapshot(interview.id);
    if (snapshot) await to.putSnapshot(interview.id, snapshot);
  }
  for (const id of blobs) {
    const blob = await from.blob(id);
    if (!blob) throw new Error(`there is no blob ${id}`);
    await to.putBlob(blob);
  }
}
