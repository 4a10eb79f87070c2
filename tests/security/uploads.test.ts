/** Uploads of results: what is refused before a byte of them is read, how much is received at one time, and what breaks off. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIMITS } from '../../protocol/limits.ts';
import type { Client } from '../support/client.ts';
import { type TestServer, testServer } from '../support/server/host.ts';
import { openUpload, type RawAnswer } from '../support/server/rawRequest.ts';
import { type Grant, get, granted, statusOf, upload } from '../support/server/score.ts';

const LARGE = 95 * 1024 * 1024;

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
}, 30_000);
afterAll(() => server.close());

/** A candidate whose score has its rows. */
async function scoring(): Promise<{ c: Client; grant: Grant; id: string }> {
  const { id, links } = await server.interview();
  const c = await server.client(links.candidate, 'Cora');
  const grant = await granted(c);
  expect((await get(c, grant.url)).status).toBe(200);
  return { c, grant, id };
}

/** What is answered to a large upload of which no byte is sent. */
async function unsent(c: Client, path: string): Promise<RawAnswer> {
  const { request, answer } = openUpload(c, path, LARGE);
  const got = await answer;
  request.destroy();
  return got;
}

test('[RS1] cookie, role, interview, grant and state are asked before a byte of the body is read', async () => {
  const { c, grant, id } = await scoring();
  const other = await server.interview();
  const stranger = await server.client(other.links.candidate, 'Eve', { connect: false });
  const nobody = await server.client((await server.interview()).links.observer, 'Olga', { connect: false });
  const wrongGrant = grant.uploadUrl.replace(/grant=.*/, `grant=${'x'.repeat(22)}`);
  const staff = await server.client(await server.link(id, 'interviewer'), 'Ivo', { connect: false });
  const otherScore = grant.uploadUrl.replace(grant.scoreId, 'another-score');
  expect([await unsent(stranger, grant.uploadUrl), await unsent(nobody, grant.uploadUrl)]).toMatchObject([
    { status: 404 },
    { status: 404 },
  ]);
  expect(await unsent(staff, grant.uploadUrl)).toMatchObject({ status: 404 });
  expect(await unsent(c, wrongGrant)).toMatchObject({ status: 410, code: 'grant-used' });
  expect(await unsent(c, otherScore)).toMatchObject({ status: 409, code: 'score-over' });
  expect(await unsent(c, grant.uploadUrl.replace('/scores/', '/scores/%00'))).toMatchObject({ status: 404 });
  expect((await upload(c, grant.uploadUrl, 60)).status).toBe(200);
  expect((await unsent(c, grant.uploadUrl)).status).toBe(409);
});

test('[RS2] the result of a score is received once at a time; what broke off may be sent again', async () => {
  const { c, grant } = await scoring();
  const first = openUpload(c, grant.uploadUrl, LARGE);
  first.request.write(new Uint8Array(1000));
  // The refusal of the second shows that the first has arrived.
  let second = await unsent(c, grant.uploadUrl);
  while (second.status === 503) second = await unsent(c, grant.uploadUrl);
  expect(second).toMatchObject({ status: 409, code: 'upload-running' });
  first.request.destroy();
  let answer = await upload(c, grant.uploadUrl, 60);
  while (answer.status === 409) answer = await upload(c, grant.uploadUrl, 60);
  expect(answer.status).toBe(200);
  await c.until(() => statusOf(c, grant.scoreId) === 'finished', 'the score');
});

test('[RS3] what is in flight has one limit for all; beyond it an upload is refused before it is sent, and told when to come back', async () => {
  const fit = Math.floor(LIMITS.uploadBytesInFlight / LARGE);
  const before = await Promise.all(Array.from({ length: fit }, scoring));
  const one = await scoring();
  const held = before.map(({ c, grant }) => openUpload(c, grant.uploadUrl, LARGE));
  let refused = await unsent(one.c, one.grant.uploadUrl);
  // Until the server has seen all of them, this one may have been let in for a moment.
  while (refused.status !== 503) refused = await unsent(one.c, one.grant.uploadUrl);
  expect(refused).toMatchObject({ status: 503, code: 'busy' });
  expect(Number(refused.retryAfter)).toBeGreaterThan(0);
  for (const { request } of held) request.destroy();
  let answer = await upload(one.c, one.grant.uploadUrl, 60);
  while (answer.status === 503) answer = await upload(one.c, one.grant.uploadUrl, 60);
  expect(answer.status).toBe(200);
});

test('[RS4] a body in chunks ends at the limit of its route, and one that is shorter than it says counts as none', async () => {
  const { c, grant, id } = await scoring();
  const chunked = openUpload(c, grant.uploadUrl, null);
  const part = Buffer.alloc(1024 * 1024);
  // The connection is cut soon after the refusal, so that this side may see the cut instead of it.
  const end = chunked.answer.then(
    ({ status }) => status,
    () => 413,
  );
  let over = false;
  end.then(() => {
    over = true;
  });
  for (let sent = 0; sent <= LIMITS.scoreBytes / part.byteLength + 1 && !over; sent += 1)
    await Promise.race([end, new Promise((done) => chunked.request.write(part, done))]);
  expect([413, 503]).toContain(await end);
  chunked.request.destroy();
  const short = openUpload(c, grant.uploadUrl, 2);
  short.request.write(new Uint8Array([60]));
  short.request.destroy();
  let answer = await upload(c, grant.uploadUrl, 60);
  while (answer.status === 409) answer = await upload(c, grant.uploadUrl, 60);
  expect(answer.status).toBe(200);
  const { entries } = await server.store.read(id);
  expect(entries.filter((e) => e.id.startsWith('s.finished'))).toHaveLength(1);
  const long = await c.browser.fetch(`/api/interviews/${id}/tickets`, {
    method: 'POST',
    inviteId: c.link.inviteId,
    body: 'x'.repeat(LIMITS.jsonBodyBytes + 1),
    headers: { 'content-type': 'application/json' },
  });
  expect(long.status).toBe(413);
});
