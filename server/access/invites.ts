/** Making links and claiming them. */
import { STAFF_INVITE } from '../../protocol/api.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Role } from '../../protocol/role.ts';
import type { Clock } from '../clock.ts';
import { hashOf, newToken } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Claim, Invite, Store } from '../store/port.ts';

const DAY_MS = 86_400_000;

/** A link that has just been made. */
export interface NewLink {
  invite: Invite;
  /** Shown once; only its hash is stored. */
  token: string;
}

/**
 * Makes a link without storing it: for an interview, or a staff link for null. It is valid for `LIMITS.inviteDays`, a staff link for
 * ten years.
 */
export function newLink(clock: Clock, interviewId: string | null, role: Role): NewLink {
  const token = newToken();
  const now = clock.now();
  const invite: Invite = {
    id: interviewId === null ? STAFF_INVITE : newToken(),
    interviewId,
    role,
    label: '',
    hash: hashOf(token),
    createdAt: now,
    expiresAt: now + (interviewId === null ? 3_650 : LIMITS.inviteDays) * DAY_MS,
    revokedAt: null,
  };
  return { invite, token };
}

/** The address that is handed to a person; the token is in the fragment, which browsers never send. */
export const linkUrl = (base: string, inviteId: string, token: string): string =>
  inviteId === STAFF_INVITE ? `${base}/staff#${token}` : `${base}/join/${inviteId}#${token}`;

/** The invite that id and token open; the same refusal whether it is absent, wrong, revoked or over. */
export async function openInvite(store: Store, clock: Clock, inviteId: string, token: string): Promise<Invite> {
  const invite = await store.inviteByHash(hashOf(token));
  if (!invite || invite.id !== inviteId || invite.revokedAt !== null || invite.expiresAt <= clock.now()) {
    throw new Refusal(404, 'bad-link', 'This link is not valid (any more). Ask for a new one.');
  }
  return invite;
}

/** A candidate's link belongs to the first browser that claims it; other links may be claimed by several people. */
export async function claimInvite(
  store: Store,
  clock: Clock,
  invite: Invite,
  name: string,
): Promise<{ claim: Claim; cookie: string }> {
  const cookie = newToken();
  const claim = await store.claim(
    { id: newToken(), inviteId: invite.id, name, hash: hashOf(cookie), createdAt: clock.now(), revokedAt: null },
    invite.role === 'candidate',
  );
  if (claim) return { claim, cookie };
  throw new Refusal(
    409,
    'claimed',
    'This link is used in another browser. Go on there, or ask the interviewer to reset it.',
  );
}

/** True where a living claim holds the link alone. */
export async function isClaimed(store: Store, invite: Invite): Promise<boolean> {
  if (invite.role !== 'candidate') return false;
  const claims = await store.claims(invite.interviewId);
  return claims.some((claim) => claim.inviteId === invite.id && claim.revokedAt === null);
}
