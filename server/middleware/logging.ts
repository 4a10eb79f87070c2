/** One line a request: method, route pattern, status, time. No path, no query, no name: they may hold tokens and texts. */
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { AppEnv } from '../access/http.ts';

/** Logs each answered request at the level `debug`. */
export const logging =
  (log: Logger): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const from = performance.now();
    await next();
    const ms = Math.round(performance.now() - from);
    log.debug({ method: c.req.method, route: routePath(c, -1), status: c.res.status, ms }, 'request');
  };
