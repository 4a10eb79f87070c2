/**
 * The way of a score through the server: asked for, rows handed out, result marked. Each step is one function, in this order;
 * the staff's re-run is in verify.ts.
 */
import type { Logger } from 'pino';
import type { CandidateBundle } from '../../protocol/bundle.ts';
import type { ScoreFailure } from '../../protocol/score.ts';
import { allSpent, triesLeft } from '../../protocol/scores.ts';
import { failureSentence } from '../../protocol/sentences.ts';
import type { InterviewState } from '../../protocol/state.ts';
import type { Received } from '../access/http.ts';
import { remembered } from '../cache.ts';
import { faultOf } from '../fault.ts';
import { hashOf } from '../ids.ts';
import { secretOf } from '../interview/material.ts';
import type { OnRecorded, Room } from '../interview/room.ts';
import type { Rooms } from '../interview/rooms.ts';
import { type Draft, draftOf } from '../interview/rows.ts';
import type { Given, MarkOutcome } from '../marking/types.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { ScenarioPort } from '../scenarios/port.ts';
import { holdoutSecret } from '../scenarios/source.ts';
import type { Grant, Interview } from '../store/port.ts';
import { dropOutdated, dropPredictions, type EarlierScores, earlierScores, storePredictions } from './earlier.ts';
import { filesAt } from './files.ts';
import {
  type GrantParts,
  type GrantPurpose,
  grantFor,
  issueGrant,
  requireOpen,
  settleGrant,
  takeGrant,
  used,
} from './grant.ts';
import { present } from './present.ts';
import { failUngranted } from './ungranted.ts';

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
const saltOf = ({ id, source }: Interview, scoreId: string): string =>
  hashOf(`${id}/${holdoutSecret(source)}/${scoreId}`);

/** Runs `use` in the room of the interview, which stays open at least as long. */
export async function inRoom<T>({ rooms }: ScoreParts, { id }: Interview, use: (room: Room) => Promise<T>): Promise<T> {
  // `with` answers null for an absent interview; this one was just read.
  const answer = await rooms.with(id, async (room) => ({ value: await use(room) }));
  if (!answer) throw notFound();
  return answer.value;
}

/**
 * Step 1, a listener of the rooms: a recorded request is answered with the address of the rows, the same however often it is sent. Where
 * the grant cannot be stored the score fails.
 * @param rooms asked for when they are needed, since they are made with this listener
 */
export const grantOnRequest =
  (parts: GrantParts & { log: Logger; rooms: () => Rooms }): OnRecorded =>
  ({ state, interview }, message, peer) => {
    if (message.type !== 'score.request') return;
    const { scoreId } = message.data;
    if (!isRunning(state, scoreId)) return;
    const number = state.scores.findIndex((s) => s.scoreId === scoreId) + 1;
    const purpose = { interviewId: interview.id, scoreId, use: 'score' as const };
    remembered(parts.limits.grants, `${interview.id}/${scoreId}`, () => issueGrant(parts, purpose)).then(
      ({ url, uploadUrl }) => peer.say({ type: 'score.grant', scoreId, number, url, uploadUrl }),
      (e) => {
        parts.log.error({ interview: interview.id, error: faultOf(e) }, 'no grant');
        void failUngranted({ ...parts, rooms: parts.rooms() }, interview.id, scoreId);
      },
    );
  };

/**
 * Step 2: the hold-out rows as gzipped CSV, a few times per grant; to staff for a re-run, to the candidate while the score runs.
 * @throws Refusal
 */
export async function handOut(parts: ScoreParts, granted: Granted, staff: boolean): Promise<Uint8Array> {
  const { interview, scoreId, token } = granted;
  const grant = await grantFor(parts, token, purposeOf(granted, staff ? 'verify' : 'score'));
  const key = await inRoom(parts, interview, async (room) => {
    if (!staff && !isRunning(room.state, scoreId)) throw used();
    return room.key;
  });
  await takeGrant(parts, grant);
  const handed = await parts.limits.turns.run(interview.id, async () => {
    const rows = await secretOf(parts, interview, key.language, 'holdout');
    return parts.scenarios.holdout(rows, saltOf(interview, scoreId));
  });
  // The interview may have ended while the rows were made.
  await inRoom(parts, interview, async (room) => {
    if (!staff && !isRunning(room.state, scoreId)) throw used();
  });
  return handed;
}

/** Receives the body of a request; `signal` ends it. @throws Refusal */
export type Receive = (signal: AbortSignal) => Promise<Received>;

/**
 * Step 3: the candidate's result is received, marked, and what came of it is recorded as events. Nothing of it is read before all that
 * can be refused without it was checked.
 * @throws Refusal where it may not be sent, or comes after the score has failed
 */
export async function takeResult(parts: ScoreParts, granted: Granted, receive: Receive): Promise<void> {
  const { interview, scoreId, token } = granted;
  await inRoom(parts, interview, async (room) => {
    if (!isRunning(room.state, scoreId)) throw over();
    const grant = await grantFor(parts, token, purposeOf(granted, 'score'));
    requireOpen(grant);
    const { bytes, done } = await parts.limits.uploads.receive(interview.id, scoreId, receive);
    try {
      await markReceived(parts, room, scoreId, grant, bytes);
    } finally {
      done();
    }
  });
}

async function markReceived(
  parts: ScoreParts,
  room: Room,
  scoreId: string,
  grant: Grant,
  body: Uint8Array,
): Promise<void> {
  const score = room.state.scores.find((s) => s.scoreId === scoreId);
  if (score?.status !== 'running') throw over();
  await settleGrant(parts, grant);
  const earlier = await earlierScores(parts.store, room.state);
  const outcome = await mark(parts, room, scoreId, body, earlier).catch((e: unknown): MarkOutcome => {
    parts.log.error({ interview: room.interview.id, error: faultOf(e) }, 'a result could not be marked');
    const message = failureSentence.serverFailed;
    return { ok: false, failure: { code: 'server', stage: 'score', message, weights: null } };
  });
  const seconds = Math.max(0, parts.clock.now() - (grant.takenAt ?? score.requestedAt)) / 1000;
  await recordOutcome(parts, room, scoreId, outcome, earlier, seconds);
}

/** What the interview began with. */
const givenOf = ({ files }: CandidateBundle): Given => ({
  scaffold: Object.fromEntries(files.map(({ name, text }) => [name, text])),
  explore: files.filter(({ kind }) => kind === 'explore').map(({ name }) => name),
});

/** Marks a result in a scenario thread, when it is its interview's turn, against the earlier scores. */
export async function mark(
  parts: ScoreParts,
  room: Room,
  scoreId: string,
  body: Uint8Array,
  { last, best }: EarlierScores,
): Promise<MarkOutcome> {
  const { store, scenarios, limits } = parts;
  const { interview, key } = room;
  return limits.turns.run(interview.id, async () => {
    const files = await filesAt(store, interview, scoreId, key.language);
    const answerKey = await secretOf(parts, interview, key.language, 'answerKey');
    const given = givenOf(room.variant.candidate);
    const before = { before: last?.predictions ?? null, ...(best ? { best: best.predictions } : {}) };
    return scenarios.mark(answerKey, { salt: saltOf(interview, scoreId), body, files, given, ...before });
  });
}

/** Records the end of a score, unless it has failed while it was marked. @throws Refusal where it has */
async function recordOutcome(
  { store, clock }: ScoreParts,
  room: Room,
  scoreId: string,
  outcome: MarkOutcome,
  earlier: EarlierScores,
  seconds: number,
): Promise<void> {
  const bundle = room.variant.candidate;
  const record = async (drafts: (state: InterviewState) => Draft[] | null, ids: string[]): Promise<boolean> =>
    room.recorder.recordFitting((state) => (isRunning(state, scoreId) ? drafts(state) : null), ids);
  const fail = async (failure: ScoreFailure): Promise<void> => {
    const failed = draftOf('score.failed', { scoreId, failure });
    if (!(await record(() => [failed], [`s.failed.${scoreId}`]))) throw over();
  };
  if (!outcome.ok) return fail(outcome.failure);
  await storePredictions(store, room.interview, scoreId, outcome.predictions, clock.now());
  const finished = await record(
    (state) => {
      if (allSpent(state, bundle.constraints)) return null;
      const parts = present(outcome, {
        number: state.scores.findIndex((s) => s.scoreId === scoreId) + 1,
        against: earlier.last?.number ?? null,
        best: earlier.best?.number ?? null,
        seconds,
        // The score that finishes here still runs in this state, and holds the try that it costs.
        triesLeft: triesLeft(state, bundle.constraints),
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
    const { noTries } = failureSentence;
    return fail({ code: 'no-tries', stage: 'score', message: noTries, weights: null });
  }
  await dropOutdated(store, earlier, room.state);
}
