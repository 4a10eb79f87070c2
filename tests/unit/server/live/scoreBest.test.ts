/** Which earlier scores a result is marked against, and whose predictions the store holds for that. */
import { afterEach, expect, test } from 'vitest';
import type { MarkInput } from '../../../../server/marking/types.ts';
import { finishedScore } from '../../../support/scores.ts';
import { type TestServer, testServer } from '../../../support/server/host.ts';
import { tinyScenarios } from '../../../support/server/scenario.ts';
import { score } from '../../../support/server/score.ts';

let server: TestServer;
afterEach(() => server.close());

test('[SC4] a result is marked against the last score and the best one, and only their predictions are stored', async () => {
  const tiny = tinyScenarios({ tries: 5 });
  const given: MarkInput[] = [];
  server = await testServer({
    scenarios: {
      ...tiny,
      mark: async (key, input) => {
        given.push(input);
        const outcome = await tiny.mark(key, input);
        if (!outcome.ok) return outcome;
        // The first byte is the public metric, and the predictions tell one score from another.
        const value = (input.body[0] ?? 0) / 100;
        const predictions = { fits: [{ seed: input.body[0] ?? 0, scores: new Float64Array(1), decisions: null }] };
        const { metric } = outcome.public;
        return { ...outcome, public: { ...outcome.public, metric: { ...metric, value } }, predictions };
      },
    },
  });
  const { links } = await server.interview();
  const c = await server.client(links.candidate, 'Cora');
  const grants = [];
  for (const byte of [40, 70, 50, 60]) grants.push(await score(c, byte));
  const marks = given.map(({ before, best }) => [before, best].map((one) => one?.fits[0]?.seed ?? null));
  expect(marks).toEqual([
    [null, null],
    [40, null],
    [70, null],
    [50, 70],
  ]);
  const stored = await Promise.all(grants.map(({ scoreId }) => server.store.blob(`kept.${scoreId}`)));
  expect(stored.map((blob) => blob !== null)).toEqual([false, true, false, true]);
  expect(finishedScore(c.state, 3)?.public.reportedFirst?.value).toBe(0.91);
});
