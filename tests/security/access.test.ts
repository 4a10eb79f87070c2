/** Links, cookies, tickets and origins. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { INVITE_HEADER } from '../../protocol/api.ts';
import { CLOSE } from '../../protocol/close.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { newId } from '../support/client.ts';
import { type TestServer, testServer } from '../support/server/host.ts';

let now = Date.now();
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock: { now: () => now } });
});
afterAll(() => server.close());

/** How a handshake ends: 'open', or the status of the refusal. */
const handshake = (path: string, origin: string | undefined, headers: Record<string, string> = {}): Promise<string> =>
  new Promise((resolve) => {
    const ws = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, {
      ...(origin === undefined ? {} : { origin }),
      headers,
    });
    ws.on('open', () => {
      ws.terminate();
      resolve('open');
    });
    ws.on('unexpected-response', (_, response) => resolve(String(response.statusCode)));
    ws.on('error', () => resolve('error'));
  });

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

  test('[AU7] guessing at one link is slowed down', async () => {
    const { links } = await server.interview();
    const statuses: number[] = [];
    for (let i = 0; i < LIMITS.claimsPerMinute + 5; i++) {
      const r = await server.browser().fetch(`/api/invites/${links.observer.inviteId}/peek`, {
        method: 'POST',
        json: { token: `guess-${i}-xxxxxxxxxxxxxx` },
      });
      statuses.push(r.status);
    }
    expect(statuses.slice(-5)).toEqual([429, 429, 429, 429, 429]);
  });

  test('[AU8] cookies are HttpOnly, SameSite=Strict, Secure and __Host- on loopback; the token is in none', async () => {
    const { links } = await server.interview();
    const response = await server.browser().fetch(`/api/invites/${links.candidate.inviteId}/claim`, {
      method: 'POST',
      json: { token: links.candidate.token, name: 'C' },
    });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(
      new RegExp(
        `^__Host-holdout-${links.candidate.inviteId}=[\\w-]{22}; Path=/; HttpOnly; SameSite=Strict; Max-Age=\\d+; Secure$`,
      ),
    );
    expect(cookie).not.toContain(links.candidate.token);
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

describe('tickets and origins', () => {
  test('[AU10] a ticket opens one socket, of its own interview, within 30 s', async () => {
    const { id, links } = await server.interview();
    const other = await server.interview();
    const c = await server.client(links.candidate, 'Cora', { connect: false });
    const t1 = await c.ticket();
    expect(await handshake(`/socket/${id}?ticket=${t1}`, server.url)).toBe('open');
    expect(await handshake(`/socket/${id}?ticket=${t1}`, server.url)).toBe('401');
    const t2 = await c.ticket();
    expect(await handshake(`/socket/${other.id}?ticket=${t2}`, server.url)).toBe('401');
    expect(await handshake(`/socket/${id}?ticket=${t2}`, server.url)).toBe('401');
    const t3 = await c.ticket();
    now += LIMITS.ticketMs;
    expect(await handshake(`/socket/${id}?ticket=${t3}`, server.url)).toBe('401');
    expect(await handshake(`/socket/${id}?ticket=${newId()}`, server.url)).toBe('401');
  });

  test('[AU11] only our own page opens a socket; a refused origin does not use the ticket up', async () => {
    const { id, links } = await server.interview();
    const c = await server.client(links.candidate, 'Cora', { connect: false });
    const ticket = await c.ticket();
    const { port, host } = new URL(server.url);
    const bad = [
      undefined,
      'null',
      'http://evil.example',
      `http://${host}.evil.example`,
      `https://${host}`,
      `http://127.0.0.1:${Number(port) + 1}`,
      `http://localhost:${port}`,
      `http://${host}@evil.example`,
    ];
    for (const origin of bad)
      expect(await handshake(`/socket/${id}?ticket=${ticket}`, origin), String(origin)).toBe('403');
    expect(await handshake(`/socket/${id}?ticket=${ticket}`, server.url)).toBe('open');
  });

  test.each([
    '/',
    '/socket',
    '/socket/',
    '//socket/x?ticket=y',
    '/socket/x',
    '/socket/x?ticket=',
    '/socket/x?ticket=y&z=1',
    '/socket/%2e%2e?ticket=y',
    '/api/me',
    '/socket/../socket/x?ticket=y%00',
  ])('[AU11] an upgrade of %s is refused', async (path) => {
    expect(['404', '401', '400']).toContain(await handshake(path, server.url));
  });

  test('[AU11] a request that changes something needs our origin and a type that no form can send', async () => {
    const { links } = await server.interview();
    const browser = server.browser();
    await browser.claim(links.candidate, 'Cora');
    const base = { method: 'POST', inviteId: links.candidate.inviteId, body: '{}' };
    const status = async (headers: Record<string, string>) =>
      (await browser.fetch('/api/leave', { ...base, headers })).status;
    expect(await status({ origin: 'http://evil.example', 'content-type': 'application/json' })).toBe(403);
    expect(await status({ origin: 'null', 'content-type': 'application/json' })).toBe(403);
    expect(await status({ 'content-type': 'text/plain' })).toBe(415);
    expect(await status({ 'content-type': 'application/x-www-form-urlencoded' })).toBe(415);
    expect(await status({ 'content-type': 'multipart/form-data; boundary=x' })).toBe(415);
    const bare = await fetch(`${server.url}/api/leave`, {
      method: 'POST',
      body: '{}',
      headers: {
        'content-type': 'application/json',
        cookie: browser.cookies,
        [INVITE_HEADER]: links.candidate.inviteId,
      },
    });
    expect(bare.status).toBe(403);
    expect(await status({ 'content-type': 'application/json' })).toBe(200);
  });

  test('[AU11] no answer allows another site to read it', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      const response = await fetch(`${server.url}/api/me`, {
        method,
        headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
      });
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('responses', () => {
  const WANTED = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  test.each([
    '/healthz',
    '/readyz',
    '/openapi.json',
    '/',
    '/join/abc',
    '/sandbox',
    '/runtime/manifest.json',
    '/nothing.js',
    '/api/me',
    '/api/none',
    '/..%2f',
  ])('[AU12] %s carries the headers of isolation and a strict policy', async (path) => {
    const response = await fetch(server.url + path);
    for (const [name, value] of Object.entries(WANTED))
      expect(response.headers.get(name), `${path} ${name}`).toBe(value);
    const csp = response.headers.get('content-security-policy') ?? '';
    expect(csp).toContain("default-src 'none'");
    expect(csp).not.toContain("'unsafe-eval'");
    expect(response.headers.get('cross-origin-resource-policy')).toMatch(/^(same|cross)-origin$/);
    expect(response.headers.get('server')).toBeNull();
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  const SECRET_PATHS = [
    '/scenarios/bank-scam/scenario.yaml',
    '/runtime/../../../package.json',
    '/runtime/..%2f..%2f..%2fpackage.json',
    '/runtime/%2e%2e/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '//package.json',
    '/assets/..%5c..%5cpackage.json',
    '/package.json',
    '/.env',
    '/.vite/manifest.json',
    '/index.html%00.js',
    '/runtime/%00',
    '/runtime//etc/passwd',
    '/data/holdout.db',
    '/holdout.db',
    '/links.json',
  ];
  test.each(SECRET_PATHS)('[AU13] %s is not there', async (path) => {
    const { request } = await import('node:http');
    const { hostname, port } = new URL(server.url);
    const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
      const r = request({ hostname, port, path, method: 'GET' }, (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      });
      r.on('error', reject);
      r.end();
    });
    expect([400, 404], answer.body.slice(0, 100)).toContain(answer.status);
    expect(answer.body).not.toContain('"dependencies"');
  });

  test('[AU13] what was built is there: pages for every address of theirs, assets for ever, the runtime, the sandbox', async () => {
    const get = (path: string) => fetch(server.url + path);
    for (const path of ['/', '/staff', '/join/abc', '/room/abc', '/watch/abc/def', '/replay/abc/def']) {
      expect(await (await get(path)).text(), path).toContain('<title>Holdout</title>');
    }
    expect((await get('/assets/app-1.js')).headers.get('cache-control')).toContain('immutable');
    expect((await get('/runtime/core-1.bin')).headers.get('cache-control')).toContain('immutable');
    const manifest = await get('/runtime/manifest.json');
    expect(manifest.headers.get('cache-control')).toBe('no-cache');
    const again = await fetch(`${server.url}/runtime/manifest.json`, {
      headers: { 'if-none-match': manifest.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
    const sandbox = await get('/sandbox');
    expect(sandbox.headers.get('content-security-policy')).toMatch(/^sandbox allow-scripts; /);
    expect(sandbox.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  test('[AU14] bodies above the limit and bodies that are no JSON are refused without an echo', async () => {
    const { links } = await server.interview();
    const url = `/api/invites/${links.candidate.inviteId}/claim`;
    const long = 'L'.repeat(LIMITS.jsonBodyBytes);
    const big = await server
      .browser()
      .fetch(url, { method: 'POST', json: { token: links.candidate.token, name: long } });
    expect(big.status).toBe(413);
    const broken = await server
      .browser()
      .fetch(url, { method: 'POST', body: '{"token": "ECHO-ME', headers: { 'content-type': 'application/json' } });
    expect(broken.status).toBe(400);
    expect(await broken.text()).not.toContain('ECHO-ME');
    const wrong = await server
      .browser()
      .fetch(url, { method: 'POST', json: { token: links.candidate.token, name: 'x', role: 'ECHO-ME' } });
    const text = await wrong.text();
    expect([wrong.status, text.includes('ECHO-ME')]).toEqual([400, false]);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'invalid' } });
    const proto = await server.browser().fetch(url, {
      method: 'POST',
      body: `{"__proto__":{"x":1},"token":"${links.candidate.token}","name":"C"}`,
      headers: { 'content-type': 'application/json' },
    });
    expect(proto.status).toBeLessThan(500);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  test('[AU14] the description of the interface lists every route', async () => {
    const doc = (await (await fetch(`${server.url}/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, object>;
    };
    expect(doc.openapi).toMatch(/^3\.1/);
    expect(Object.keys(doc.paths)).toContain('/api/interviews/{id}/tickets');
    expect(JSON.stringify(doc)).toContain('"token"');
  });
});
