/** What the browser's database holds is read, not trusted. */
import { expect, it } from 'vitest';
import { editsOf, messagesOf } from '../../../../client/realtime/outbox.ts';

it('[CL29] what is no edit or message in the stored outbox is left out, the rest is delivered', () => {
  const edit = { key: 'e1', update: Uint8Array.of(1, 2) };
  const message = { key: 'm1', message: { type: 'run.start', id: 'm1', data: {} } };
  expect(
    editsOf([edit, null, 'text', { key: 'e2' }, { key: 3, update: edit.update }, { key: 'e4', update: [1] }]),
  ).toEqual([edit]);
  expect(
    messagesOf([
      message,
      undefined,
      { key: 'm2' },
      { key: 'm3', message: { type: 'run.start' } },
      { message: message.message },
    ]),
  ).toEqual([message]);
});
