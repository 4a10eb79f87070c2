/** Responses: their headers, the paths that are not there, and bodies that are refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../protocol/limits.ts';
import { type TestServer, testServer } from '../support/server/host.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

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
