/** The way of a score as a candidate's page takes it over socket and requests, without an interpreter: the upload is one byte. */
import { expect } from 'vitest';
import type { ServerMessage } from '../../../protocol/socket.ts';
import { type Client, newId } from '../client.ts';
import { HYPOTHESIS } from '../hypothesis.ts';

export type Grant = Extract<ServerMessage, { type: 'score.grant' }>;

/** Asks for a score: its grant, or the code of the refusal. */
export async function ask(c: Client, scoreId = newId()): Promise<Grant | string> {
  const answer = await c.say('score.request', { scoreId, hypothesis: HYPOTHESIS });
  if (answer !== 'ack') return answer;
  const mine = () => c.messages.find((m): m is Grant => m.type === 'score.grant' && m.scoreId === scoreId);
  await c.until(() => mine() !== undefined, 'the grant');
  return mine() as Grant;
}

/** Asks for a score that has to be granted. */
export async function granted(c: Client): Promise<Grant> {
  const grant = await ask(c);
  if (typeof grant === 'string') throw new Error(grant);
  return grant;
}

/** A request with the client's cookie. */
export const get = (c: Client, url: string) => c.browser.fetch(url, { inviteId: c.link.inviteId });

/** Sends a result of one byte. */
export const upload = (c: Client, url: string, byte: number) =>
  c.browser.fetch(url, {
    method: 'POST',
    inviteId: c.link.inviteId,
    body: new Uint8Array([byte]),
    headers: { 'content-type': 'application/octet-stream' },
  });

export const statusOf = (c: Client, scoreId: string) => c.state?.scores.find((s) => s.scoreId === scoreId)?.status;

/** A whole score whose result is `byte`; resolves once it has ended. */
export async function score(c: Client, byte: number): Promise<Grant> {
  const grant = await granted(c);
  await get(c, grant.url);
  expect((await upload(c, grant.uploadUrl, byte)).status).toBe(200);
  await c.until(() => statusOf(c, grant.scoreId) !== 'running', 'the end of the score');
  return grant;
}
