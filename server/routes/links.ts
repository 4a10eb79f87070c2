/** Staff: links of an interview, made, listed, revoked and reset. */
import { z } from 'zod';
import { type Link, type LinkStatus, link, linkRequest, linkStatus } from '../../protocol/api.ts';
import { CLOSE } from '../../protocol/close.ts';
import { factsOf } from '../access/cookies.ts';
import type { AppContext } from '../access/http.ts';
import { linkUrl, type NewLink, newLink } from '../access/invites.ts';
import { ownOrigin } from '../access/origin.ts';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { notFound } from '../refusal.ts';
import type { Invite } from '../store/port.ts';
import { interviewOf } from './interviewOf.ts';
import type { Register } from './register.ts';

/** A new link as its maker gets it, once: with its token in the address. */
export function shownLink(c: AppContext, config: Config, { invite, token }: NewLink): Link {
  const base = config.publicUrl ?? ownOrigin(factsOf(c, config.trustProxy)) ?? '';
  return {
    inviteId: invite.id,
    role: invite.role,
    url: linkUrl(base, invite.id, token),
    expiresAt: invite.expiresAt,
  };
}

/** Adds the routes of an interview's links. */
export function linkRoutes(on: Register, deps: Deps): void {
  const { store, clock, config, rooms } = deps;

  /** A link of the interview in the route. */
  async function inviteOf(c: AppContext): Promise<Invite> {
    const invite = await store.invite(c.req.param('inviteId') ?? '');
    if (!invite || invite.interviewId !== c.req.param('id')) throw notFound();
    return invite;
  }

  on(
    'GET /api/interviews/:id/links',
    { summary: 'Links of an interview', response: z.array(linkStatus) },
    async (c) => {
      const { id } = interviewOf(c);
      const [invites, claims] = await Promise.all([store.invites(id), store.claims(id)]);
      const links = invites.map(
        (invite): LinkStatus => ({
          inviteId: invite.id,
          role: invite.role,
          createdAt: invite.createdAt,
          expiresAt: invite.expiresAt,
          revokedAt: invite.revokedAt,
          claims: claims
            .filter((claim) => claim.inviteId === invite.id && claim.revokedAt === null)
            .map((claim) => ({ participantId: claim.id, name: claim.name, at: claim.createdAt })),
        }),
      );
      return c.json(links);
    },
  );

  on(
    'POST /api/interviews/:id/links',
    { summary: 'Make a link', body: linkRequest, response: link },
    async (c, { role }) => {
      const { id } = interviewOf(c);
      const made = newLink(clock, id, role);
      await store.putInvite(made.invite);
      return c.json(shownLink(c, config, made));
    },
  );

  on('POST /api/interviews/:id/links/:inviteId/revoke', { summary: 'Revoke a link; its sockets close' }, async (c) => {
    const invite = await inviteOf(c);
    await store.revokeInvite(invite.id, clock.now());
    await rooms.closeWhere((session) => session.inviteId === invite.id, CLOSE.revoked);
    return c.json({});
  });

  on(
    'POST /api/interviews/:id/links/:inviteId/reset',
    { summary: 'Let a link be claimed anew; sockets of the old claim close' },
    async (c) => {
      const invite = await inviteOf(c);
      const gone = new Set(await store.resetClaims(invite.id, clock.now()));
      await rooms.closeWhere((session) => gone.has(session.participantId), CLOSE.unauthorised);
      return c.json({});
    },
  );
}
