/** How long one interview's score takes alone, and beside another interview that asks for its own again and again. */
import type { CandidateBundle } from '../../protocol/bundle.ts';
import { encodeScoreUpload } from '../../protocol/upload.ts';
import type { Client } from '../../tests/support/client.ts';
import { payloadOf } from '../../tests/support/payload.ts';
import { get, granted, statusOf } from '../../tests/support/server/score.ts';
import { quantiles } from '../collab/load.ts';
import type { Attacker } from './attack.ts';
import { candidateAt, type Place } from './people.ts';

const ROUNDS = 5;
/** As issue and SPEC name it: one interview with so many repeated requests. */
const TIMES = 90;

/** Ms; the median of the rounds. */
export interface ScoreTimes {
  alone: number;
  beside: number;
}

/** A result that is marked as any other: predictions without skill for all rows, and fits that count ten weights. */
function resultOf(rows: number, fitSeeds: readonly number[]): Uint8Array<ArrayBuffer> {
  const predictions = Float64Array.from({ length: rows }, (_, i) => ((i * 7919) % 1000) / 1000);
  return encodeScoreUpload(
    fitSeeds.map((seed) => ({
      seed,
      shape: [rows],
      payload: payloadOf(seed),
      predictions,
      decisions: Uint8Array.from(predictions, (p) => (p >= 0.5 ? 1 : 0)),
      weights: { total: 10, items: [{ path: 'model.coef_', count: 10 }], rest: 0 },
      reported: null,
    })),
  );
}

/** A whole score, from its request to its end, without the training. Ms. @throws Error where it is not marked */
async function scoreMs(client: Client): Promise<number> {
  const path = `/api/interviews/${client.interviewId}/bundle`;
  const { constraints } = await client.browser.json<CandidateBundle>(path, { inviteId: client.link.inviteId });
  const from = performance.now();
  const grant = await granted(client);
  const rows = (await (await get(client, grant.url)).text()).trimEnd().split('\n').length - 1;
  const body = resultOf(rows, constraints.fitSeeds);
  const { inviteId } = client.link;
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = await client.browser.fetch(grant.uploadUrl, { method: 'POST', inviteId, body, headers });
  if (!answer.ok) throw new Error(`the result was answered ${answer.status}`);
  await client.until(() => statusOf(client, grant.scoreId) !== 'running', 'the end of the score');
  if (statusOf(client, grant.scoreId) !== 'finished') throw new Error('the score failed');
  return performance.now() - from;
}

async function scoreOf(place: Place): Promise<number> {
  const client = await candidateAt(place);
  try {
    return await scoreMs(client);
  } finally {
    client.stop();
  }
}

/** Alternates the two; each score is the first one of a fresh interview, since a second one has to wait. */
export async function scoreTimes(attacker: Attacker, make: () => Promise<Place>): Promise<ScoreTimes> {
  const alone: number[] = [];
  const beside: number[] = [];
  // The first score of a server also starts threads.
  await scoreOf(await make());
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(await scoreOf(await make()));
    await attacker.join([await make()]);
    const place = await make();
    const repeating = attacker.repeat(TIMES);
    beside.push(await scoreOf(place));
    await repeating;
  }
  return { alone: quantiles(alone).p50, beside: quantiles(beside).p50 };
}
