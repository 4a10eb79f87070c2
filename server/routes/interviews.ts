/** Staff: scenarios and interviews. */
import { z } from 'zod';
import {
  createInterviewRequest,
  createInterviewResponse,
  type InterviewSummary,
  interviewListItem,
  interviewSummary,
  scenarioSummary,
  type UnreadableInterview,
} from '../../protocol/api.ts';
import { languageOf } from '../../protocol/language.ts';
import type { Deps } from '../deps.ts';
import { makeInterview } from '../interview/make.ts';
import { Refusal } from '../refusal.ts';
import { UnknownVariantError } from '../scenarios/port.ts';
import { drawSource, publicSource } from '../scenarios/source.ts';
import type { Interview } from '../store/port.ts';
import { interviewOf } from './interviewOf.ts';
import { shownLink } from './links.ts';
import type { Register } from './register.ts';

/** Adds the routes that list scenarios, and list, make and show interviews. */
export function interviewRoutes(on: Register, deps: Deps): void {
  const { store, config, rooms, scenarios } = deps;

  async function summary(interview: Interview): Promise<InterviewSummary> {
    const [claims, invites, online] = await Promise.all([
      store.claims(interview.id),
      store.invites(interview.id),
      rooms.online(interview.id),
    ]);
    const candidates = new Set(invites.filter((i) => i.role === 'candidate').map((i) => i.id));
    const candidate = claims.findLast((c) => candidates.has(c.inviteId) && c.revokedAt === null);
    const { id, title, slug, version, language, form, source, minutes, gated, createdAt, progress } = interview;
    return {
      id,
      title,
      slug,
      version,
      language,
      form,
      seed: source.label,
      drawn: source.kind,
      minutes,
      gated,
      createdAt,
      ...progress,
      chosen: languageOf(language, progress.chosen),
      candidate: candidate?.name ?? null,
      online,
    };
  }

  /** The row is readable, but a link of it may not be; a store that is away is another matter. */
  const summaryOrReason = (interview: Interview): Promise<InterviewSummary | UnreadableInterview> =>
    summary(interview).catch((e: unknown) => {
      if (!(e instanceof z.ZodError)) throw e;
      const { id, title, createdAt } = interview;
      return { id, title, createdAt, unreadable: `a link: ${e.issues[0]?.message ?? 'cannot be read'}` };
    });

  on('GET /api/scenarios', { summary: 'Scenarios and their forms', response: z.array(scenarioSummary) }, async (c) =>
    c.json(await scenarios.list()),
  );

  on(
    'GET /api/interviews',
    { summary: 'All interviews, newest first; those that cannot be read last', response: z.array(interviewListItem) },
    async (c) => {
      const readable = await Promise.all((await store.interviews()).map(summaryOrReason));
      const others = (await store.unreadable()).map(({ reason, ...rest }) => ({ ...rest, unreadable: reason }));
      return c.json([...readable, ...others]);
    },
  );

  on(
    'POST /api/interviews',
    { summary: 'Make an interview', body: createInterviewRequest, response: createInterviewResponse },
    async (c, body) => {
      const { title, slug, form, seed, language, minutes, gated } = body;
      const source = body.published ? publicSource(seed) : drawSource(seed);
      const key = { slug, form, source, language };
      const wanted = { title, key, minutes, gated, roles: ['candidate', 'interviewer'] as const };
      const made = await makeInterview(deps, wanted).catch((e: unknown) => {
        throw e instanceof UnknownVariantError ? new Refusal(400, 'unknown-variant', e.message, 'form') : e;
      });
      return c.json({
        interview: await summary(made.interview),
        links: made.links.map((link) => shownLink(c, config, link)),
      });
    },
  );

  on('GET /api/interviews/:id', { summary: 'One interview', response: interviewSummary }, async (c) =>
    c.json(await summary(interviewOf(c))),
  );
}
