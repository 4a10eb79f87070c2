/** The one place where a failure becomes a response. What a client sent is never echoed. */
import type { ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ErrorBody } from '../../protocol/api.ts';
import type { AppEnv } from '../access/http.ts';
import { faultOf } from '../fault.ts';
import { Refusal } from '../refusal.ts';
import { StoreError } from '../store/port.ts';
import type { Tally } from '../tally.ts';
import { ThreadError } from '../threads/pool.ts';

/** A database that restarts or is taken over is back within seconds. */
const RETRY_SECONDS = '3';

const body = (code: string, message: string, field?: string): ErrorBody => ({
  error: { code, message, ...(field === undefined ? {} : { field }) },
});

/** Answers a thrown refusal with its status, a failing store or thread with 503, anything else with 500; what is not a refusal is logged. */
export const errors =
  (tally: Tally): ErrorHandler<AppEnv> =>
  (e, c) => {
    if (e instanceof Refusal && e.retryAfter !== undefined) c.header('retry-after', String(e.retryAfter));
    if (e instanceof Refusal) return c.json(body(e.code, e.message, e.field), e.status);
    if (e instanceof HTTPException) {
      const code = e.status === 413 ? 'too-large' : 'bad-request';
      return c.json(
        body(code, e.status === 413 ? 'The request is larger than allowed.' : 'The request cannot be read.'),
        e.status,
      );
    }
    tally.note({ method: c.req.method, path: c.req.routePath, error: faultOf(e) }, 'a request failed', 'error');
    if (e instanceof StoreError) {
      c.header('Retry-After', RETRY_SECONDS);
      return c.json(body('storage', 'The server cannot store or read right now. Try again in a moment.'), 503);
    }
    if (e instanceof ThreadError) {
      c.header('Retry-After', RETRY_SECONDS);
      return c.json(
        body('busy', 'The part of the server that does this has failed. Nothing was changed; try again in a moment.'),
        503,
      );
    }
    return c.json(body('server', 'The server failed at this. Try again; if it stays, tell the staff.'), 500);
  };
