/** Tickets and origins: who may open a socket, and who may change something. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { INVITE_HEADER } from '../../protocol/api.ts';
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
