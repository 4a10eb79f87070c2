/**
 * The one way to add a route: its key must be in the permission table, and the table's roles, the interview's ownership, the
 * size of the body and its shape are checked before the handler runs.
 */
import type { Hono, MiddlewareHandler } from 'hono';
import { describeRoute, resolver, validator } from 'hono-openapi';
import type { z } from 'zod';
import { errorBody, INVITE_HEADER } from '../../protocol/api.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { mayRoute, ROUTE_ROLES, type RouteKey } from '../../protocol/permission.ts';
import { factsOf, readCookie } from '../access/cookies.ts';
import type { AppContext, AppEnv } from '../access/http.ts';
import { Meter } from '../access/meter.ts';
import { reaches, type Session, sessionOf } from '../access/session.ts';
import type { Deps } from '../deps.ts';
import { receiveBody, requireDeclared } from '../middleware/body.ts';
import { notFound, Refusal, unauthorised } from '../refusal.ts';

/** What a route takes and gives: `summary` and `response` are for the description of the interface, `body` is checked. */
interface RouteSpec<B extends z.ZodType> {
  summary: string;
  body?: B;
  response?: z.ZodType;
  /** Upper bound of the request's body in bytes. */
  maxBytes?: number;
  /** True where the body is bytes: the handler receives it by `receive`, once it has checked everything else. */
  upload?: boolean;
}

/** Answers a request that was admitted; `body` is parsed, and undefined where the route takes none. */
type Handler<B extends z.ZodType> = (c: AppContext, body: z.infer<B>) => Response | Promise<Response>;

/** Adds one route of the permission table. */
export type Register = <B extends z.ZodType = z.ZodUndefined>(
  key: RouteKey,
  spec: RouteSpec<B>,
  handler: Handler<B>,
) => void;

/** What ids and names in a path look like; anything else is answered like what is absent, before it is looked up. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  id: /^[A-Za-z0-9_-]{1,64}$/,
  inviteId: /^[A-Za-z0-9_-]{1,64}$/,
  scoreId: /^[A-Za-z0-9_-]{1,64}$/,
  name: /^[A-Za-z0-9._-]{1,128}$/,
};

function requireShapes(c: AppContext): void {
  for (const [name, shape] of Object.entries(SHAPES)) {
    const value = c.req.param(name);
    if (value !== undefined && !shape.test(value)) throw notFound();
  }
}

/** Why there is no interview of an id that the session reaches: one that cannot be read is told apart, since waiting does not help. */
async function absent({ store }: Deps, id: string): Promise<Refusal> {
  const damaged = (await store.unreadable()).find((one) => one.id === id);
  if (!damaged) return notFound();
  return new Refusal(
    409,
    'unreadable',
    `This interview is stored in a way that this version cannot read (${damaged.reason}). Restore it from a backup, or open it with the version that wrote it.`,
  );
}

/** The session of a request for a route with roles; the same refusal for what is absent and what is not allowed. */
async function admit(c: AppContext, deps: Deps, key: RouteKey): Promise<Session> {
  const inviteId = c.req.header(INVITE_HEADER) ?? '';
  const cookie = readCookie(c, factsOf(c, deps.config.trustProxy), inviteId);
  const answer = await sessionOf(deps.store, deps.clock, inviteId, cookie);
  if (!answer.ok) {
    throw answer.code === 'revoked'
      ? new Refusal(401, 'revoked', 'This link was revoked or is over. Ask for a new one.')
      : unauthorised();
  }
  const { session } = answer;
  if (!mayRoute(session.role, key)) throw notFound();
  const id = c.req.param('id');
  if (id === undefined) return session;
  if (!reaches(session, id)) throw notFound();
  const interview = await deps.store.interview(id);
  if (!interview) throw await absent(deps, id);
  c.set('interview', interview);
  return session;
}

/** Registers routes on `app`; `seen` collects the keys, so that a missing one is noticed. */
export function registrar(app: Hono<AppEnv>, deps: Deps, seen: Set<RouteKey>): Register {
  const flight = new Meter(LIMITS.jsonBytesInFlight);
  const uploads = new Meter(LIMITS.uploadBytesInFlight);
  return <B extends z.ZodType>(
    key: RouteKey,
    { summary, body, response, maxBytes = LIMITS.jsonBodyBytes, upload = false }: RouteSpec<B>,
    handler: Handler<B>,
  ) => {
    seen.add(key);
    const [method = 'GET', path = '/'] = key.split(' ');
    const open = ROUTE_ROLES[key] === 'anyone';
    const admission: MiddlewareHandler<AppEnv> = async (c, next) => {
      requireShapes(c);
      if (!open) c.set('session', await admit(c, deps, key));
      requireDeclared(c, maxBytes);
      if (upload) c.set('receive', (signal) => receiveBody(c, { maxBytes, flight: uploads }, signal));
      await next();
    };
    const reception: MiddlewareHandler<AppEnv> = async (c, next) => {
      const { bytes, done } = await receiveBody(c, { maxBytes, flight });
      try {
        c.req.raw = new Request(c.req.raw, { body: bytes });
        await next();
      } finally {
        done();
      }
    };
    const failure = { description: 'Refused', content: { 'application/json': { schema: resolver(errorBody) } } };
    app.on(
      [method],
      [path],
      describeRoute({
        summary,
        security: open ? [] : [{ invite: [] }],
        responses: {
          200: response
            ? { description: 'OK', content: { 'application/json': { schema: resolver(response) } } }
            : { description: 'OK' },
          ...(open ? {} : { 401: failure, 404: failure }),
          ...(body ? { 400: failure } : {}),
        },
      }),
      admission,
    );
    if (!body) {
      // Without a schema `B` is ZodUndefined: the handler takes no body.
      app.on([method], [path], async (c) => handler(c, undefined as z.infer<B>));
      return;
    }
    app.on(
      [method],
      [path],
      reception,
      validator('json', body, (result) => {
        if (result.success) return;
        const issue = result.error[0];
        const field = issue?.path?.map((p) => String(typeof p === 'object' ? p.key : p)).join('.') ?? '';
        throw new Refusal(400, 'invalid', `${field || 'the body'}: ${issue?.message ?? 'cannot be read'}`, field);
      }),
      // Hono types the validated body by the route's literal text; the keys here are values of a table, so it knows none.
      async (c) => handler(c as unknown as AppContext, c.req.valid('json' as never) as z.infer<typeof body>),
    );
  };
}
