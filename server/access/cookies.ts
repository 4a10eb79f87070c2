/** One cookie per invite, so that several links work in one browser. */
import type { AppContext } from './http.ts';
import { type RequestFacts, secureContext } from './origin.ts';

const INVITE_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** What access decisions need of a request. */
export const factsOf = (c: AppContext, trustProxy: boolean): RequestFacts => ({
  host: c.req.header('host'),
  origin: c.req.header('origin'),
  encrypted: trustProxy && c.req.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https',
});

const nameOf = (inviteId: string, secure: boolean) => `${secure ? '__Host-' : ''}holdout-${inviteId}`;

/** The cookie of an invite as the browser sent it. */
export function readCookie(c: AppContext, facts: RequestFacts, inviteId: string): string | undefined {
  if (!INVITE_ID.test(inviteId)) return undefined;
  const prefix = `${nameOf(inviteId, secureContext(facts))}=`;
  const pair = c.req
    .header('cookie')
    ?.split(/;\s*/)
    .find((part) => part.startsWith(prefix));
  return pair?.slice(prefix.length);
}

/** `maxAge` in seconds; 0 removes the cookie. */
export function writeCookie(c: AppContext, facts: RequestFacts, inviteId: string, value: string, maxAge: number): void {
  const secure = secureContext(facts);
  const parts = [`${nameOf(inviteId, secure)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${maxAge}`];
  if (secure) parts.push('Secure');
  c.header('Set-Cookie', parts.join('; '), { append: true });
}
