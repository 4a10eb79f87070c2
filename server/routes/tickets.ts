/** Tickets: single-use permissions to open one websocket. */
import { ticketResponse } from '../../protocol/api.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { perMinute } from './perMinute.ts';
import type { Register } from './register.ts';

/** Adds the route that issues tickets. */
export function ticketRoutes(on: Register, { store, tickets }: Deps): void {
  const limitTickets = perMinute(LIMITS.ticketsPerMinute);

  on(
    'POST /api/interviews/:id/tickets',
    { summary: 'A ticket for one websocket', response: ticketResponse },
    async (c) => {
      const session = c.get('session');
      const interviewId = c.req.param('id') ?? '';
      if (!(await store.interview(interviewId))) throw new Refusal(404, 'not-found', 'There is no such interview.');
      await limitTickets(session.participantId);
      return c.json({ ticket: tickets.issue(session, interviewId) });
    },
  );
}
