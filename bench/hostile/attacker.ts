/**
 * Candidates who ask for everything at once, in a process of their own: what they take of a processor does not delay the clock of those
 * who are measured. Started by bench/hostile.ts.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { LIMITS } from '../../protocol/limits.ts';
import { type Client, newId } from '../../tests/support/client.ts';
import { openUpload, sendZeros } from '../../tests/support/server/rawRequest.ts';
import { type Grant, get, granted } from '../../tests/support/server/score.ts';
import type { FromAttacker, ToAttacker } from './messages.ts';
import { candidateAt, type Place } from './people.ts';

const UPLOADS = 50;
const ARCHIVES = 50;
const REQUESTS = 100;
/** What is not answered by then counts as no answer. */
const GIVE_UP_MS = 60_000;

interface Hostile {
  client: Client;
  grant: Grant;
}

let answers: Record<string, number> = {};
const count = (what: string, answer: string | number) => {
  answers[`${what} ${answer}`] = (answers[`${what} ${answer}`] ?? 0) + 1;
};

/** Whoever has the rows of a score may send its result. */
async function join(place: Place): Promise<Hostile> {
  const client = await candidateAt(place);
  const grant = await granted(client);
  await (await get(client, grant.url)).arrayBuffer();
  return { client, grant };
}

/** Sends a result of the largest size as fast as the server takes it. */
async function uploadLargest({ client, grant }: Hostile): Promise<void> {
  const { request, answer } = openUpload(client, grant.uploadUrl, LIMITS.scoreBytes);
  request.on('error', () => {});
  sendZeros(request, LIMITS.scoreBytes);
  const status = await answer.then(
    (got) => got.status,
    () => 'cut',
  );
  count('upload', status);
  request.destroy();
}

async function fetchWhole(what: string, client: Client, url: string): Promise<void> {
  try {
    const answer = await get(client, url);
    await answer.arrayBuffer();
    count(what, answer.status);
  } catch {
    count(what, 'cut');
  }
}

/** Asks for one score and its rows again and again: the same message, and the same score under another name. */
async function repeat({ client, grant }: Hostile, times: number): Promise<void> {
  const hypothesis = { text: 'again and again and again', direction: 'better' as const, amount: '' };
  const jobs: Promise<void>[] = [];
  for (let i = 0; i < times; i += 1) {
    client.send('score.request', { scoreId: grant.scoreId, hypothesis }, i % 2 ? newId() : 'again');
    jobs.push(fetchWhole('rows', client, grant.url));
  }
  await Promise.all(jobs);
}

async function attack(hostile: Hostile[]): Promise<void> {
  const pick = (i: number): Hostile => hostile[i % hostile.length] as Hostile;
  const jobs: Promise<void>[] = [];
  for (let i = 0; i < ARCHIVES; i += 1) {
    const { client } = pick(i);
    jobs.push(fetchWhole('archive', client, `/api/interviews/${client.interviewId}/code.zip`));
  }
  for (let i = 0; i < UPLOADS; i += 1) jobs.push(uploadLargest(pick(i)));
  jobs.push(repeat(pick(0), REQUESTS));
  await Promise.all(jobs);
}

const say = (message: FromAttacker) => process.send?.(message);
let hostile: Hostile[] = [];

process.on('message', async (message: ToAttacker) => {
  if (message.type === 'join') {
    for (const { client } of hostile) client.stop();
    hostile = await Promise.all(message.places.map(join));
    say({ type: 'ready' });
    return;
  }
  answers = {};
  const first = hostile[0];
  const work = message.type === 'attack' || !first ? attack(hostile) : repeat(first, message.times);
  await Promise.race([work, sleep(GIVE_UP_MS)]);
  say({ type: 'over', answers });
});
