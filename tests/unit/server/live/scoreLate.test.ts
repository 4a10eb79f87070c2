/** A score that fails while its result is being marked, over real sockets and requests. */
import { afterEach, expect, test } from 'vitest';
import { triesLeft } from '../../../../protocol/scores.ts';
import { type Client, newId } from '../../../support/client.ts';
import { failureOf, finishedScore } from '../../../support/scores.ts';
import { type TestServer, testServer } from '../../../support/server/host.ts';
import { tinyScenarios } from '../../../support/server/scenario.ts';
import { type Grant, get, granted, statusOf, upload } from '../../../support/server/score.ts';

let server: TestServer;
afterEach(() => server.close());

const TRIES = 2;

function signal(): { given: Promise<void>; give: () => void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

/** A score whose result is being marked until `mark` is called; `answer` is that of the upload. */
async function marking(): Promise<{
  id: string;
  c: Client;
  i: Client;
  grant: Grant;
  mark: () => void;
  answer: Promise<{ status: number; message: string }>;
}> {
  const tiny = tinyScenarios({ tries: TRIES });
  const gate = signal();
  const begun = signal();
  const mark: typeof tiny.mark = async (key, input) => {
    begun.give();
    await gate.given;
    return tiny.mark(key, input);
  };
  server = await testServer({ scenarios: { ...tiny, mark } });
  const { id, links } = await server.interview();
  const c = await server.client(links.candidate, 'Cora');
  const i = await server.client(links.interviewer, 'Ivo');
  const grant = await granted(c);
  await get(c, grant.url);
  const answer = upload(c, grant.uploadUrl, 60).then(async (response) => ({
    status: response.status,
    message: ((await response.json()) as { error?: { message: string } }).error?.message ?? '',
  }));
  await begun.given;
  return { id, c, i, grant, mark: gate.give, answer };
}

const cancelled = { code: 'cancelled', stage: 'score', message: 'Cancelled.', weights: null } as const;

/** What everybody has to see after a result that came too late. */
async function expectRefused(parts: Awaited<ReturnType<typeof marking>>, code: string): Promise<void> {
  const { id, c, i, grant, mark, answer } = parts;
  mark();
  expect(await answer).toEqual({
    status: 409,
    message: 'This score has ended before its result came. Ask for a new one.',
  });
  // A later event of the interviewer: whatever was recorded before it has come by then.
  await i.say('annotation.add', { annotationId: newId(), audience: 'all', anchor: { kind: 'moment' }, text: 'marker' });
  for (const x of [c, i]) {
    await x.until(() => x.state?.annotations.length === 1, 'the marker');
    expect(statusOf(x, grant.scoreId)).toBe('failed');
    expect(failureOf(x.state)?.code).toBe(code);
    expect(x.state && triesLeft(x.state, { tries: TRIES })).toBe(TRIES);
  }
  const { entries } = await server.store.read(id);
  expect(entries.filter((e) => /score\.(finished|judged)/.test(new TextDecoder().decode(e.body)))).toEqual([]);
  expect(await server.store.blob(`kept.${grant.scoreId}`)).toBeNull();
}

test('[AU17] a score that is cancelled while it is marked stays failed, and its result costs no try', async () => {
  const parts = await marking();
  const { c, grant } = parts;
  expect(await c.say('score.fail', { scoreId: grant.scoreId, failure: cancelled })).toBe('ack');
  await expectRefused(parts, 'cancelled');
});

test('[AU17] a score that the end of the interview fails while it is marked stays failed', async () => {
  const parts = await marking();
  expect(await parts.i.say('interview.end', { reason: 'time' })).toBe('ack');
  await expectRefused(parts, 'lost');
});

test('[AU17] after a late result the next score counts as the first try', async () => {
  const parts = await marking();
  const { c, grant } = parts;
  expect(await c.say('score.fail', { scoreId: grant.scoreId, failure: cancelled })).toBe('ack');
  parts.mark();
  expect((await parts.answer).status).toBe(409);
  const next = await granted(c);
  await get(c, next.url);
  expect((await upload(c, next.uploadUrl, 60)).status).toBe(200);
  await c.until(() => statusOf(c, next.scoreId) === 'finished', 'the score');
  expect(finishedScore(c.state, -1)?.public).toMatchObject({ number: 2, triesLeft: TRIES - 1, delta: null });
});
