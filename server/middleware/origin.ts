/** Requests that may change something come from a page of this server, as JSON or bytes: never from a form of another site. */
import type { MiddlewareHandler } from 'hono';
import { factsOf } from '../access/cookies.ts';
import type { AppEnv } from '../access/http.ts';
import { sameOrigin } from '../access/origin.ts';
import { Refusal } from '../refusal.ts';

const SAFE = new Set(['GET', 'HEAD']);
const TYPES = /^application\/(json|octet-stream)\s*(;|$)/i;

/** Lets through what only reads, and what a page of this server sends as JSON or bytes. @throws Refusal 403 or 415 */
export const ownPages =
  ({ publicUrl, trustProxy }: { publicUrl: string | null; trustProxy: boolean }): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    if (!SAFE.has(c.req.method)) {
      if (!sameOrigin(factsOf(c, trustProxy), publicUrl)) {
        throw new Refusal(
          403,
          'wrong-origin',
          'This request does not come from a page of this server. Open the page at the address that the link shows.',
        );
      }
      if (!TYPES.test(c.req.header('content-type') ?? '')) {
        throw new Refusal(
          415,
          'wrong-type',
          'The body has to be JSON (application/json) or bytes (application/octet-stream).',
        );
      }
    }
    await next();
  };
