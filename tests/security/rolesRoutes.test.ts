/** The table of routes, walked: every route against every role; what is not listed is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTE_ROLES, type RouteKey } from '../../protocol/permission.ts';
import type { Role } from '../../protocol/role.ts';
import { newId } from '../support/client.ts';
import type { Browser } from '../support/http.ts';
import { HYPOTHESIS } from '../support/hypothesis.ts';
import { ROLES_WITH_LINKS } from '../support/roles.ts';
import { type TestServer, testServer } from '../support/server/host.ts';
import { FORM, SLUG } from '../support/server/scenario.ts';

interface Who {
  label: string;
  browser: Browser;
  inviteId: string;
  role: Role | null;
  /** The session belongs to the interview that is asked about, or reaches all. */
  own: boolean;
}

let server: TestServer;
let mine: string;
let scoreId: string;
let runId: string;
let spareLinks: string[];
const people: Who[] = [];

beforeAll(async () => {
  server = await testServer();
  const [a, b] = [await server.interview({ title: 'mine' }), await server.interview({ title: 'theirs' })];
  mine = a.id;
  for (const [label, interviewId] of [
    ['', a.id],
    ['other ', b.id],
  ] as const) {
    for (const role of ROLES_WITH_LINKS) {
      const link = await server.link(interviewId, role);
      const browser = server.browser();
      await browser.claim(link, role);
      people.push({ label: `${label}${role}`, browser, inviteId: link.inviteId, role, own: interviewId === a.id });
    }
  }
  const staff = await server.link(null, 'admin');
  const admin = server.browser();
  await admin.claim(staff, 'admin');
  people.push({ label: 'admin', browser: admin, inviteId: staff.inviteId, role: 'admin', own: true });
  people.push({ label: 'nobody', browser: server.browser(), inviteId: staff.inviteId, role: null, own: false });
  // A finished score to ask about.
  const c = await server.client(a.links.candidate, 'Cora');
  await c.until(() => c.synced, 'sync');
  runId = newId();
  await c.say('run.start', { runId, kind: 'file', file: 'model.py', lines: null, code: '1' });
  await c.say('run.output', { runId, items: [{ type: 'stream', name: 'stdout', text: 'shown' }] });
  scoreId = newId();
  await c.say('score.request', { scoreId, hypothesis: HYPOTHESIS });
  await c.until(() => c.messages.some((m) => m.type === 'score.grant'), 'the grant');
  const grant = c.messages.find((m) => m.type === 'score.grant');
  if (grant?.type !== 'score.grant') throw new Error('no grant');
  await c.browser.fetch(grant.url, { inviteId: c.link.inviteId });
  await c.browser.fetch(grant.uploadUrl, {
    method: 'POST',
    inviteId: c.link.inviteId,
    body: new Uint8Array([60]),
    headers: { 'content-type': 'application/octet-stream' },
  });
  await c.until(() => c.state?.scores[0]?.status === 'finished', 'the score');
  spareLinks = [];
  for (let i = 0; i < 40; i++) spareLinks.push((await server.link(a.id, 'observer')).inviteId);
}, 60_000);
afterAll(() => server.close());

const BODIES: Partial<Record<RouteKey, () => unknown>> = {
  'POST /api/interviews': () => ({ title: 'New', slug: SLUG, form: FORM, minutes: 30 }),
  'POST /api/interviews/:id/links': () => ({ role: 'observer' }),
  'POST /api/invites/:inviteId/peek': () => ({ token: 'x'.repeat(22) }),
  'POST /api/invites/:inviteId/claim': () => ({ token: 'x'.repeat(22), name: 'X' }),
};
const BYTES: RouteKey[] = [
  'POST /api/interviews/:id/scores/:scoreId/result',
  'POST /api/interviews/:id/scores/:scoreId/verification',
];

function request(key: RouteKey, who: Who): Promise<Response> {
  const [method = 'GET', pattern = '/'] = key.split(' ');
  const path = pattern
    .replace('/links/:inviteId', () => `/links/${spareLinks.pop()}`)
    .replace(':id', mine)
    .replace(':inviteId', 'AAAAAAAAAAAAAAAAAAAAAA')
    .replace(':scoreId', scoreId)
    .replace(':runId', runId)
    .replace(':name', 'train.csv')
    .replace(':language', 'python')
    .replace('*', 'nothing-here');
  const base = { method, inviteId: who.inviteId };
  if (method === 'GET') return who.browser.fetch(path, base);
  if (BYTES.includes(key)) {
    return who.browser.fetch(path, {
      ...base,
      body: new Uint8Array([1]),
      headers: { 'content-type': 'application/octet-stream' },
    });
  }
  return who.browser.fetch(path, { ...base, json: BODIES[key]?.() ?? {} });
}

describe('routes', () => {
  const keys = (Object.keys(ROUTE_ROLES) as RouteKey[]).filter((key) => key !== 'POST /api/leave');

  test('[AU1] the application has the routes of the table and no other', async () => {
    const { createApp } = await import('../../server/app.ts');
    const app = createApp(server.deps);
    const routes = new Set(app.routes.filter((r) => r.method !== 'ALL').map((r) => `${r.method} ${r.path}`));
    expect([...routes].sort()).toEqual((Object.keys(ROUTE_ROLES) as RouteKey[]).sort());
  });

  test.each(keys)('[AU1] %s answers the listed roles and refuses all others alike', async (key) => {
    const allowed = ROUTE_ROLES[key];
    for (const who of people) {
      const response = await request(key, who);
      const body = await response.text();
      const where = `${key} as ${who.label}: ${response.status} ${body.slice(0, 200)}`;
      expect(response.status, where).toBeLessThan(500);
      if (allowed === 'anyone') {
        expect(response.status, where).not.toBe(401);
        continue;
      }
      const may =
        who.role !== null && (allowed as readonly Role[]).includes(who.role) && (who.own || !key.includes(':id'));
      if (may) expect([401, 403, 404], where).not.toContain(response.status);
      else if (who.role === null) expect(response.status, where).toBe(401);
      else expect([response.status, JSON.parse(body).error.code], where).toEqual([404, 'not-found']);
    }
  });

  test('[OU10] the outputs of a run come one by one, to everybody in its interview', async () => {
    const candidate = people.find((p) => p.label === 'candidate');
    if (!candidate) throw new Error('no such person');
    const path = `/api/interviews/${mine}/runs/${runId}/outputs`;
    const answer = await candidate.browser.fetch(path, { inviteId: candidate.inviteId });
    expect(await answer.json()).toEqual({ outputs: [{ type: 'stream', name: 'stdout', text: 'shown' }] });
  });

  test('[AU2] what is absent and what is not allowed get the same answer, byte for byte', async () => {
    const other = people.find((p) => p.label === 'other candidate');
    if (!other) throw new Error('no such person');
    const answers = await Promise.all(
      [mine, newId()].map(async (id) => {
        const response = await other.browser.fetch(`/api/interviews/${id}/bundle`, { inviteId: other.inviteId });
        const headers = [...response.headers].filter(([name]) => name !== 'date');
        return JSON.stringify([response.status, headers, await response.text()]);
      }),
    );
    expect(answers[0]).toBe(answers[1]);
  });

  test('[AU3] a role in body, query or header changes nothing', async () => {
    const candidate = people.find((p) => p.label === 'candidate');
    if (!candidate) throw new Error('no such person');
    const { browser, inviteId } = candidate;
    const tries = await Promise.all([
      browser.fetch(`/api/interviews/${mine}/log?role=admin`, { inviteId }),
      browser.fetch(`/api/interviews/${mine}/log`, { inviteId, headers: { 'x-role': 'admin', role: 'admin' } }),
      browser.fetch(`/api/interviews/${mine}/links`, {
        method: 'POST',
        inviteId,
        json: { role: 'interviewer', as: 'admin' },
      }),
      browser.fetch('/api/interviews', { inviteId: 'staff' }),
    ]);
    expect(tries.map((r) => r.status)).toEqual([404, 404, 404, 401]);
  });
});
