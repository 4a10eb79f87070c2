/** What the page needs to begin: the role's projection of the variant, and the data files. */
import { candidateBundle } from '../../protocol/bundle.ts';
import { isStaff } from '../../protocol/role.ts';
import type { AppContext, Deps } from '../context.ts';
import { requireSameVersion, variantOf } from '../interviews.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { Interview } from '../store/port.ts';
import type { Register } from './register.ts';

/** The interview of the route; refused to a candidate who waits in the lobby. */
export async function interviewOf(c: AppContext, { store }: Deps): Promise<Interview> {
  const interview = await store.interview(c.req.param('id') ?? '');
  if (!interview) throw notFound();
  return interview;
}

function refuseInLobby(c: AppContext, { gated, progress }: Interview): void {
  if (isStaff(c.get('session').role) || !gated || progress.startedAt !== null) return;
  throw new Refusal(409, 'not-started', 'The interview has not started yet. This page goes on by itself when it does.');
}

export function workRoutes(on: Register, deps: Deps): void {
  on(
    'GET /api/interviews/:id/bundle',
    { summary: 'What the role may see of the variant', response: candidateBundle },
    async (c) => {
      const interview = await interviewOf(c, deps);
      refuseInLobby(c, interview);
      const { candidate, staff } = await variantOf(deps, interview);
      return c.json(isStaff(c.get('session').role) ? staff : candidate);
    },
  );

  on('GET /api/interviews/:id/data/:name', { summary: 'A data file as CSV' }, async (c) => {
    const interview = await interviewOf(c, deps);
    refuseInLobby(c, interview);
    await requireSameVersion(deps, interview);
    const file = await deps.scenarios.file(interview, c.req.param('name') ?? '');
    if (!file) throw notFound();
    return c.body(file as Uint8Array<ArrayBuffer>, 200, { 'content-type': 'text/csv; charset=utf-8' });
  });
}
