/** One cookie per invite, so that several links work in one browser. */
import type { AppContext } from './http.ts';
import type { RequestFacts } from './origin.ts';

const INVITE_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** What access decisions need of a request. */
export const factsOf = (c: AppContext, trustProxy: boolean): RequestFacts => ({
  host: c.req.header('host'),
  origin: c.req.header('origin'),
  encrypted: trustProxy && c.req.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https',
});

/** The name over an encrypted connection. A browser takes a name with this prefix from such a connection only, and for the whole host only. */
const secureName = (inviteId: string) => `__Host-holdout-${inviteId}`;
/** The name over plain http: it cannot pass for the other one, which the prefix tells apart. */
const plainName = (inviteId: string) => `holdout-${inviteId}`;

/**
 * The cookie of an invite as the browser sent it. Over plain http the secure name counts where there is no other: earlier versions
 * gave it out on loopback, where Chromium and Firefox send it still.
 */
export function readCookie(c: AppContext, { encrypted }: RequestFacts, inviteId: string): string | undefined {
  if (!INVITE_ID.test(inviteId)) return undefined;
  const pairs = c.req.header('cookie')?.split(/;\s*/) ?? [];
  const cookieOf = (name: string) => pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return (encrypted ? undefined : cookieOf(plainName(inviteId))) ?? cookieOf(secureName(inviteId));
}

/**
 * `maxAge` in seconds; 0 removes the cookie. `Secure` and the prefix depend on the connection alone: on loopback without encryption
 * WebKit drops a cookie that has them, and the link would never be joined.
 */
export function writeCookie(c: AppContext, facts: RequestFacts, inviteId: string, value: string, maxAge: number): void {
  const set = (name: string, more: readonly string[]) => {
    const parts = [`${name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${maxAge}`, ...more];
    c.header('Set-Cookie', parts.join('; '), { append: true });
  };
  if (!facts.encrypted) set(plainName(inviteId), []);
  if (facts.encrypted || maxAge === 0) set(secureName(inviteId), ['Secure']);
}
