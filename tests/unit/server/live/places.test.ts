/** Places in a room: so many per person, some for staff, and dead sockets in nobody's way. */
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { CLOSE } from '../../../../protocol/close.ts';
import { LIMITS } from '../../../../protocol/limits.ts';
import type { Client } from '../../../support/client.ts';
import { type TestServer, testServer } from '../../../support/server/host.ts';

let server: TestServer;
const opened: WebSocket[] = [];
afterEach(async () => {
  for (const ws of opened.splice(0)) ws.terminate();
  await server.close();
});

/** One more socket of a person; `dead`: it answers no ping, as behind a link that is broken half-way. */
async function window(c: Client, dead = false): Promise<{ ws: WebSocket; ended: Promise<string> }> {
  const url = `${c.link.base.replace(/^http/, 'ws')}/socket/${c.interviewId}?ticket=${await c.ticket()}`;
  const ws = new WebSocket(url, { origin: c.link.base, autoPong: !dead });
  opened.push(ws);
  const ended = new Promise<string>((resolve) => ws.on('close', (_, reason) => resolve(reason.toString())));
  const welcome = new Promise<string>((resolve) => ws.once('message', () => resolve('welcome')));
  await Promise.race([welcome, ended]);
  return { ws, ended };
}

const isOpen = ({ ws }: { ws: WebSocket }) => ws.readyState === WebSocket.OPEN;

test('[RS11] a person has three windows; the fourth is told so, and the three stay', async () => {
  server = await testServer();
  const { links } = await server.interview();
  const c = await server.client(links.candidate, 'Cora', { connect: false });
  const windows = [await window(c), await window(c), await window(c)];
  const fourth = await window(c);
  expect(await fourth.ended).toBe(CLOSE.windows.reason);
  expect(windows.map(isOpen)).toEqual([true, true, true]);
  windows[0]?.ws.close();
  await windows[0]?.ended;
  let again = await window(c);
  while (!isOpen(again)) again = await window(c);
  expect(windows.slice(1).map(isOpen)).toEqual([true, true]);
});

test('[RS11] a page that comes back over a flapping link takes the place of its dead sockets', async () => {
  server = await testServer();
  const { links } = await server.interview();
  const c = await server.client(links.candidate, 'Cora', { connect: false });
  const alive = await window(c);
  const dead = [await window(c, true), await window(c, true)];
  const back = await window(c);
  expect([isOpen(alive), isOpen(back)]).toEqual([true, true]);
  for (const { ended } of dead) expect(['', CLOSE.idle.reason]).toContain(await ended);
});

test('[RS12] whatever candidates open, places for staff are left; and a full room says so', async () => {
  server = await testServer();
  const { id, links } = await server.interview();
  const people = [links.candidate, await server.link(id, 'candidate'), await server.link(id, 'candidate')];
  const opens: string[] = [];
  for (const link of people) {
    const c = await server.client(link, 'Cora', { connect: false });
    for (let n = 0; n < LIMITS.connectionsPerParticipant; n += 1) {
      const one = await window(c);
      opens.push(isOpen(one) ? 'open' : await one.ended);
    }
  }
  const places = LIMITS.connections - LIMITS.connectionsForStaff;
  expect(opens.slice(0, places)).toEqual(Array.from({ length: places }, () => 'open'));
  expect(new Set(opens.slice(places))).toEqual(new Set([CLOSE.full.reason]));
  for (let n = 0; n < LIMITS.connectionsForStaff; n += 1)
    expect((await server.client(links.interviewer, `I${n}`)).open).toBe(true);
  await expect(server.client(links.observer, 'one too many')).rejects.toThrow(String(CLOSE.full.code));
});
