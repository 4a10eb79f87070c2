/** What one interview may ask of its scores and exports, and what that leaves to others. */
import { unzipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import { LIMITS } from '../../../../protocol/limits.ts';
import { type Client, newId } from '../../../support/client.ts';
import { HYPOTHESIS } from '../../../support/hypothesis.ts';
import { finishedScore } from '../../../support/scores.ts';
import { type TestServer, testServer } from '../../../support/server/host.ts';
import { FILE, tinyScenarios } from '../../../support/server/scenario.ts';
import { ask, type Grant, get, granted, score, upload } from '../../../support/server/score.ts';
import { type ScoringRoom, scoringRoom } from '../../../support/server/scoringRoom.ts';

let server: TestServer;
const now = Date.now();
afterEach(() => server.close());

/** A room on the server of the test that runs. */
async function room(options?: Parameters<typeof scoringRoom>[1]): Promise<ScoringRoom> {
  const made = await scoringRoom(() => now, options);
  server = made.server;
  return made;
}

test('[RS8] a request that is sent again gets the same grant, and its rows a few times, for a download that broke', async () => {
  const { c } = await room();
  const id = newId();
  const data = { scoreId: newId(), hypothesis: HYPOTHESIS };
  const grants = () => c.messages.filter((m): m is Grant => m.type === 'score.grant');
  for (let i = 1; i <= 90; i++) c.send('score.request', data, id);
  await c.until(() => grants().length === 90, 'a grant for each');
  expect(new Set(grants().map(({ url }) => url)).size).toBe(1);
  const [grant] = grants();
  const statuses = [];
  for (let i = 0; i < LIMITS.handOutsPerGrant + 2; i++) statuses.push((await get(c, grant?.url ?? '')).status);
  expect(statuses).toEqual([...Array.from({ length: LIMITS.handOutsPerGrant }, () => 200), 410, 410]);
  expect((await upload(c, grant?.uploadUrl ?? '', 60)).status).toBe(200);
});

test('[RS7] beside an interview that asks for its rows again and again, another has its rows at once', async () => {
  const tiny = tinyScenarios();
  let first: string | null = null;
  let free = () => {};
  const held = new Promise<void>((resolve) => {
    free = resolve;
  });
  const holdout: typeof tiny.holdout = async (rows, salt) => {
    first ??= salt;
    if (salt === first) await held;
    return tiny.holdout(rows, salt);
  };
  server = await testServer({ scenarios: { ...tiny, holdout }, clock: { now: () => now } });
  const [much, little] = [await server.interview(), await server.interview()];
  const c = await server.client(much.links.candidate, 'Cora');
  const other = await server.client(little.links.candidate, 'Otto');
  const grant = await granted(c);
  const asked = Array.from({ length: 90 }, () => get(c, grant.url));
  // Most are refused at once, while the first is still being made.
  expect((await Promise.any(asked)).status).toBeGreaterThanOrEqual(410);
  expect((await get(other, (await granted(other)).url)).status).toBe(200);
  free();
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(LIMITS.handOutsPerGrant);
});

test('[RS9] a score under way holds a try: the last one is not begun twice, and comes back where it fails', async () => {
  const { c } = await room({ tries: 1 });
  const grant = await granted(c);
  expect(await ask(c)).toBe('no-tries');
  const failure = { code: 'cancelled' as const, stage: 'train' as const, message: 'Cancelled.', weights: null };
  expect(await c.say('score.fail', { scoreId: grant.scoreId, failure })).toBe('ack');
  await score(c, 60);
  expect(finishedScore(c.state, -1)?.public?.triesLeft).toBe(0);
  expect(await ask(c)).toBe('no-tries');
});

test('[RS13] the log is written as JSON would write it; archives hold every file; both are limited per person', async () => {
  const { id, c, i } = await room();
  const work = c.doc.getMap<import('yjs').Map<unknown>>('work');
  work.get(FILE)?.set('name', '__proto__');
  work.get('explore')?.set('name', 'constructor');
  c.type(FILE, 0, 'text \u2028 [] {"entries": []}\n');
  await c.until(() => c.saved, 'saved');
  const asked = (x: Client, file: string) =>
    x.browser.fetch(`/api/interviews/${id}/${file}`, { inviteId: x.link.inviteId });
  const [log, file] = [await (await asked(i, 'log')).text(), await (await asked(i, 'export.json')).text()];
  expect(log).toBe(JSON.stringify(JSON.parse(log)));
  expect(file).toBe(JSON.stringify(JSON.parse(log), null, 1));
  const zip = unzipSync(new Uint8Array(await (await asked(c, 'code.zip')).arrayBuffer()));
  expect(Object.keys(zip).sort()).toEqual(['2-__proto__', 'constructor']);
  const statuses = [];
  for (let n = 0; n < LIMITS.archivesPerMinute + 2; n += 1) {
    const answer = await asked(c, 'code.zip');
    await answer.arrayBuffer();
    statuses.push(answer.status);
  }
  expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
  expect((await asked(i, 'code.zip')).status).toBe(200);
  const description = async () => (await fetch(`${server.url}/openapi.json`)).text();
  expect(await description()).toBe(await description());
});
