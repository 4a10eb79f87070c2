/** A refusal fit for people: thrown anywhere in a route, answered in one place (middleware/errors.ts). */
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/**
 * Becomes a response of this status with an `ErrorBody`. `code` is for machines, `message` for people, `field` names the part of the
 * body that is wrong, `retryAfter` says in how many seconds it may be tried again.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly field: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(status: ContentfulStatusCode, code: string, message: string, field?: string, retryAfter?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
    this.retryAfter = retryAfter;
  }
}

/** The one answer for what is absent and for what somebody may not know of. */
export const notFound = () =>
  new Refusal(404, 'not-found', 'There is nothing here for this link. Check the address or ask for a new link.');

/** No session belongs to the request. */
export const unauthorised = () =>
  new Refusal(401, 'unauthorised', 'This browser has not joined with this link. Open the link again.');
