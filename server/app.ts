/** The HTTP side as one value: routes, middleware and nothing that listens. */
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { openAPIRouteHandler } from 'hono-openapi';
import { INVITE_HEADER } from '../protocol/api.ts';
import { ROUTE_ROLES, type RouteKey } from '../protocol/permission.ts';
import type { AppEnv } from './access/http.ts';
import type { Deps } from './deps.ts';
import { errors } from './middleware/errors.ts';
import { headers } from './middleware/headers.ts';
import { logging } from './middleware/logging.ts';
import { ownPages } from './middleware/origin.ts';
import { notFound } from './refusal.ts';
import { healthRoutes } from './routes/health.ts';
import { interviewRoutes } from './routes/interviews.ts';
import { joinRoutes } from './routes/join.ts';
import { ledgerRoutes } from './routes/ledger.ts';
import { linkRoutes } from './routes/links.ts';
import { materialRoutes } from './routes/material.ts';
import { pageRoutes } from './routes/pages.ts';
import { registrar } from './routes/register.ts';
import { replayRoutes } from './routes/replay.ts';
import { scoreRoutes } from './routes/scores.ts';
import { ticketRoutes } from './routes/tickets.ts';

const documentation = {
  info: {
    title: 'Holdout',
    version: '1',
    description: 'The HTTP interface of a Holdout server. Events travel over the websocket.',
  },
  components: { securitySchemes: { invite: { type: 'apiKey' as const, in: 'header' as const, name: INVITE_HEADER } } },
};

/** Large answers of repeating text; none has a secret beside text that somebody else may choose (BREACH). */
const COMPRESSED = ['/api/interviews/:id/log'];

/** The application over its parts. Throws where a route of the permission table has no handler. */
export function createApp(deps: Deps): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ strict: true });
  const seen = new Set<RouteKey>();
  const on = registrar(app, deps, seen);
  app.onError(errors(deps.tally));
  app.notFound(() => {
    throw notFound();
  });
  app.use(logging(deps.log, deps.tally), headers, ownPages(deps.config));
  for (const path of COMPRESSED) app.use(path, compress());
  healthRoutes(on, deps);
  /** The description never changes, and takes as long to make as a hundred other answers. */
  let description: Promise<string> | null = null;
  on('GET /openapi.json', { summary: 'This description' }, async (c) => {
    description ??= openAPIRouteHandler(app, { documentation })(c, async () => {}).then((answer) =>
      (answer as Response).text(),
    );
    // A description that could not be made is made again for the next who asks.
    description.catch(() => {
      description = null;
    });
    return c.body(await description, 200, { 'content-type': 'application/json' });
  });
  joinRoutes(on, deps);
  ticketRoutes(on, deps);
  materialRoutes(on, deps);
  interviewRoutes(on, deps);
  linkRoutes(on, deps);
  scoreRoutes(on, deps);
  replayRoutes(on, deps);
  ledgerRoutes(on, deps);
  pageRoutes(on, deps);
  const missing = (Object.keys(ROUTE_ROLES) as RouteKey[]).filter((key) => !seen.has(key));
  if (missing.length > 0) throw new Error(`no handler for ${missing.join(', ')}`);
  return app;
}
