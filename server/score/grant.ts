/** Grants: short-lived addresses under which a browser gets the hold-out rows of a score, and sends what came of them. */
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { hashOf, newToken } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Grant, Store } from '../store/port.ts';
import type { GrantAddresses, ScoreLimits } from './limits.ts';

/** From grant to upload, in ms: 180 s of work, the slowest network, and some patience. */
const GRANT_MS = 15 * 60_000;

const grantMeta = z.object({
  scoreId: z.string(),
  /** `score`: the candidate's; `verify`: a re-run in a staff browser. */
  use: z.enum(['score', 'verify']),
});
type GrantMeta = z.infer<typeof grantMeta>;

/** What a grant has to be for. */
export interface GrantPurpose extends GrantMeta {
  interviewId: string;
}

/** What grants need. */
export interface GrantParts {
  store: Store;
  clock: Clock;
  limits: ScoreLimits;
}

/** Refuses a grant that opens nothing (any more). */
export const used = () =>
  new Refusal(410, 'grant-used', 'This address was used, is too old or belongs to another score. Ask for a new one.');

/** Makes a grant. Answers with the address of the rows and the address for the result. */
export async function issueGrant(
  { store, clock }: GrantParts,
  { interviewId, scoreId, use }: GrantPurpose,
): Promise<GrantAddresses> {
  const token = newToken();
  const at = clock.now();
  const meta = new TextEncoder().encode(JSON.stringify({ scoreId, use } satisfies GrantMeta));
  const times = { at, expiresAt: at + GRANT_MS, takenAt: null, settledAt: null };
  await store.putGrant({ hash: hashOf(token), interviewId, ...times, meta });
  const base = `/api/interviews/${interviewId}/scores/${scoreId}`;
  const end = use === 'score' ? 'result' : 'verification';
  return { url: `${base}/holdout?grant=${token}`, uploadUrl: `${base}/${end}?grant=${token}` };
}

/** What a stored grant is for. */
export const purposeIn = ({ meta }: Grant): GrantMeta => grantMeta.parse(JSON.parse(new TextDecoder().decode(meta)));

/** The grant behind a token. @throws Refusal where there is none for this purpose */
export async function grantFor({ store }: GrantParts, token: string, purpose: GrantPurpose): Promise<Grant> {
  const found = await store.grant(hashOf(token));
  if (!found || found.interviewId !== purpose.interviewId) throw used();
  const meta = purposeIn(found);
  if (meta.scoreId !== purpose.scoreId || meta.use !== purpose.use) throw used();
  return found;
}

/**
 * Takes the grant for the rows: a few times, since a download may break off. The first time is the one that is stored.
 * @throws Refusal where they were handed out too often, a result was sent, or the grant is too old
 */
export async function takeGrant({ store, clock, limits }: GrantParts, grant: Grant): Promise<void> {
  const now = clock.now();
  if (grant.settledAt !== null || grant.expiresAt <= now || !limits.mayHandOut(grant.hash)) throw used();
  if (grant.takenAt === null) await store.takeGrant(grant.hash, now);
}

const settled = () => new Refusal(409, 'settled', 'A result for this score was sent before.');

/** Refuses before a result is received what would be refused afterwards. @throws Refusal as `settleGrant` */
export function requireOpen({ takenAt, settledAt }: Grant): void {
  if (takenAt === null) throw used();
  if (settledAt !== null) throw settled();
}

/** Uses up the grant for the result. @throws Refusal where no rows were handed out, or a result was sent before */
export async function settleGrant({ store, clock }: GrantParts, grant: Grant): Promise<void> {
  requireOpen(grant);
  if (!(await store.settleGrant(grant.hash, clock.now()))) throw settled();
}
