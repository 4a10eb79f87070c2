/** What a killed server leaves of a score: over the store as it was at that moment. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { triesLeft } from '../../../../protocol/scores.ts';
import { backupStore } from '../../../../server/store/libsql/backup.ts';
import { type Client, newId } from '../../../support/client.ts';
import { HYPOTHESIS } from '../../../support/hypothesis.ts';
import { failureOf } from '../../../support/scores.ts';
import { type TestServer, testServer } from '../../../support/server/host.ts';
import { tinyScenarios } from '../../../support/server/scenario.ts';
import { type Grant, get, granted, score, statusOf, upload } from '../../../support/server/score.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const TRIES = { tries: 3 };

/** The store of a server as `kill -9` would leave it now, under a server of its own; and the candidate's page there. */
async function afterKill(server: TestServer, before: Client): Promise<{ server: TestServer; c: Client }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdout-left-'));
  closing.push(() => rmSync(dataDir, { recursive: true, force: true }));
  backupStore(server.dataDir, join(dataDir, 'holdout.db'));
  const next = await testServer({ dataDir, scenarios: tinyScenarios(TRIES) });
  closing.push(() => next.close());
  const [pair = ''] = before.browser.cookies.split('; ');
  const [name = '', value = ''] = pair.split('=');
  const c = await next.client({ ...before.link, base: next.url }, 'Cora', { cookie: { name, value } });
  return { server: next, c };
}

/** A server whose marking never ends, with a score for which rows were handed out. */
async function running(): Promise<{ server: TestServer; c: Client; grant: Grant; marking: Promise<void> }> {
  const tiny = tinyScenarios(TRIES);
  let begun = () => {};
  const marking = new Promise<void>((resolve) => {
    begun = resolve;
  });
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = await testServer({
    scenarios: {
      ...tiny,
      mark: async (key, input) => {
        begun();
        await released;
        return tiny.mark(key, input);
      },
    },
  });
  closing.push(() => server.close());
  closing.push(release);
  const { links } = await server.interview();
  const c = await server.client(links.candidate, 'Cora');
  const grant = await granted(c);
  await get(c, grant.url);
  return { server, c, grant, marking };
}

test('[AU46] a score that was being marked when the server was killed has failed, gives its try back, and the next one works', async () => {
  const { server, c, grant, marking } = await running();
  // Its answer never comes: the server that it was sent to is gone.
  upload(c, grant.uploadUrl, 60).catch(() => null);
  await marking;
  const after = await afterKill(server, c);
  expect(statusOf(after.c, grant.scoreId)).toBe('failed');
  expect(failureOf(after.c.state)?.code).toBe('server');
  if (!after.c.state) throw new Error('no state');
  expect(triesLeft(after.c.state, TRIES)).toBe(TRIES.tries);
  await score(after.c, 60);
});

test('[AU46] a score whose result is still to come goes on after the server was killed', async () => {
  const { server, c, grant } = await running();
  const after = await afterKill(server, c);
  expect(statusOf(after.c, grant.scoreId)).toBe('running');
  expect((await upload(after.c, grant.uploadUrl, 60)).status).toBe(200);
  await after.c.until(() => statusOf(after.c, grant.scoreId) === 'finished', 'the score');
});

test('[AU46] a score that was recorded when the server was killed, with its grant not yet stored, has failed and gives its try back', async () => {
  const never = new Promise<void>(() => {});
  const server = await testServer({
    scenarios: tinyScenarios(TRIES),
    wrap: (store) =>
      new Proxy(store, {
        get: (target, name, self) => (name === 'putGrant' ? () => never : Reflect.get(target, name, self)),
      }),
  });
  closing.push(() => server.close());
  const { links } = await server.interview();
  const c = await server.client(links.candidate, 'Cora');
  const scoreId = newId();
  expect(await c.say('score.request', { scoreId, hypothesis: HYPOTHESIS })).toBe('ack');
  const after = await afterKill(server, c);
  expect(statusOf(after.c, scoreId)).toBe('failed');
  if (!after.c.state) throw new Error('no state');
  expect(triesLeft(after.c.state, TRIES)).toBe(TRIES.tries);
  await score(after.c, 60);
});
