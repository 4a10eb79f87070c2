/** Tickets: single-use permissions to open one websocket. */
import { ticketResponse } from '../../protocol/api.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { Limiter } from '../access/limiter.ts';
import type { Deps } from '../deps.ts';
import { interviewOf } from './interviewOf.ts';
import type { Register } from './register.ts';

/** Adds the route that issues tickets. */
export function ticketRoutes(on: Register, { clock, tickets }: Deps): void {
  const usage = new Limiter(clock, LIMITS.ticketsPerMinute);

  on('POST /api/interviews/:id/tickets', { summary: 'A ticket for one websocket', response: ticketResponse }, (c) => {
    const session = c.get('session');
    usage.require(session.participantId, 'connections of this page');
    return c.json({ ticket: tickets.issue(session, interviewOf(c).id) });
  });
}
