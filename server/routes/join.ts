/** From a link to a session: what the join page shows before, claiming, and leaving. */
import type { z } from 'zod';
import {
  claimRequest,
  meResponse,
  peekRequest,
  type peekResponse,
  peekResponse as peekSchema,
} from '../../protocol/api.ts';
import { languageOf, offeredBy } from '../../protocol/language.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { networkOfContext } from '../access/address.ts';
import { factsOf, readCookie, writeCookie } from '../access/cookies.ts';
import type { AppContext } from '../access/http.ts';
import { claimInvite, isClaimed, openInvite } from '../access/invites.ts';
import { Limiter } from '../access/limiter.ts';
import { type Session, sessionOf } from '../access/session.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Interview, Invite } from '../store/port.ts';
import type { Register } from './register.ts';

/** Anybody may send one, so it is not larger than a name in any script needs. */
const LINK_BYTES = 4 * 1024;

const cleanName = (name: string) =>
  name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * The invite of a route and a token. A wrong token counts against the address that sent it; a right one is answered whatever else came
 * from there, so that nobody is locked out by others.
 */
function invitedBy({ store, clock, config }: Deps): (c: AppContext, token: string) => Promise<Invite> {
  const failures = new Limiter(clock, LIMITS.failuresPerMinute);
  return async (c, token) => {
    try {
      return await openInvite(store, clock, c.req.param('inviteId') ?? '', token);
    } catch (e) {
      if (e instanceof Refusal) failures.require(networkOfContext(c, config.trustProxy), 'links that are not valid');
      throw e;
    }
  };
}

/** Adds the routes from a link to a session: peek, claim, me, leave. */
export function joinRoutes(on: Register, deps: Deps): void {
  const { store, clock, config } = deps;
  const invited = invitedBy(deps);
  const peeks = new Limiter(clock, LIMITS.peeksPerMinute);
  const claims = new Limiter(clock, LIMITS.claimsPerMinute);

  /** The part of an answer with the languages on offer and the chosen one. */
  const languagesOf = (interview: Pick<Interview, 'language' | 'progress'> | null) => ({
    languages: interview ? [...offeredBy(interview.language)] : [],
    language: interview && languageOf(interview.language, interview.progress.chosen),
  });

  const me = async (session: Session): Promise<z.infer<typeof meResponse>> => {
    const { inviteId, role, interviewId, participantId, name } = session;
    const interview = interviewId === null ? null : await store.interview(interviewId);
    return {
      inviteId,
      role,
      interviewId,
      participantId,
      name,
      title: interview?.title ?? null,
      ...languagesOf(interview),
    };
  };

  /** A choice that came with joining; refused for who has none before anything is written. */
  async function requireChoice(invite: Invite): Promise<void> {
    const interview = invite.interviewId === null ? null : await store.interview(invite.interviewId);
    if (invite.role === 'candidate' && interview?.language === 'choice') return;
    throw new Refusal(400, 'no-choice', 'language: with this link there is none to choose', 'language');
  }

  const current = (c: AppContext, inviteId: string) =>
    sessionOf(store, clock, inviteId, readCookie(c, factsOf(c, config.trustProxy), inviteId));

  on(
    'POST /api/invites/:inviteId/peek',
    { summary: 'What a link opens', body: peekRequest, response: peekSchema, maxBytes: LINK_BYTES },
    async (c, { token }) => {
      const invite = await invited(c, token);
      peeks.require(invite.id, 'looks at this link');
      const interview = invite.interviewId === null ? null : await store.interview(invite.interviewId);
      const mine = (await current(c, invite.id)).ok;
      const answer: z.infer<typeof peekResponse> = {
        role: invite.role,
        title: interview?.title ?? 'Holdout',
        minutes: interview?.minutes ?? 0,
        phase: interview?.progress.phase ?? 'waiting',
        claimed: !mine && (await isClaimed(store, invite)),
        interviewId: invite.interviewId,
        gated: interview?.gated ?? false,
        ...languagesOf(interview),
      };
      return c.json(answer);
    },
  );

  on(
    'POST /api/invites/:inviteId/claim',
    { summary: 'Join with a link', body: claimRequest, response: meResponse, maxBytes: LINK_BYTES },
    async (c, { token, name, language }) => {
      const invite = await invited(c, token);
      if (language !== undefined) await requireChoice(invite);
      // The same browser comes back as the same person.
      const before = await current(c, invite.id);
      if (before.ok) return c.json(await me(before.session));
      claims.require(invite.id, 'people with this link');
      const clean = cleanName(name);
      if (clean === '') throw new Refusal(400, 'invalid', 'name: needs at least one visible character', 'name');
      const { claim, cookie } = await claimInvite(store, clock, invite, clean);
      const seconds = Math.floor((invite.expiresAt - clock.now()) / 1000);
      writeCookie(c, factsOf(c, config.trustProxy), invite.id, cookie, Math.min(seconds, 400 * 86_400));
      const { id: inviteId, role, interviewId, expiresAt } = invite;
      const session = { inviteId, role, interviewId, participantId: claim.id, name: claim.name, expiresAt };
      const answer = await me(session);
      // A choice that is refused (a link that was reset after the first run) is dropped: the room shows the valid one.
      if (language === undefined || interviewId === null) return c.json(answer);
      const accepted = await deps.rooms.with(interviewId, (room) => room.choose(session, language));
      return c.json(accepted ? { ...answer, language } : answer);
    },
  );

  on('GET /api/me', { summary: 'Who this browser is under the link', response: meResponse }, async (c) =>
    c.json(await me(c.get('session'))),
  );

  on('POST /api/leave', { summary: 'Forget this link in this browser' }, (c) => {
    writeCookie(c, factsOf(c, config.trustProxy), c.get('session').inviteId, '', 0);
    return c.json({});
  });
}
