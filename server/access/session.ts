/** Who a request or socket speaks for: a claim of an invite, looked up anew for every request. */
import type { Role } from '../../protocol/role.ts';
import type { Clock } from '../clock.ts';
import { hashOf } from '../ids.ts';
import type { Store } from '../store/port.ts';

/** Somebody who has joined with a link, in one browser. `expiresAt` is server ms since 1970. */
export interface Session {
  inviteId: string;
  participantId: string;
  name: string;
  role: Role;
  /** The interview of the invite; null for staff links, which reach all of them. */
  interviewId: string | null;
  expiresAt: number;
}

/** A session, or why there is none. */
type SessionAnswer = { ok: true; session: Session } | { ok: false; code: 'unauthorised' | 'revoked' };

/** The session behind a cookie, or why there is none. Only the holder of a real cookie learns that a link was revoked. */
export async function sessionOf(
  store: Store,
  clock: Clock,
  inviteId: string,
  cookie: string | undefined,
): Promise<SessionAnswer> {
  const found = cookie ? await store.claimByHash(hashOf(cookie)) : null;
  if (!found || found.invite.id !== inviteId) return { ok: false, code: 'unauthorised' };
  const { claim, invite } = found;
  if (invite.revokedAt !== null || claim.revokedAt !== null) return { ok: false, code: 'revoked' };
  if (invite.expiresAt <= clock.now()) return { ok: false, code: 'revoked' };
  const { role, interviewId, expiresAt } = invite;
  return { ok: true, session: { inviteId, participantId: claim.id, name: claim.name, role, interviewId, expiresAt } };
}

/** True where the session's link and claim are still valid. */
export async function sessionAlive(store: Store, clock: Clock, session: Session): Promise<boolean> {
  const invite = await store.invite(session.inviteId);
  if (!invite || invite.revokedAt !== null || invite.expiresAt <= clock.now()) return false;
  const claims = await store.claims(invite.interviewId);
  return claims.some((claim) => claim.id === session.participantId && claim.revokedAt === null);
}

/** True where the session may know of the interview at all. */
export const reaches = (session: Session, interviewId: string): boolean =>
  session.interviewId === interviewId || (session.interviewId === null && session.role === 'admin');
