/**
 * The way of a score through the server: asked for, rows handed out, result marked. Each step is one function, in this order;
 * the staff's re-run is in verify.ts.
 */
import type { Logger } from 'pino';
import { trackOf } from '../../engine/tracks.ts';
import { triesLeft } from '../../protocol/scores.ts';
import { failureSentence } from '../../protocol/sentences.ts';
import type { InterviewState } from '../../protocol/state.ts';
import { hashOf } from '../ids.ts';
import { secretOf } from '../interview/material.ts';
import type { OnRecorded, Room } from '../interview/room.ts';
import type { Rooms } from '../interview/rooms.ts';
import { type Draft, draftOf } from '../interview/rows.ts';
import type { MarkOutcome, StoredPredictions } from '../marking/types.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { ScenarioPort } from '../scenarios/port.ts';
import type { Interview } from '../store/port.ts';
import { dropPredictions, type EarlierScore, earlierScore, storePredictions } from './earlier.ts';
import { filesAt } from './files.ts';
import { type GrantParts, type GrantPurpose, grantFor, issueGrant, settleGrant, takeGrant, used } from './grant.ts';
import { present } from './present.ts';

/** What the way of a score needs. */
export interface ScoreParts extends GrantParts {
  rooms: Rooms;
  scenarios: ScenarioPort;
  log: Logger;
}

/** A request of the score routes: which score, and the token of the grant. */
export interface Granted {
  interview: Interview;
  scoreId: string;
  token: string;
}

/** What a grant has to be for where it is used like this. */
export const purposeOf = ({ interview, scoreId }: Granted, use: GrantPurpose['use']): GrantPurpose => ({
  interviewId: interview.id,
  scoreId,
  use,
});

/** A result that comes after its score has failed: nothing is recorded, and no try is counted. */
const over = () => new Refusal(409, 'score-over', 'This score has ended before its result came. Ask for a new one.');

const isRunning = (state: InterviewState, scoreId: string): boolean =>
  state.scores.some((s) => s.scoreId === scoreId && s.status === 'running');

/** Seed of the order and the ids of a score's rows: the same for its re-run, unknown to the candidate. */
const saltOf = ({ id, seed }: Interview, scoreId: string): string => hashOf(`${id}/${seed}/${scoreId}`);

/** Runs `use` in the room of the interview, which stays open at least as long. */
export async function inRoom<T>({ rooms }: ScoreParts, { id }: Interview, use: (room: Room) => Promise<T>): Promise<T> {
  // `with` answers null for an absent interview; this one was just read.
  const answer = await rooms.with(id, async (room) => ({ value: await use(room) }));
  if (!answer) throw notFound();
  return answer.value;
}

/** Step 1, a listener of the rooms: a recorded request is answered with the single-use address of the rows. */
export const grantOnRequest =
  (parts: GrantParts & { log: Logger }): OnRecorded =>
  ({ state, interview }, message, peer) => {
    if (message.type !== 'score.request') return;
    const { scoreId } = message.data;
    if (!isRunning(state, scoreId)) return;
    const number = state.scores.findIndex((s) => s.scoreId === scoreId) + 1;
    issueGrant(parts, { interviewId: interview.id, scoreId, use: 'score' }).then(
      ({ url, uploadUrl }) => peer.say({ type: 'score.grant', scoreId, number, url, uploadUrl }),
      (e) => parts.log.error({ interview: interview.id, error: String(e) }, 'no grant'),
    );
  };

/**
 * Step 2: the hold-out rows as gzipped CSV, once per grant; to staff for a re-run, to the candidate while the score runs.
 * @throws Refusal
 */
export async function handOut(parts: ScoreParts, granted: Granted, staff: boolean): Promise<Uint8Array> {
  const { interview, scoreId, token } = granted;
  const grant = await grantFor(parts, token, purposeOf(granted, staff ? 'verify' : 'score'));
  const key = await inRoom(parts, interview, async (room) => {
    if (!staff && !isRunning(room.state, scoreId)) throw used();
    return room.key;
  });
  const rows = await secretOf(parts, interview, key.language, 'holdout');
  await takeGrant(parts, grant);
  return parts.scenarios.holdout(rows, saltOf(interview, scoreId));
}

/**
 * Step 3: the candidate's result is marked, and what came of it is recorded as events.
 * @throws Refusal where it may not be sent, or comes after the score has failed
 */
export async function takeResult(parts: ScoreParts, granted: Granted, body: Uint8Array): Promise<void> {
  const { interview, scoreId, token } = granted;
  await inRoom(parts, interview, async (room) => {
    const score = room.state.scores.find((s) => s.scoreId === scoreId);
    if (score?.status !== 'running') throw over();
    const grant = await grantFor(parts, token, purposeOf(granted, 'score'));
    await settleGrant(parts, grant);
    const earlier = await earlierScore(parts.store, room.state);
    const outcome = await mark(parts, room, scoreId, body, earlier?.predictions ?? null).catch(
      (e: unknown): MarkOutcome => {
        parts.log.error({ interview: interview.id, error: String(e) }, 'a result could not be marked');
        const message = failureSentence.serverFailed;
        return { ok: false, failure: { code: 'server', stage: 'score', message, weights: null } };
      },
    );
    const seconds = Math.max(0, parts.clock.now() - (grant.takenAt ?? score.requestedAt)) / 1000;
    await recordOutcome(parts, room, scoreId, outcome, earlier, seconds);
  });
}

/** Marks a result in the scenario thread. */
export async function mark(
  parts: ScoreParts,
  room: Room,
  scoreId: string,
  body: Uint8Array,
  before: StoredPredictions | null,
): Promise<MarkOutcome> {
  const { store, scenarios } = parts;
  const { interview, key } = room;
  const files = trackOf(key.language).countsLiterals ? await filesAt(store, interview, scoreId, key.language) : {};
  const answerKey = await secretOf(parts, interview, key.language, 'answerKey');
  return scenarios.mark(answerKey, { salt: saltOf(interview, scoreId), body, files, before });
}

/** Records the end of a score, unless it has failed while it was marked. @throws Refusal where it has */
async function recordOutcome(
  { store, clock }: ScoreParts,
  room: Room,
  scoreId: string,
  outcome: MarkOutcome,
  earlier: EarlierScore | null,
  seconds: number,
): Promise<void> {
  const record = async (drafts: (state: InterviewState) => Draft[], ids: string[]): Promise<boolean> =>
    room.recorder.recordFitting((state) => (isRunning(state, scoreId) ? drafts(state) : null), ids);
  if (!outcome.ok) {
    const failed = draftOf('score.failed', { scoreId, failure: outcome.failure });
    if (!(await record(() => [failed], [`s.failed.${scoreId}`]))) throw over();
    return;
  }
  await storePredictions(store, room.interview, scoreId, outcome.predictions, clock.now());
  const bundle = room.variant.candidate;
  const finished = await record(
    (state) => {
      const parts = present(outcome, {
        number: state.scores.findIndex((s) => s.scoreId === scoreId) + 1,
        against: earlier?.number ?? null,
        seconds,
        triesLeft: Math.max(0, triesLeft(state, bundle.constraints) - 1),
        bundle,
      });
      return [
        draftOf('score.finished', { scoreId, public: parts.public }),
        draftOf('score.judged', { scoreId, private: parts.private }),
      ];
    },
    [`s.finished.${scoreId}`, `s.judged.${scoreId}`],
  );
  if (!finished) {
    await dropPredictions(store, scoreId);
    throw over();
  }
  if (earlier) await dropPredictions(store, earlier.scoreId);
}
