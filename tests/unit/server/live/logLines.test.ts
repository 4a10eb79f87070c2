/** What the log says of requests, refusals, people who are disconnected and rooms that end. */
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { CLOSE } from '../../../../protocol/close.ts';
import { LIMITS } from '../../../../protocol/limits.ts';
import { newId } from '../../../support/client.ts';
import { type HostOptions, type TestServer, testServer } from '../../../support/server/host.ts';

type Line = Record<string, unknown> & { msg: string };

let server: TestServer;
afterEach(() => server.close());

async function logging(level: string, options: HostOptions = {}): Promise<Line[]> {
  const lines: Line[] = [];
  const log = pino({ level, base: null }, { write: (line: string) => void lines.push(JSON.parse(line) as Line) });
  server = await testServer({ ...options, log });
  return lines;
}

test('[LO1] a request is logged under the name of its route, with status and time', async () => {
  const lines = await logging('debug');
  const { id, links } = await server.interview();
  const i = await server.client(links.interviewer, 'Ivo', { connect: false });
  const get = (path: string) => i.browser.fetch(path, { inviteId: links.interviewer.inviteId });
  const paths = [
    `/api/interviews/${id}/code.zip`,
    `/api/interviews/${id}`,
    '/api/me',
    '/healthz',
    '/staff',
    '/api/none',
  ];
  for (const path of paths) await (await get(path)).text();
  const requests = lines.filter(({ msg, method }) => msg === 'request' && method === 'GET');
  expect(requests.map(({ route, status }) => `${route} ${status}`)).toEqual([
    '/api/interviews/:id/code.zip 200',
    '/api/interviews/:id 200',
    '/api/me 200',
    '/healthz 200',
    '/* 200',
    '/* 404',
  ]);
  expect(requests.every(({ ms }) => typeof ms === 'number')).toBe(true);
});

test('[LO2, LO3] refusals of one kind are one line with their number, and none says what was sent', async () => {
  const lines = await logging('info');
  const { links } = await server.interview();
  const { inviteId } = links.observer;
  for (let n = 0; n < LIMITS.failuresPerMinute + 10; n += 1)
    await server.browser().fetch(`/api/invites/${inviteId}/peek`, {
      method: 'POST',
      json: { token: `SECRET-TOKEN-${n}-xxxxx` },
    });
  server.deps.tally.flush();
  const route = '/api/invites/:inviteId/peek';
  expect(lines).toMatchObject([
    { msg: 'refused', route, status: 404, code: 'bad-link' },
    { msg: 'refused', route, status: 429, code: 'too-often' },
    { msg: `refused: ${LIMITS.failuresPerMinute - 1} more`, code: 'bad-link' },
    { msg: 'refused: 9 more', code: 'too-often' },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/SECRET|xxxxx/);
  expect(JSON.stringify(lines)).not.toContain(inviteId);
});

test('[LO3] who is disconnected leaves a line with the reason, floods and frames that are too large included', async () => {
  const lines = await logging('info');
  const { id, links } = await server.interview();
  const c = await server.client(links.candidate, 'CANARY-NAME');
  for (let n = 0; n <= LIMITS.messagesBurst + 50; n += 1) c.raw(JSON.stringify({ type: 'ping', t: n, rttMs: null }));
  expect((await c.closed()).reason).toBe(CLOSE.flood.reason);
  await c.connect();
  c.raw('x'.repeat(LIMITS.frameBytes + 1));
  expect((await c.closed()).code).toBe(CLOSE.tooLarge.code);
  const { participantId: participant } = c;
  const gone = () => lines.filter(({ msg }) => msg === 'a person was disconnected');
  // The server hears of the end of the second socket by itself; a request after it comes later.
  while (gone().length < 2) await server.browser().fetch('/healthz');
  expect(gone()).toMatchObject([
    { interview: id, participant, role: 'candidate', reason: 'flood' },
    { interview: id, participant, role: 'candidate', reason: 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' },
  ]);
  expect(JSON.stringify(lines)).not.toContain('CANARY-NAME');
});

test('[LO4] a room that is put out leaves a line with the reason and the number of its sockets', async () => {
  let broken = false;
  const lines = await logging('info', {
    wrap: (store) =>
      new Proxy(store, {
        get: (target, name, receiver) =>
          name === 'append' && broken
            ? () => Promise.reject(new Error('the disk is full'))
            : Reflect.get(target, name, receiver),
      }),
  });
  const { id, links } = await server.interview();
  const c = await server.client(links.candidate, 'Cora');
  const i = await server.client(links.interviewer, 'Ivo');
  broken = true;
  i.send('annotation.add', { annotationId: newId(), audience: 'all', anchor: { kind: 'moment' }, text: 'CANARY-NOTE' });
  await Promise.all([c.closed(), i.closed()]);
  expect(lines.filter(({ msg }) => msg === 'a room was put out')).toMatchObject([
    { interview: id, reason: CLOSE.storage.reason, sockets: 2 },
  ]);
  expect(JSON.stringify(lines)).not.toContain('CANARY-NOTE');
});

test('[LO5] what cannot be read is logged by its place, not by its text; asked for again and again it is two lines', async () => {
  const lines = await logging('info');
  const { id, links } = await server.interview();
  const body = new TextEncoder().encode(`CANARY-TEXT ${'x'.repeat(5_000)}`);
  await server.store.append(id, [{ id: 'odd', kind: 'event', at: 1, actor: '{}', body }]);
  const i = await server.client(links.interviewer, 'Ivo', { connect: false });
  const statuses = new Set<number>();
  for (let n = 0; n < 20; n += 1) {
    const answer = await i.browser.fetch(`/api/interviews/${id}/code.zip`, { inviteId: i.link.inviteId });
    if (answer.status !== 429) statuses.add(answer.status);
  }
  expect([...statuses]).toEqual([500]);
  await expect(i.connect()).rejects.toThrow();
  server.deps.tally.flush();
  const failed = lines.filter(({ msg }) => msg.startsWith('a request failed'));
  expect(failed.map(({ msg }) => msg)).toEqual([
    'a request failed',
    `a request failed: ${LIMITS.archivesPerMinute - 1} more`,
  ]);
  expect(failed[0]).toMatchObject({ level: 50, error: expect.stringMatching(/^SyntaxError\n +at /) });
  expect(lines.filter(({ msg }) => msg === 'the room could not be opened')).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain('CANARY');
});
