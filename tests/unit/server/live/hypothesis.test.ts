/** What the server asks of a hypothesis, and that older ones are read on. */
import { afterEach, expect, test } from 'vitest';
import { parseEvent } from '../../../../protocol/event.ts';
import { newId } from '../../../support/client.ts';
import { HYPOTHESIS } from '../../../support/hypothesis.ts';
import type { TestServer } from '../../../support/server/host.ts';
import { scoringRoom } from '../../../support/server/scoringRoom.ts';

let server: TestServer;
afterEach(() => server.close());

test('[SC1] a score whose hypothesis says nothing is refused in words and costs nothing; stored ones are read', async () => {
  const made = await scoringRoom(Date.now);
  server = made.server;
  const { c } = made;
  const request = (text: string) =>
    c.say('score.request', { scoreId: newId(), hypothesis: { text, direction: 'same', amount: '' } });
  expect(await request('better')).toBe('no-reason');
  expect(await request('...............')).toBe('no-reason');
  expect(c.state?.scores).toEqual([]);
  expect(await request(HYPOTHESIS.text)).toBe('ack');
  const data = { scoreId: newId(), hypothesis: { text: '.', direction: 'better', amount: '' } };
  const actor = { participantId: 'p-1', role: 'candidate', name: 'Ada' };
  expect(parseEvent({ id: newId(), at: 1, actor, visibility: 'all', type: 'score.requested', data }).data).toEqual(
    data,
  );
});
