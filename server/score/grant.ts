/** Grants: single-use addresses under which a browser gets the hold-out rows of a score, and sends what came of them. */
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { hashOf, newToken } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Grant, Store } from '../store/port.ts';

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
}

/** Refuses a grant that opens nothing (any more). */
export const used = () =>
  new Refusal(410, 'grant-used', 'This address was used, is too old or belongs to another score. Ask for a new one.');

/** Makes a grant. Answers with the address of the rows and the address for the result. */
export async function issueGrant(
  { store, clock }: GrantParts,
  { interviewId, scoreId, use }: GrantPurpose,
): Promise<{ url: string; uploadUrl: string }> {
  const token = newToken();
  const at = clock.now();
  const meta = new TextEncoder().encode(JSON.stringify({ scoreId, use } satisfies GrantMeta));
  const times = { at, expiresAt: at + GRANT_MS, takenAt: null, settledAt: null };
  await store.putGrant({ hash: hashOf(token), interviewId, ...times, meta });
  const base = `/api/interviews/${interviewId}/scores/${scoreId}`;
  const end = use === 'score' ? 'result' : 'verification';
  return { url: `${base}/holdout?grant=${token}`, uploadUrl: `${base}/${end}?grant=${token}` };
}

/** The grant behind a token. @throws Refusal where there is none for this purpose */
export async function grantFor({ store }: GrantParts, token: string, purpose: GrantPurpose): Promise<Grant> {
  const found = await store.grant(hashOf(token));
  if (!found || found.interviewId !== purpose.interviewId) throw used();
  const meta = grantMeta.parse(JSON.parse(new TextDecoder().decode(found.meta)));
  if (meta.scoreId !== purpose.scoreId || meta.use !== purpose.use) throw used();
  return found;
}

/** Uses up the grant for the rows. @throws Refusal where they were handed out before, or it is too old */
export async function takeGrant({ store, clock }: GrantParts, { hash }: Grant): Promise<void> {
  if (!(await store.takeGrant(hash, clock.now()))) throw used();
}

/** Uses up the grant for the result. @throws Refusal where no rows were handed out, or a result was sent before */
export async function settleGrant({ store, clock }: GrantParts, { hash, takenAt }: Grant): Promise<void> {
  if (takenAt === null) throw used();
  if (!(await store.settleGrant(hash, clock.now())))
    throw new Refusal(409, 'settled', 'A result for this score was sent before.');
}
