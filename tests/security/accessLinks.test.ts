/** Links and the cookies that they give: bound, taken, guessed at, reset and revoked. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { CLOSE } from '../../protocol/close.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { newId } from '../support/client.ts';
import { type TestServer, testServer } from '../support/server/host.ts';

let now = Date.now();
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock: { now: () => now }, env: { TRUST_PROXY: '1' } });
});
afterAll(() => server.close());

describe('links', () => {
  test('[AU7] the first browser binds a candidate’s link; the same browser comes back as the same person', async () => {
    const { links } = await server.interview();
    const [one, two] = [server.browser(), server.browser()];
    const me = await one.claim(links.candidate, 'Cora');
    await expect(two.claim(links.candidate, 'Eve')).rejects.toThrow('409');
    expect((await one.claim(links.candidate, 'Other name')).participantId).toBe(me.participantId);
    const peek = await two.post(`/api/invites/${links.candidate.inviteId}/peek`, { token: links.candidate.token });
    expect(peek).toMatchObject({ claimed: true, role: 'candidate' });
    expect(
      await one.post(`/api/invites/${links.candidate.inviteId}/peek`, { token: links.candidate.token }),
    ).toMatchObject({ claimed: false });
  });

  test('[AU7] an interviewer’s link takes several people', async () => {
    const { links } = await server.interview();
    const ids = await Promise.all(
      ['A', 'B'].map(async (name) => (await server.browser().claim(links.interviewer, name)).participantId),
    );
    expect(new Set(ids).size).toBe(2);
  });

  test('[AU7] both demo links work in one browser, each under its own cookie', async () => {
    const { id, links } = await server.interview();
    const browser = server.browser();
    await browser.claim(links.candidate, 'Cora');
    await browser.claim(links.interviewer, 'Ivo');
    const roles = await Promise.all(
      [links.candidate, links.interviewer].map(
        async ({ inviteId }) => (await browser.json<{ role: string }>('/api/me', { inviteId })).role,
      ),
    );
    expect(roles).toEqual(['candidate', 'interviewer']);
    const log = (inviteId: string) => browser.fetch(`/api/interviews/${id}/log`, { inviteId });
    expect([(await log(links.candidate.inviteId)).status, (await log(links.interviewer.inviteId)).status]).toEqual([
      404, 200,
    ]);
  });

  test('[AU7] wrong, unknown, revoked and expired links are answered alike', async () => {
    const { links } = await server.interview();
    const peek = async (inviteId: string, token: string) => {
      const response = await server
        .browser()
        .fetch(`/api/invites/${inviteId}/peek`, { method: 'POST', json: { token } });
      return `${response.status} ${await response.text()}`;
    };
    const { inviteId, token } = links.observer;
    const wrong = await peek(inviteId, 'x'.repeat(22));
    const unknown = await peek(newId(), token);
    await server.store.revokeInvite(inviteId, now);
    const revoked = await peek(inviteId, token);
    now += (LIMITS.inviteDays + 1) * 86_400_000;
    const expired = await peek(links.interviewer.inviteId, links.interviewer.token);
    now -= (LIMITS.inviteDays + 1) * 86_400_000;
    expect(new Set([wrong, unknown, revoked, expired])).toEqual(new Set([wrong]));
    expect(wrong).toMatch(/^404 /);
  });

  test('[AU20] wrong tokens are counted by address, whatever link they are tried at, and lock no right one', async () => {
    const { links } = await server.interview();
    const peek = async (inviteId: string, token: string) =>
      (await server.browser().fetch(`/api/invites/${inviteId}/peek`, { method: 'POST', json: { token } })).status;
    const statuses: number[] = [];
    for (let i = 0; i < LIMITS.failuresPerMinute + 5; i++)
      statuses.push(await peek(i % 2 ? newId() : links.observer.inviteId, `guess-${i}-xxxxxxxxxxxxxx`));
    expect(statuses.slice(-5)).toEqual([429, 429, 429, 429, 429]);
    const { observer, candidate } = links;
    expect(await peek(observer.inviteId, observer.token)).toBe(200);
    expect((await server.browser().claim(candidate, 'Cora')).role).toBe('candidate');
    const staff = await server.link(null, 'admin');
    for (let i = 0; i < 5; i++) await peek(staff.inviteId, `guess-${i}-xxxxxxxxxxxxxx`);
    expect((await server.browser().claim(staff, 'Sam')).role).toBe('admin');
    now += 60_000;
    expect(await peek(observer.inviteId, 'x'.repeat(22))).toBe(404);
  });

  test('[AU22] an id that cannot be one is answered like what is absent, however long it is', async () => {
    const { links } = await server.interview();
    for (const id of ['x'.repeat(2_000), 'a.b', '%00', 'ä', '..%2f..']) {
      const { status } = await server.browser().fetch(`/api/invites/${id}/peek`, {
        method: 'POST',
        json: { token: links.observer.token },
      });
      expect(status, id.slice(0, 10)).toBe(404);
    }
  });

  test('[AU23] what a link may be used for is counted per link, and who has joined is not counted again', async () => {
    const { links } = await server.interview();
    const one = server.browser();
    await one.claim(links.interviewer, 'Ivo');
    const join = async () => {
      const { inviteId, token } = links.interviewer;
      const json = { token, name: 'Another' };
      return (await server.browser().fetch(`/api/invites/${inviteId}/claim`, { method: 'POST', json })).status;
    };
    const statuses = [];
    for (let i = 0; i < LIMITS.claimsPerMinute; i++) statuses.push(await join());
    expect([statuses.at(-2), statuses.at(-1)]).toEqual([200, 429]);
    expect((await one.claim(links.interviewer, 'Ivo')).name).toBe('Ivo');
    expect((await server.browser().claim(links.observer, 'Olga')).name).toBe('Olga');
  });

  /** What a claim answers with, over plain http or as a proxy that encrypts passes it on. */
  async function claimed(encrypted: boolean): Promise<{ id: string; token: string; cookies: string[] }> {
    const { links } = await server.interview();
    const { inviteId, token } = links.candidate;
    const { host } = new URL(server.url);
    const headers: Record<string, string> = encrypted
      ? { 'x-forwarded-proto': 'https', origin: `https://${host}` }
      : {};
    const response = await server
      .browser()
      .fetch(`/api/invites/${inviteId}/claim`, { method: 'POST', json: { token, name: 'C' }, headers });
    return { id: inviteId, token, cookies: response.headers.getSetCookie() };
  }

  test('[AU40] on loopback without encryption a cookie is neither Secure nor __Host-; the token is in none', async () => {
    const { id, token, cookies } = await claimed(false);
    expect(cookies).toEqual([
      expect.stringMatching(new RegExp(`^holdout-${id}=[\\w-]{22}; Path=/; HttpOnly; SameSite=Strict; Max-Age=\\d+$`)),
    ]);
    expect(cookies.join()).not.toContain(token);
  });

  test('[AU8] over an encrypted connection a cookie is Secure and __Host-, and no other one is read', async () => {
    const { id, token, cookies } = await claimed(true);
    const shape = `^__Host-holdout-${id}=[\\w-]{22}; Path=/; HttpOnly; SameSite=Strict; Max-Age=\\d+; Secure$`;
    expect(cookies).toEqual([expect.stringMatching(new RegExp(shape))]);
    expect(cookies.join()).not.toContain(token);
    const value = /=([\w-]{22});/.exec(cookies[0] ?? '')?.[1] ?? '';
    const status = async (name: string) => {
      const browser = server.browser();
      browser.keepCookie(name, value);
      const headers = { 'x-forwarded-proto': 'https' };
      return (await browser.fetch('/api/me', { inviteId: id, headers })).status;
    };
    expect(await status(`__Host-holdout-${id}`)).toBe(200);
    // Somebody on the network can plant a plain cookie: it opens nothing here.
    expect(await status(`holdout-${id}`)).toBe(401);
  });

  test('[AU40] a cookie of an earlier version, which was Secure on loopback, still joins; leaving removes both', async () => {
    const { links } = await server.interview();
    const before = server.browser();
    const me = await before.claim(links.candidate, 'Cora');
    const [, value = ''] = before.cookies.split('=');
    const { inviteId } = links.candidate;
    const browser = server.browser();
    browser.keepCookie(`__Host-holdout-${inviteId}`, value);
    expect(await browser.json('/api/me', { inviteId })).toMatchObject({ participantId: me.participantId });
    const left = await browser.fetch('/api/leave', { method: 'POST', json: {}, inviteId });
    const names = left.headers.getSetCookie().map((line) => line.replace(/=.*Max-Age=0.*/, ''));
    expect(names).toEqual([`holdout-${inviteId}`, `__Host-holdout-${inviteId}`]);
  });

  test('[AU9] revoking a link closes its sockets within a second and its cookie opens nothing', async () => {
    const { id, links } = await server.interview();
    const i = await server.client(links.interviewer, 'Ivo');
    const o = await server.client(links.observer, 'Olga');
    const from = performance.now();
    await i.browser.post(
      `/api/interviews/${id}/links/${links.observer.inviteId}/revoke`,
      {},
      links.interviewer.inviteId,
    );
    expect((await o.closed()).reason).toBe(CLOSE.revoked.reason);
    expect(performance.now() - from).toBeLessThan(1_000);
    const me = await o.browser.fetch('/api/me', { inviteId: links.observer.inviteId });
    expect([me.status, ((await me.json()) as { error: { code: string } }).error.code]).toEqual([401, 'revoked']);
    expect(i.open).toBe(true);
  });

  test('[AU9] a reset link is free for another browser, and the old one is out', async () => {
    const { id, links } = await server.interview();
    const i = await server.client(links.interviewer, 'Ivo');
    const c = await server.client(links.candidate, 'Cora');
    await i.browser.post(
      `/api/interviews/${id}/links/${links.candidate.inviteId}/reset`,
      {},
      links.interviewer.inviteId,
    );
    expect((await c.closed()).reason).toBe(CLOSE.unauthorised.reason);
    const other = await server.client(links.candidate, 'Cora again');
    expect(other.open).toBe(true);
    await expect(c.ticket()).rejects.toThrow('401');
  });

  test('[AU9] a ticket from before a revocation opens nothing', async () => {
    const { id, links } = await server.interview();
    const o = await server.client(links.observer, 'Olga', { connect: false });
    const ticket = await o.ticket();
    await server.store.revokeInvite(links.observer.inviteId, now);
    const ws = new WebSocket(`${server.url.replace('http', 'ws')}/socket/${id}?ticket=${ticket}`, {
      origin: server.url,
    });
    const frames: unknown[] = [];
    ws.on('message', (m) => frames.push(m));
    const [code] = await new Promise<[number]>((resolve) => ws.on('close', (n) => resolve([n])));
    expect(code).toBe(CLOSE.revoked.code);
    expect(frames).toEqual([]);
  });
});
