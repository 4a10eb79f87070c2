/** The way of a score over real sockets and requests: hand-out, result, tries, re-run, and what can be taken away. */
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { LogResponse } from '../../../../protocol/api.ts';
import { type Client, newId } from '../../../support/client.ts';
import { failureOf, finishedScore } from '../../../support/scores.ts';
import { type TestServer, testServer } from '../../../support/server/host.ts';
import { FILE, FILE_TS, tinyScenarios } from '../../../support/server/scenario.ts';
import { ask, get, granted, score, statusOf, upload } from '../../../support/server/score.ts';
import { type ScoringRoom, scoringRoom } from '../../../support/server/scoringRoom.ts';

let server: TestServer;
let now = Date.now();
afterEach(() => server.close());

/** A room on the server of the test that runs. */
async function room(options?: Parameters<typeof scoringRoom>[1]): Promise<ScoringRoom> {
  const made = await scoringRoom(() => now, options);
  server = made.server;
  return made;
}

test('[AU16] a result counts once, and only the public part is everybody’s', async () => {
  const { id, c, i } = await room();
  const grant = await granted(c);
  expect((await upload(c, grant.uploadUrl, 60)).status).toBe(410);
  expect((await get(i, grant.url)).status).toBe(410);
  const rows = await get(c, grant.url);
  expect(rows.headers.get('content-type')).toContain('text/csv');
  expect((await rows.text()).split('\n')[0]).toBe('id,amount');
  const answers = await Promise.all([upload(c, grant.uploadUrl, 60), upload(c, grant.uploadUrl, 90)]);
  expect(answers.map((r) => r.status).sort()).toEqual([200, 409]);
  await i.until(() => finishedScore(i.state)?.private != null, 'the private part');
  expect(finishedScore(i.state)?.public).toMatchObject({
    number: 1,
    metric: { value: 0.5 },
    triesLeft: 2,
    budget: 100,
  });
  expect(finishedScore(i.state)?.private?.honestyGap).toBeCloseTo(
    0.9 - (finishedScore(i.state)?.private?.metric.value ?? 0),
    9,
  );
  expect(finishedScore(c.state)?.private).toBeNull();
  expect((await server.store.read(id)).entries.filter((e) => e.id.includes(grant.scoreId))).toHaveLength(2);
});

test('[AU16] over budget and broken judging cost no try; tries run out; the next one waits', async () => {
  const { c } = await room({ tries: 2, secondsBetweenScores: 30 });
  for (const [byte, code] of [
    [255, 'over-budget'],
    [254, 'server'],
  ] as const) {
    const { scoreId } = await score(c, byte);
    const failed = c.state?.scores.findIndex((s) => s.scoreId === scoreId);
    expect(failureOf(c.state, failed)?.code).toBe(code);
    now += 5_000;
  }
  expect(failureOf(c.state)?.weights?.items).toEqual([{ path: 'model.w', count: 900 }]);
  await score(c, 60);
  expect(finishedScore(c.state, -1)?.public?.triesLeft).toBe(1);
  now += 29_000;
  expect(await ask(c)).toBe('too-soon');
  now += 2_000;
  await score(c, 61);
  now += 60_000;
  expect(await ask(c)).toBe('no-tries');
});

test('[EV5] a failure that the page reports ends the score; one that only the server may say is refused', async () => {
  const { c } = await room();
  const { scoreId, url } = await granted(c);
  const failure = { stage: 'train' as const, message: 'boom', weights: null };
  expect(await c.say('score.fail', { scoreId, failure: { ...failure, code: 'too-soon' } })).toBe('forbidden');
  expect(await c.say('score.fail', { scoreId, failure: { ...failure, code: 'code-error' } })).toBe('ack');
  expect(await c.say('score.fail', { scoreId, failure: { ...failure, code: 'code-error' } })).toBe('unknown-score');
  expect((await get(c, url)).status).toBe(410);
});

test('[AU16] a staff re-run gets the code of that moment, and tells whether it agrees', async () => {
  const { id, c, i } = await room();
  c.type(FILE, 0, 'first = 1\n');
  const { scoreId } = await score(c, 60);
  c.type(FILE, 0, 'later = 2\n');
  await c.until(() => c.saved, 'saved');
  const path = `/api/interviews/${id}/scores/${scoreId}/verify`;
  for (const [byte, agrees] of [
    [60, true],
    [61, false],
    [255, false],
  ] as const) {
    const told = i.events.filter((e) => e.type === 'score.verified').length;
    const { url, uploadUrl, files } = await i.browser.post<{
      url: string;
      uploadUrl: string;
      files: Record<string, string>;
    }>(path, {}, i.link.inviteId);
    expect(files['model.py']).toMatch(/^first = 1\n/);
    expect((await get(c, url)).status).toBe(410);
    expect((await get(i, url)).status).toBe(200);
    expect((await upload(i, uploadUrl, byte)).status).toBe(200);
    await i.until(() => i.events.filter((e) => e.type === 'score.verified').length > told, 'the verdict');
    expect(finishedScore(i.state)?.verification?.agrees).toBe(agrees);
  }
  await c.until(() => finishedScore(c.state)?.verification?.agrees === false, 'the verdict at the candidate');
  // A re-run does not reveal the final part.
  expect(finishedScore(c.state)?.verification?.metric.value).toBe(0.5);
});

test.each(['typescript', 'python'] as const)(
  '[AR30, HN10] the judge of %s gets the code of the request, not of what was typed after it',
  async (language) => {
    const tiny = tinyScenarios();
    const given: Record<string, string>[] = [];
    const mark: typeof tiny.mark = (key, input) => {
      given.push(input.files);
      return tiny.mark(key, input);
    };
    server = await testServer({ scenarios: { ...tiny, mark }, clock: { now: () => now } });
    const { id, links } = await server.interview({ language });
    const c = await server.client(links.candidate, 'Cora');
    const i = await server.client(links.interviewer, 'Ivo');
    await c.until(() => c.doc.getMap('work').size === 2, 'the work');
    const file = language === 'typescript' ? FILE_TS : FILE;
    c.type(file, 0, 'first = 1\n');
    const grant = await granted(c);
    c.type(file, 0, 'later = 2\n');
    await c.until(() => c.saved, 'saved');
    await get(c, grant.url);
    expect((await upload(c, grant.uploadUrl, 60)).status).toBe(200);
    await c.until(() => statusOf(c, grant.scoreId) === 'finished', 'the score');
    const path = `/api/interviews/${id}/scores/${grant.scoreId}/verify`;
    const again = await i.browser.post<{ url: string; uploadUrl: string }>(path, {}, i.link.inviteId);
    await get(i, again.url);
    expect((await upload(i, again.uploadUrl, 60)).status).toBe(200);
    await i.until(() => finishedScore(i.state)?.verification?.agrees === true, 'the verdict');
    const files = {
      typescript: { 'explore.ts': '// %%\n', 'model.ts': 'first = 1\nexport const fit = () => 1;\n' },
      python: { 'explore.py': '# %%\n', 'model.py': 'first = 1\ndef fit(train):\n    return 1\n' },
    }[language];
    expect(given).toEqual([files, files]);
  },
);

test('[SC8] the code of a score is that of its request, for everybody in the interview; of another score there is none', async () => {
  const { id, c, i } = await room();
  const { scoreId } = await score(c, 60);
  c.type(FILE, 0, 'later = 1\n');
  await c.until(() => c.saved, 'saved');
  for (const x of [c, i]) {
    const answer = await get(x, `/api/interviews/${id}/scores/${scoreId}/code`);
    const { files } = (await answer.json()) as { files: Record<string, string> };
    expect(Object.keys(files).sort()).toEqual(['explore.py', 'model.py']);
    expect(files['model.py']).toMatch(/^def fit/);
  }
  expect((await get(c, `/api/interviews/${id}/scores/${newId()}/code`)).status).toBe(404);
});

test('[EV1] log, summary and code can be taken away by those who may', async () => {
  const { id, c, i } = await room();
  c.type(FILE, 0, 'print(1)\n');
  await score(c, 60);
  await i.say('annotation.add', {
    annotationId: newId(),
    audience: 'staff',
    anchor: { kind: 'moment' },
    text: '<b>bold</b> [x](http://y)',
  });
  const fetchAs = (x: Client, file: string) =>
    x.browser.fetch(`/api/interviews/${id}/${file}`, { inviteId: x.link.inviteId });
  const log = (await (await fetchAs(i, 'log')).json()) as LogResponse;
  expect(log.entries.filter((e) => e.kind === 'edit')).toHaveLength(2);
  expect(log.entries.some((e) => e.kind === 'event' && e.event.type === 'score.judged')).toBe(true);
  expect(log.entries.map((e) => e.at)).toEqual([...log.entries.map((e) => e.at)].sort((a, b) => a - b));
  const markdown = await (await fetchAs(i, 'export.md')).text();
  expect(markdown).toContain('## Scores');
  expect(markdown).not.toContain('<b>');
  expect(markdown).not.toContain('[x](');
  const zip = unzipSync(new Uint8Array(await (await fetchAs(c, 'code.zip')).arrayBuffer()));
  expect(strFromU8(zip['model.py'] as Uint8Array)).toMatch(/^print\(1\)\n/);
  expect(Object.keys(zip).sort()).toEqual(['explore.py', 'model.py']);
});

test('[AU13] a file name cannot leave the archive: an older log may hold names that are refused today', async () => {
  server = await testServer();
  const { id, links } = await server.interview();
  const doc = new Y.Doc();
  for (const entry of (await server.store.read(id)).entries) if (entry.kind === 'edit') Y.applyUpdate(doc, entry.body);
  const before = Y.encodeStateVector(doc);
  doc.getMap<Y.Map<unknown>>('work').get(FILE)?.set('name', '../../etc/passwd\0.py');
  const body = Y.encodeStateAsUpdate(doc, before);
  await server.store.append(id, [{ id: 'old', kind: 'edit', at: 1, actor: '{}', body }]);
  const c = await server.client(links.candidate, 'Cora');
  const zip = await get(c, `/api/interviews/${id}/code.zip`);
  const names = Object.keys(unzipSync(new Uint8Array(await zip.arrayBuffer())));
  expect(names).toHaveLength(2);
  expect(
    names.every((name) => /^[A-Za-z0-9_-][A-Za-z0-9._/-]*$/.test(name) && !name.split('/').includes('..')),
    names.join(),
  ).toBe(true);
});
