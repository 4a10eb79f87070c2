/** The tables of messages and frames, walked: every one against every role; what is not listed is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLOSE } from '../../protocol/close.ts';
import { awarenessFrame, updateFrame } from '../../protocol/frames.ts';
import { FRAME_ROLES, MESSAGE_ROLES } from '../../protocol/permission.ts';
import type { Role } from '../../protocol/role.ts';
import { CLIENT_MESSAGE_TYPES } from '../../protocol/socket.ts';
import { writeAwareness } from '../../server/peers/awareness.ts';
import { type Client, newId } from '../support/client.ts';
import { DATA } from '../support/messageData.ts';
import { ROLES_WITH_LINKS } from '../support/roles.ts';
import { type TestServer, testServer } from '../support/server/host.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
}, 60_000);
afterAll(() => server.close());

describe('messages', () => {
  const roles = [...ROLES_WITH_LINKS, 'admin'] as const;
  const clients = new Map<Role, Client>();
  beforeAll(async () => {
    const { id } = await server.interview();
    for (const role of roles) {
      const link = await server.link(role === 'admin' ? null : id, role);
      clients.set(role, await server.client(link, role, { interviewId: id }));
    }
  }, 60_000);

  async function ready(role: Role): Promise<Client> {
    const client = clients.get(role);
    if (!client) throw new Error(role);
    if (!client.open) await client.connect();
    await client.until(() => client.synced, 'sync');
    return client;
  }

  test.each(CLIENT_MESSAGE_TYPES.flatMap((type) => roles.map((role) => [type, role] as const)))(
    '[SM2] %s from %s',
    async (type, role) => {
      const client = await ready(role);
      const id = newId();
      const data = DATA[type]();
      const isPassing = type === 'ping' || type === 'status' || type === 'ledger.offer';
      client.raw(JSON.stringify(isPassing ? { type, ...(data as object) } : { type, id, data }));
      client.raw(JSON.stringify({ type: 'ping', t: 7, rttMs: null }));
      if ((MESSAGE_ROLES[type] as readonly Role[]).includes(role)) {
        const answered = () => isPassing || client.acked.has(id) || client.nacked.has(id);
        await client.until(() => answered() && client.messages.some((m) => m.type === 'pong'), 'an answer');
        expect(client.open).toBe(true);
        return;
      }
      expect((await client.closed()).reason).toBe(CLOSE.forbidden.reason);
      expect(client.acked.has(id)).toBe(false);
    },
  );

  test.each(roles)('[SM2] binary frames from %s', async (role) => {
    const frames = {
      update: updateFrame(new Uint8Array([0, 1, 5, 1, 0, 1])),
      awareness: awarenessFrame(writeAwareness({ clientId: 9, clock: 1, state: {} })),
    };
    for (const kind of ['update', 'awareness'] as const) {
      const client = await ready(role);
      client.raw(frames[kind]);
      if ((FRAME_ROLES[kind] as readonly Role[]).includes(role)) {
        client.raw(JSON.stringify({ type: 'ping', t: 8, rttMs: null }));
        await client.until(
          () => !client.open || client.messages.some((m) => m.type === 'pong' && m.t === 8),
          'an answer',
        );
        expect(client.closes.at(-1)?.reason, kind).not.toBe(CLOSE.forbidden.reason);
      } else expect((await client.closed()).reason, kind).toBe(CLOSE.forbidden.reason);
    }
  });

  test.each([
    ['a type that does not exist', '{"type":"root.shell","id":"aaaaaaaa","data":{}}', CLOSE.unknownType],
    ['a message of the server', '{"type":"welcome"}', CLOSE.unknownType],
    ['a type inherited from Object', '{"type":"constructor","id":"aaaaaaaa","data":{}}', CLOSE.unknownType],
    ['no JSON', 'hello', CLOSE.malformed],
    ['an array', '[]', CLOSE.unknownType],
    ['null', 'null', CLOSE.unknownType],
    ['a message without an id', '{"type":"output.clear","data":{}}', CLOSE.malformed],
  ])('[SM1] %s closes the socket', async (_, text, reason) => {
    const client = await ready('candidate');
    client.raw(text);
    expect((await client.closed()).reason).toBe(reason.reason);
  });

  test('[SM1] a frame type that does not exist closes the socket, whatever its number and the role', async () => {
    for (const role of ['candidate', 'observer'] as const) {
      for (const type of [2, 3, 4, 100, 127, 255]) {
        const client = await ready(role);
        client.raw(new Uint8Array([type, 0, 1, 0]));
        expect((await client.closed()).reason, `${role} ${type}`).toBe(CLOSE.unknownType.reason);
      }
    }
  });

  test('[SM1] a listed message with a wrong payload is answered by nack and stored nowhere', async () => {
    const client = await ready('candidate');
    const id = newId();
    client.raw(JSON.stringify({ type: 'run.start', id, data: { runId: newId(), extra: 'SECRET-EXTRA' } }));
    await client.until(() => client.nacked.has(id), 'a refusal');
    expect(client.nacked.get(id)).toBe('invalid');
    expect(JSON.stringify(client.messages)).not.toContain('SECRET-EXTRA');
    const { entries } = await server.store.read(client.interviewId);
    expect(entries.some((e) => e.id === id)).toBe(false);
  });
});
