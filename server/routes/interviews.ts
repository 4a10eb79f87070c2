/** Staff: scenarios, interviews and their links. */

import { z } from 'zod';
import {
  createInterviewRequest,
  createInterviewResponse,
  type InterviewSummary,
  interviewSummary,
  type Link,
  type LinkStatus,
  link,
  linkRequest,
  linkStatus,
  scenarioSummary,
} from '../../protocol/api.ts';
import { CLOSE } from '../../protocol/close.ts';
import { languageOf } from '../../protocol/language.ts';
import { factsOf } from '../access/cookies.ts';
import type { AppContext } from '../access/http.ts';
import { linkUrl, type NewLink, newLink } from '../access/invites.ts';
import { ownOrigin } from '../access/origin.ts';
import type { Deps } from '../deps.ts';
import { makeInterview } from '../interview/make.ts';
import { notFound, Refusal } from '../refusal.ts';
import { UnknownVariantError } from '../scenarios/port.ts';
import type { Interview, Invite } from '../store/port.ts';
import { interviewOf } from './interviewOf.ts';
import type { Register } from './register.ts';

export function interviewRoutes(on: Register, deps: Deps): void {
  const { store, clock, config, rooms, scenarios } = deps;

  async function summary(interview: Interview): Promise<InterviewSummary> {
    const [claims, invites, online] = await Promise.all([
      store.claims(interview.id),
      store.invites(interview.id),
      rooms.online(interview.id),
    ]);
    const candidates = new Set(invites.filter((i) => i.role === 'candidate').map((i) => i.id));
    const candidate = claims.findLast((c) => candidates.has(c.inviteId) && c.revokedAt === null);
    const { id, title, slug, version, language, form, seed, minutes, gated, createdAt, progress } = interview;
    return {
      id,
      title,
      slug,
      version,
      language,
      form,
      seed,
      minutes,
      gated,
      createdAt,
      ...progress,
      chosen: languageOf(language, progress.chosen),
      candidate: candidate?.name ?? null,
      online,
    };
  }

  const shown = (c: AppContext, { invite, token }: NewLink): Link => {
    const base = config.publicUrl ?? ownOrigin(factsOf(c, config.trustProxy)) ?? '';
    return {
      inviteId: invite.id,
      role: invite.role,
      url: linkUrl(base, invite.id, token),
      expiresAt: invite.expiresAt,
    };
  };

  /** A link of the interview in the route. */
  async function inviteOf(c: AppContext): Promise<Invite> {
    const invite = await store.invite(c.req.param('inviteId') ?? '');
    if (!invite || invite.interviewId !== c.req.param('id')) throw notFound();
    return invite;
  }

  on('GET /api/scenarios', { summary: 'Scenarios and their forms', response: z.array(scenarioSummary) }, async (c) =>
    c.json(await scenarios.list()),
  );

  on(
    'GET /api/interviews',
    { summary: 'All interviews, newest first', response: z.array(interviewSummary) },
    async (c) => c.json(await Promise.all((await store.interviews()).map(summary))),
  );

  on(
    'POST /api/interviews',
    { summary: 'Make an interview', body: createInterviewRequest, response: createInterviewResponse },
    async (c, body) => {
      const { title, slug, form, seed, language, minutes, gated } = body;
      const wanted = {
        title,
        key: { slug, form, seed, language },
        minutes,
        gated,
        roles: ['candidate', 'interviewer'] as const,
      };
      const made = await makeInterview(deps, { ...wanted, roles: [...wanted.roles] }).catch((e: unknown) => {
        throw e instanceof UnknownVariantError ? new Refusal(400, 'unknown-variant', e.message, 'form') : e;
      });
      return c.json({ interview: await summary(made.interview), links: made.links.map((l) => shown(c, l)) });
    },
  );

  on('GET /api/interviews/:id', { summary: 'One interview', response: interviewSummary }, async (c) =>
    c.json(await summary(await interviewOf(c, deps))),
  );

  on(
    'GET /api/interviews/:id/links',
    { summary: 'Links of an interview', response: z.array(linkStatus) },
    async (c) => {
      const { id } = await interviewOf(c, deps);
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
      const { id } = await interviewOf(c, deps);
      const made = newLink(clock, id, role);
      await store.putInvite(made.invite);
      return c.json(shown(c, made));
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
