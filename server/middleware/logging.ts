/** What happened to requests: method, route pattern, status, time. No path, no query, no name: they may hold tokens and texts. */
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Logger } from 'pino';
import type { AppContext, AppEnv } from '../access/http.ts';
import { Refusal } from '../refusal.ts';
import type { Tally } from '../tally.ts';

/** Patterns that match every path: of the middleware, and of the pages. */
const EVERY = ['*', '/*'];

/** The pattern of the route that answers: the first that is not for every path, else that of the pages. */
const routeOf = (c: AppContext): string => matchedRoutes(c).find(({ path }) => !EVERY.includes(path))?.path ?? '/*';

/** Logs each answered request at the level `debug`, and of each kind of refusal one a minute with the number of the others. */
export const logging =
  (log: Logger, tally: Tally): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const from = performance.now();
    await next();
    const ms = Math.round(performance.now() - from);
    const { method } = c.req;
    const { status } = c.res;
    const route = routeOf(c);
    log.debug({ method, route, status, ms }, 'request');
    if (status < 400) return;
    const code = c.error instanceof Refusal ? c.error.code : undefined;
    tally.note({ method, route, status, ...(code === undefined ? {} : { code }) }, 'refused');
  };
