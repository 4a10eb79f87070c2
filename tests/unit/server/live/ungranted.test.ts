/** A score whose request is stored, and whose grant is not: the store goes away between the two. */
import { afterEach, expect, test } from 'vitest';
import { triesLeft } from '../../../../protocol/scores.ts';
import { type Store, StoreError } from '../../../../server/store/port.ts';
import { newId } from '../../../support/client.ts';
import { HYPOTHESIS } from '../../../support/hypothesis.ts';
import { failureOf } from '../../../support/scores.ts';
import { type TestServer, testServer } from '../../../support/server/host.ts';
import { tinyScenarios } from '../../../support/server/scenario.ts';
import { score, statusOf } from '../../../support/server/score.ts';

const TRIES = { tries: 1 };
let server: TestServer;
afterEach(() => server.close());

/** A store that refuses grants and pings while `away` says so. */
function leaving(): { wrap: (store: Store) => Store; back: () => void; asked: () => Promise<void> } {
  let away = true;
  let tell = () => {};
  const pinged = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const gone = () => Promise.reject(new StoreError('the database is away'));
  return {
    wrap: (store) =>
      new Proxy(store, {
        get(target, name, self) {
          if (!away || (name !== 'putGrant' && name !== 'ping')) return Reflect.get(target, name, self);
          if (name === 'ping') tell();
          return gone;
        },
      }),
    back: () => {
      away = false;
    },
    asked: () => pinged,
  };
}

test('[AU47] a score that got no grant has failed once the store is back, gives its try back, and nobody is disconnected', async () => {
  const { wrap, back, asked } = leaving();
  server = await testServer({ wrap, scenarios: tinyScenarios(TRIES) });
  const { links } = await server.interview();
  const c = await server.client(links.candidate, 'Cora');
  const scoreId = newId();
  expect(await c.say('score.request', { scoreId, hypothesis: HYPOTHESIS })).toBe('ack');
  await asked();
  expect(statusOf(c, scoreId)).toBe('running');
  back();
  await c.until(() => statusOf(c, scoreId) === 'failed', 'the score to have failed');
  expect(failureOf(c.state)?.code).toBe('server');
  if (!c.state) throw new Error('no state');
  expect(triesLeft(c.state, TRIES)).toBe(1);
  expect(c.closes).toEqual([]);
  await score(c, 60);
});
