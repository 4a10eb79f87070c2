/**
 * Who may do what: one table for messages, one for routes. What is not listed is refused, and `satisfies` makes a message without
 * a row fail the build; tests/security walks both tables.
 */
import type { Role } from './role.ts';
import type { ClientMessageType } from './socket.ts';

const candidate: readonly Role[] = ['candidate'];
const conductors: readonly Role[] = ['interviewer', 'admin'];
const everyone: readonly Role[] = ['candidate', 'interviewer', 'observer', 'author', 'admin'];
const watchers: readonly Role[] = ['interviewer', 'observer', 'admin'];
const annotators: readonly Role[] = ['candidate', 'interviewer', 'observer', 'admin'];

/** Which roles may send a message. */
export const MESSAGE_ROLES = {
  'interview.start': conductors,
  'interview.pause': conductors,
  'interview.resume': conductors,
  'interview.extend': conductors,
  'interview.end': conductors,
  'interview.endAfterScore': conductors,
  'interview.endCancel': conductors,
  'interview.reopen': conductors,
  'language.choose': candidate,
  'browser.check': candidate,
  'run.start': candidate,
  'run.limit': candidate,
  'run.output': candidate,
  'run.finish': candidate,
  'output.clear': candidate,
  'annotation.add': annotators,
  'annotation.edit': annotators,
  'annotation.remove': annotators,
  'rubric.save': watchers,
  'score.request': candidate,
  'score.fail': candidate,
  'ledger.snapshot': watchers,
  'ledger.answer': watchers,
  'ledger.say': watchers,
  'ledger.offer': watchers,
  ping: everyone,
  status: candidate,
} as const satisfies Record<ClientMessageType, readonly Role[]>;

/** Binary frames: who may change the document, and who may send a cursor. */
export const FRAME_ROLES = { update: candidate, awareness: candidate } as const;

/**
 * Routes by method and pattern. `anyone` needs no cookie (the handler itself checks a token where there is one); for the rest the
 * cookie's role must be listed, and for `/interviews/:id/…` the session must belong to that interview unless the role is admin.
 */
export const ROUTE_ROLES = {
  'GET /healthz': 'anyone',
  'GET /readyz': 'anyone',
  'GET /openapi.json': 'anyone',
  'GET /sandbox': 'anyone',
  'GET /runtime/*': 'anyone',
  'GET /*': 'anyone',
  'POST /api/invites/:inviteId/peek': 'anyone',
  'POST /api/invites/:inviteId/claim': 'anyone',
  'GET /api/me': everyone,
  'POST /api/leave': everyone,
  'POST /api/interviews/:id/tickets': everyone,
  'GET /api/interviews/:id/bundle': everyone,
  'GET /api/interviews/:id/data/:name': everyone,
  'GET /api/interviews/:id/runs/:runId/outputs': everyone,
  'GET /api/interviews/:id/log': ['interviewer', 'observer', 'admin'],
  'GET /api/interviews/:id/export.json': ['interviewer', 'observer', 'admin'],
  'GET /api/interviews/:id/ledger/snapshot': watchers,
  'GET /api/probes/:language': ['interviewer', 'observer', 'author', 'admin'],
  'GET /api/interviews/:id/export.md': ['interviewer', 'observer', 'admin'],
  'GET /api/interviews/:id/code.zip': everyone,
  'GET /api/interviews/:id/scores/:scoreId/holdout': ['candidate', 'interviewer', 'admin'],
  'GET /api/interviews/:id/scores/:scoreId/code': everyone,
  'POST /api/interviews/:id/scores/:scoreId/result': candidate,
  'POST /api/interviews/:id/scores/:scoreId/verify': conductors,
  'POST /api/interviews/:id/scores/:scoreId/verification': conductors,
  'GET /api/scenarios': ['admin', 'author'],
  'GET /api/interviews': ['admin'],
  'POST /api/interviews': ['admin'],
  'GET /api/interviews/:id': ['interviewer', 'observer', 'admin'],
  'GET /api/interviews/:id/links': ['interviewer', 'admin'],
  'POST /api/interviews/:id/links': ['interviewer', 'admin'],
  'POST /api/interviews/:id/links/:inviteId/revoke': ['interviewer', 'admin'],
  'POST /api/interviews/:id/links/:inviteId/reset': ['interviewer', 'admin'],
} as const satisfies Record<string, 'anyone' | readonly Role[]>;
/** A route by its method and pattern, as `POST /api/interviews/:id/tickets`. */
export type RouteKey = keyof typeof ROUTE_ROLES;

/** True where the table lists the role for the message. */
export const mayMessage = (role: Role, type: ClientMessageType): boolean =>
  (MESSAGE_ROLES[type] as readonly Role[]).includes(role);

/** True where the table lists the role for the route. */
export function mayRoute(role: Role | null, route: RouteKey): boolean {
  const allowed: 'anyone' | readonly Role[] = ROUTE_ROLES[route];
  return allowed === 'anyone' || (role !== null && allowed.includes(role));
}
