/** What the page needs to begin: the role's projection of the variant, and the data files. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { candidateBundle } from '../../protocol/bundle.ts';
import { type Language, language, offeredBy } from '../../protocol/language.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { isStaff } from '../../protocol/role.ts';
import type { AppContext } from '../access/http.ts';
import { Limiter } from '../access/limiter.ts';
import type { Deps } from '../deps.ts';
import { shownLanguage, variantOf } from '../interview/interview.ts';
import { fileOf } from '../interview/material.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { Interview } from '../store/port.ts';
import { chosenIn, interviewOf } from './interviewOf.ts';
import type { Register } from './register.ts';

const inflate = promisify(gunzip);
const takesGzip = (c: AppContext) => /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');

/** The language that staff ask for (`?language=`), else that of the interview. */
async function askedLanguage(c: AppContext, deps: Deps, interview: Interview): Promise<Language> {
  const asked = language.safeParse(c.req.query('language'));
  const offered = offeredBy(interview.language);
  if (asked.success && isStaff(c.get('session').role) && offered.includes(asked.data)) return asked.data;
  const chosen = await chosenIn(deps, interview);
  if (offered.length > 1 && chosen === null && !isStaff(c.get('session').role))
    throw new Refusal(409, 'no-language', 'Choose a language first; the task opens then.');
  return shownLanguage(interview, chosen);
}

function refuseInLobby(c: AppContext, { gated, progress }: Interview): void {
  if (isStaff(c.get('session').role) || !gated || progress.startedAt !== null) return;
  throw new Refusal(409, 'not-started', 'The interview has not started yet. This page goes on by itself when it does.');
}

/** Adds the routes of the bundle and the data files. */
export function materialRoutes(on: Register, deps: Deps): void {
  const usage = new Limiter(deps.clock, LIMITS.materialPerMinute);
  const require = (c: AppContext) => usage.require(c.get('session').participantId, 'downloads of the task');

  on(
    'GET /api/interviews/:id/bundle',
    {
      summary: 'What the role may see of the variant; staff may name a language that is offered',
      response: candidateBundle,
    },
    async (c) => {
      require(c);
      const interview = interviewOf(c);
      refuseInLobby(c, interview);
      const { candidate, staff } = await variantOf(deps, interview, await askedLanguage(c, deps, interview));
      return c.json(isStaff(c.get('session').role) ? staff : candidate);
    },
  );

  on('GET /api/interviews/:id/data/:name', { summary: 'A data file as CSV' }, async (c) => {
    require(c);
    const interview = interviewOf(c);
    refuseInLobby(c, interview);
    const file = await fileOf(deps, interview, await askedLanguage(c, deps, interview), c.req.param('name') ?? '');
    if (!file) throw notFound();
    const type = { 'content-type': 'text/csv; charset=utf-8' };
    if (takesGzip(c)) return c.body(file.gzip as Uint8Array<ArrayBuffer>, 200, { ...type, 'content-encoding': 'gzip' });
    return c.body(new Uint8Array(await inflate(file.gzip)), 200, type);
  });
}
