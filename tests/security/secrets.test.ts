/** The canary: secrets in every field that staff alone may see, and every byte that a candidate receives searched for them. */

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTE_ROLES, type RouteKey } from '../../protocol/permission.ts';
import { type Client, newId } from '../support/client.ts';
import { HYPOTHESIS } from '../support/hypothesis.ts';
import { finishedScore } from '../support/scores.ts';
import { type Links, type TestServer, testServer } from '../support/server/host.ts';
import { FILE, tinyScenarios } from '../support/server/scenario.ts';

const CANARY = `CANARY-${newId()}`;
/** Words that a candidate typed, and tokens: neither may be in a log. */
const TYPED = `TYPED${newId()}`;
/** What a run printed: the candidate may have it again, a log may not. */
const PRINTED = `PRINTED${newId()}`;

let server: TestServer;
let links: Links;
let interviewId: string;
/** The two secrets that the interview's data are drawn from, and the forms in which bytes could carry them. */
let dataSecrets: string[];
let c: Client;
let i: Client;
const logged: string[] = [];

const note = (text: string, audience: 'all' | 'staff', annotationId = newId()) => ({
  annotationId,
  audience,
  anchor: { kind: 'moment' as const },
  text,
});

beforeAll(async () => {
  const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) });
  server = await testServer({ scenarios: tinyScenarios({ canary: CANARY }), log });
  ({ id: interviewId, links } = await server.interview({ gated: true, language: 'choice' }));
  const interview = await server.store.interview(interviewId);
  if (interview?.source.kind !== 'secrets') throw new Error('a new interview has secrets');
  dataSecrets = [interview.source.world, interview.source.holdout].flatMap((secret) => [
    secret,
    secret.toUpperCase(),
    Buffer.from(secret).toString('base64').slice(2, -4),
    Buffer.from(secret, 'hex').toString('base64').slice(1, -3),
    Buffer.from(secret, 'hex').toString('latin1'),
  ]);
  c = await server.client(links.candidate, 'Cora', { keep: true, language: 'typescript' });
  i = await server.client(links.interviewer, 'Ivo', { keep: true });
  const secretNote = newId();
  await i.say('annotation.add', note(`note ${CANARY}`, 'staff', secretNote));
  await i.say('annotation.edit', { annotationId: secretNote, text: `edited ${CANARY}` });
  await i.say('rubric.save', { criterion: 'reading', level: 1, note: `rubric ${CANARY}` });
  const key = 'c'.repeat(64);
  await i.say('ledger.snapshot', { position: 1, at: 1, key, lines: { [`bug ${CANARY}`]: 'buggy' } });
  const told = { id: `probe ${CANARY}`, verdict: 'alarm' as const, message: `seen ${CANARY}` };
  await i.say('ledger.answer', { key, answers: [told], seconds: 1 });
  await i.say('ledger.say', { finding: `bug ${CANARY}`, said: true });
  await i.say('interview.start', {});
  await c.until(() => c.doc.getMap('work').size === 4, 'the work');
  await c.say('language.choose', { language: 'python' });
  c.type(FILE, 0, TYPED);
  const runId = newId();
  await c.say('run.start', { runId, kind: 'file', file: 'model.py', lines: null, code: TYPED });
  await c.say('run.output', { runId, items: [{ type: 'stream', name: 'stdout', text: PRINTED }] });
  await c.say('run.finish', { runId, status: 'ok', durationMs: 1, varsLost: false, weights: null, check: null });
  // A whole score, then one over the budget, then one that the marking breaks at.
  for (const byte of [70, 255, 254]) {
    const before = c.messages.length;
    const scoreId = newId();
    await c.say('score.request', { scoreId, hypothesis: HYPOTHESIS });
    await c.until(() => c.messages.slice(before).some((m) => m.type === 'score.grant'), 'a grant');
    const grant = c.messages.slice(before).find((m) => m.type === 'score.grant');
    if (grant?.type !== 'score.grant') throw new Error('no grant');
    await c.browser.fetch(grant.url, { inviteId: c.link.inviteId });
    const headers = { 'content-type': 'application/octet-stream' };
    await c.browser.fetch(grant.uploadUrl, {
      method: 'POST',
      inviteId: c.link.inviteId,
      headers,
      body: new Uint8Array([byte]),
    });
    await c.until(
      () => c.state?.scores.find((s) => s.scoreId === scoreId)?.status !== 'running',
      'the end of the score',
    );
  }
  // Every route, with ids that exist, by the candidate and by nobody.
  for (const key of Object.keys(ROUTE_ROLES) as RouteKey[]) {
    const [method = 'GET', pattern = '/'] = key.split(' ');
    const path = pattern
      .replace(':id', interviewId)
      .replace(':inviteId', links.interviewer.inviteId)
      .replace(':scoreId', c.state?.scores[0]?.scoreId ?? 'x')
      .replace(':runId', runId)
      .replace(':name', 'train.csv')
      .replace(':language', 'python')
      .replace('*', 'guide.md');
    if (path === '/api/leave') continue;
    if (key === 'GET /api/interviews/:id/bundle')
      await c.browser.fetch(`${path}?language=typescript`, { inviteId: c.link.inviteId });
    for (const inviteId of [c.link.inviteId, 'nobody']) {
      await c.browser.fetch(
        path,
        method === 'GET'
          ? { inviteId }
          : { method, inviteId, json: { token: 'x'.repeat(22), name: 'x', role: 'admin' } },
      );
    }
  }
  c.socket?.close();
  await c.closed();
  await c.connect();
  await i.say('interview.end', { reason: '' });
  await c.until(() => c.state?.clock.phase === 'ended', 'the end');
}, 60_000);
afterAll(() => server.close());

/** All bytes as text, compressed bodies unpacked, base64 too long to matter left as it is. */
const text = (parts: Uint8Array[]) =>
  parts.map((p) => Buffer.from(p[0] === 0x1f && p[1] === 0x8b ? gunzipSync(p) : p).toString('latin1')).join('\n');

describe('canary', () => {
  test('[AU4] no byte that the candidate received holds a secret', () => {
    const http = text(c.browser.heard.map((h) => Buffer.concat([Buffer.from(JSON.stringify(h.headers)), h.body])));
    const socket = text(c.heard);
    expect(http.length).toBeGreaterThan(5_000);
    expect(http).toContain(`{"outputs":[{"type":"stream","name":"stdout","text":"${PRINTED}"}]}`);
    expect(socket.length).toBeGreaterThan(2_000);
    expect(http).not.toContain(CANARY);
    expect(socket).not.toContain(CANARY);
    // Neither in the form in which binary frames or URLs could carry it.
    for (const form of [
      Buffer.from(CANARY).toString('base64').slice(2, -4),
      encodeURIComponent(CANARY),
      Buffer.from(CANARY).toString('hex'),
    ]) {
      expect(http + socket).not.toContain(form);
    }
  });

  test('[AU50] no byte that the candidate received holds a secret of the data', () => {
    const heard = text(c.heard) + text(c.browser.heard.map((h) => h.body));
    for (const secret of dataSecrets) expect(heard).not.toContain(secret);
  });

  test('[AU50] neither interviewer, observer nor staff receive one, by any route: exports, log and replay too', async () => {
    const o = await server.client(links.observer, 'Olga', { keep: true });
    const admin = server.browser(true);
    const staff = await server.link(null, 'admin');
    await admin.claim(staff, 'Ada');
    const people = [
      { browser: i.browser, inviteId: i.link.inviteId },
      { browser: o.browser, inviteId: o.link.inviteId },
      { browser: admin, inviteId: staff.inviteId },
    ];
    let read = 0;
    for (const key of Object.keys(ROUTE_ROLES) as RouteKey[]) {
      const [method, pattern = '/'] = key.split(' ');
      if (method !== 'GET') continue;
      const path = pattern
        .replace(':id', interviewId)
        .replace(':scoreId', c.state?.scores[0]?.scoreId ?? 'x')
        .replace(':name', 'train.csv')
        .replace('*', 'guide.md');
      for (const { browser, inviteId } of people) read += (await browser.fetch(path, { inviteId })).ok ? 1 : 0;
    }
    expect(read).toBeGreaterThan(10);
    const heard = text([...people.flatMap(({ browser }) => browser.heard.map((h) => h.body)), ...i.heard, ...o.heard]);
    expect(heard).toContain('tiny-seed');
    for (const secret of dataSecrets) expect(heard).not.toContain(secret);
    o.stop();
  });

  test('[AU50] the store does hold them: the canary can be seen', async () => {
    const stored = await server.store.interview(interviewId);
    expect(JSON.stringify(stored)).toContain(dataSecrets[0]);
  });

  test('[AU4] nor the private part of a score, the seed of the data, or its form', () => {
    const heard = text(c.heard) + text(c.browser.heard.map((h) => h.body));
    expect(heard).not.toContain('score.judged');
    expect(heard).not.toContain('honestyGap');
    expect(heard).not.toContain('tiny-seed');
    expect(finishedScore(c.state)?.public?.metric.value).toBe(0.5);
    expect(finishedScore(c.state)?.private).toBeNull();
  });

  test('[AU4] the interviewer’s side does hold them: the canary can be seen', async () => {
    const socket = text(i.heard);
    expect(socket).toContain(`note ${CANARY}`);
    expect(socket).toContain(`rubric ${CANARY}`);
    expect(finishedScore(i.state)?.private?.metric.value).toBe(0.7);
    const bundle = await (
      await i.browser.fetch(`/api/interviews/${interviewId}/bundle`, { inviteId: i.link.inviteId })
    ).text();
    for (const field of ['description', 'guide body', 'strong', 'weak', 'not planted', 'rubric question'])
      expect(bundle).toContain(`${field} ${CANARY}`);
    const log = await (
      await i.browser.fetch(`/api/interviews/${interviewId}/log`, { inviteId: i.link.inviteId })
    ).text();
    expect(log).toContain(`edited ${CANARY}`);
  });

  test('[AU5] logs hold neither candidate text, nor tokens, nor secrets, nor names', () => {
    const all = logged.join('');
    expect(all.length).toBeGreaterThan(1_000);
    for (const secret of [
      TYPED,
      PRINTED,
      CANARY,
      links.candidate.token,
      links.interviewer.token,
      c.browser.cookies.split('=')[1] ?? 'none',
      'Cora',
      '?ticket=',
      '?grant=',
      ...dataSecrets,
    ]) {
      expect(all).not.toContain(secret);
    }
  });

  test('[AU6] tokens and cookies are not in the store; a thief of the file cannot join', async () => {
    await server.stop();
    const files = ['holdout.db', 'holdout.db-wal'].map((name) => {
      try {
        return readFileSync(`${server.dataDir}/${name}`).toString('latin1');
      } catch {
        return '';
      }
    });
    const all = files.join('');
    expect(all).toContain('Cora');
    for (const secret of [
      links.candidate.token,
      links.interviewer.token,
      ...c.browser.cookies.split('; ').map((p) => p.split('=')[1] ?? ''),
    ]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(all).not.toContain(secret);
    }
  });
});
