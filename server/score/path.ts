/** The way of a score on the server: request, hand-out of the rows, result, and the staff's re-run. */
import { deserialize, serialize } from 'node:v8';
import * as Y from 'yjs';
import type { Language } from '../../protocol/language.ts';
import { belongsTo, offeredBy } from '../../protocol/language.ts';
import type { PrivateScore, PublicScore, Verification } from '../../protocol/score.ts';
import { type Score, triesLeft } from '../../protocol/scores.ts';
import { failureSentence } from '../../protocol/sentences.ts';
import type { InterviewState } from '../../protocol/state.ts';
import type { Deps } from '../context.ts';
import { hashOf, newToken } from '../ids.ts';
import { filesOf } from '../interview/document.ts';
import { requireSameVersion } from '../interview/make.ts';
import type { Room } from '../interview/room.ts';
import { readEvent } from '../interview/rows.ts';
import { draftOf } from '../interview/verdict.ts';
import type { Judgement, Kept } from '../marking/types.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { Peer } from '../socket/peer.ts';
import type { Grant, Interview } from '../store/port.ts';
import { present } from './present.ts';

/** From grant to upload: 180 s of work, the slowest network, and some patience. */
const GRANT_MS = 15 * 60_000;

interface GrantMeta {
  scoreId: string;
  /** `score`: the candidate's; `verify`: a staff browser's re-run. */
  use: 'score' | 'verify';
}

const used = () =>
  new Refusal(410, 'grant-used', 'This address was used, is too old or belongs to another score. Ask for a new one.');

/** A result that comes after its score has failed: nothing is recorded, and no try is counted. */
const over = () => new Refusal(409, 'score-over', 'This score has ended before its result came. Ask for a new one.');

const runs = (state: InterviewState, scoreId: string): boolean =>
  state.scores.some((s) => s.scoreId === scoreId && s.status === 'running');

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const metaOf = (grant: Grant) => JSON.parse(new TextDecoder().decode(grant.meta)) as GrantMeta;
const keptId = (scoreId: string) => `kept.${scoreId}`;

/** Order and ids of a score's rows: the same for its re-run, unknown to the candidate. */
const saltOf = ({ id, seed }: Interview, scoreId: string) => hashOf(`${id}/${seed}/${scoreId}`);

const findScore = (room: Room, scoreId: string): Score | undefined =>
  room.state.scores.find((s) => s.scoreId === scoreId);

export interface ScoreDesk {
  /** Answers a committed request with the single-use address of the rows. */
  requested: (room: Room, peer: Peer, scoreId: string) => void;
  /** Gzipped CSV of the rows, once a grant. */
  handOut: (interview: Interview, scoreId: string, token: string, staff: boolean) => Promise<Uint8Array>;
  /** Takes the candidate's result; the outcome is told by events. */
  result: (interview: Interview, scoreId: string, token: string, body: Uint8Array) => Promise<void>;
  /** What a staff browser needs for a re-run. */
  verify: (
    interview: Interview,
    scoreId: string,
  ) => Promise<{ url: string; uploadUrl: string; files: Record<string, string> }>;
  verified: (interview: Interview, scoreId: string, token: string, body: Uint8Array) => Promise<void>;
}

export function scoreDesk(deps: Deps): ScoreDesk {
  const { store, clock, rooms, scenarios, log } = deps;

  async function grant(interviewId: string, meta: GrantMeta): Promise<{ url: string; uploadUrl: string }> {
    const token = newToken();
    const at = clock.now();
    await store.putGrant({
      hash: hashOf(token),
      interviewId,
      at,
      expiresAt: at + GRANT_MS,
      takenAt: null,
      settledAt: null,
      meta: encode(meta),
    });
    const base = `/api/interviews/${interviewId}/scores/${meta.scoreId}`;
    const end = meta.use === 'score' ? 'result' : 'verification';
    return { url: `${base}/holdout?grant=${token}`, uploadUrl: `${base}/${end}?grant=${token}` };
  }

  function requested(room: Room, peer: Peer, scoreId: string): void {
    const at = room.state.scores.findIndex((s) => s.scoreId === scoreId);
    if (room.state.scores[at]?.status !== 'running') return;
    grant(room.interview.id, { scoreId, use: 'score' }).then(
      ({ url, uploadUrl }) => peer.say({ type: 'score.grant', scoreId, number: at + 1, url, uploadUrl }),
      (e) => log.error({ interview: room.interview.id, error: String(e) }, 'no grant'),
    );
  }

  /** The room of the interview, for as long as `use` runs. */
  async function inRoom<T>(interview: Interview, use: (room: Room) => Promise<T>): Promise<T> {
    // `with` answers null for an absent interview; this one was just read.
    const answer = await rooms.with(interview.id, async (room) => ({ value: await use(room) }));
    if (!answer) throw notFound();
    return answer.value;
  }

  async function handOut(interview: Interview, scoreId: string, token: string, staff: boolean): Promise<Uint8Array> {
    await requireSameVersion(deps, interview);
    const found = await store.grant(hashOf(token));
    const fits = found && found.interviewId === interview.id && metaOf(found).scoreId === scoreId;
    if (!fits || (metaOf(found).use === 'verify') !== staff) throw used();
    const key = await inRoom(interview, async (room) => {
      if (!staff && findScore(room, scoreId)?.status !== 'running') throw used();
      return room.key;
    });
    if (!(await store.takeGrant(found.hash, clock.now()))) throw used();
    return scenarios.holdout(key, saltOf(interview, scoreId));
  }

  /** Uses up the grant of an upload. */
  async function settle(interview: Interview, scoreId: string, token: string, use: GrantMeta['use']): Promise<Grant> {
    const found = await store.grant(hashOf(token));
    const fits =
      found && found.interviewId === interview.id && metaOf(found).scoreId === scoreId && metaOf(found).use === use;
    if (!fits || found.takenAt === null) throw used();
    if (!(await store.settleGrant(found.hash, clock.now())))
      throw new Refusal(409, 'settled', 'A result for this score was sent before.');
    return found;
  }

  async function before(room: Room): Promise<{ kept: Kept; number: number; blobId: string } | null> {
    const { scores } = room.state;
    const at = scores.findLastIndex((s) => s.status === 'finished');
    const score = scores[at];
    const blob = score && (await store.blob(keptId(score.scoreId)));
    return blob ? { kept: deserialize(blob.body) as Kept, number: at + 1, blobId: blob.id } : null;
  }

  async function result(interview: Interview, scoreId: string, token: string, body: Uint8Array): Promise<void> {
    await requireSameVersion(deps, interview);
    await inRoom(interview, async (room) => {
      const score = findScore(room, scoreId);
      if (score?.status !== 'running') throw over();
      const { takenAt } = await settle(interview, scoreId, token, 'score');
      const last = await before(room);
      const salt = saltOf(interview, scoreId);
      const judgement = await countedFiles(interview, scoreId, room.key.language)
        .then((files) => scenarios.judge(room.key, { salt, body, files, before: last?.kept ?? null }))
        .catch((e: unknown): Judgement => {
          log.error({ interview: interview.id, error: String(e) }, 'a result could not be judged');
          const message = failureSentence.serverFailed;
          return { ok: false, failure: { code: 'server', stage: 'score', message, weights: null } };
        });
      if (!judgement.ok) {
        const failed = draftOf('score.failed', { scoreId, failure: judgement.failure });
        if (!(await room.recordFitting((state) => (runs(state, scoreId) ? [failed] : null), [`s.failed.${scoreId}`])))
          throw over();
        return;
      }
      await store.putBlob({
        id: keptId(scoreId),
        interviewId: interview.id,
        kind: 'kept',
        at: clock.now(),
        meta: encode({ scoreId }),
        body: serialize(judgement.kept),
      });
      const { candidate } = room.variant;
      const seconds = Math.max(0, clock.now() - (takenAt ?? score.requestedAt)) / 1000;
      const finish = (state: InterviewState) => {
        if (!runs(state, scoreId)) return null;
        const parts = present(judgement, {
          number: state.scores.findIndex((s) => s.scoreId === scoreId) + 1,
          against: last?.number ?? null,
          seconds,
          triesLeft: Math.max(0, triesLeft(state, candidate.constraints) - 1),
          bundle: candidate,
        });
        return [
          draftOf('score.finished', { scoreId, public: parts.public }),
          draftOf('score.judged', { scoreId, private: parts.private }),
        ];
      };
      if (!(await room.recordFitting(finish, [`s.finished.${scoreId}`, `s.judged.${scoreId}`]))) {
        await store.deleteBlob(keptId(scoreId));
        throw over();
      }
      if (last) await store.deleteBlob(last.blobId);
    });
  }

  /** The files of the interview's language as they were when the score was asked for. */
  async function filesAt(interview: Interview, scoreId: string, language: Language): Promise<Record<string, string>> {
    const { entries } = await store.read(interview.id);
    const doc = new Y.Doc();
    for (const entry of entries) {
      if (entry.kind === 'edit') Y.applyUpdate(doc, entry.body);
      else {
        const event = readEvent(entry);
        if (event.type === 'score.requested' && event.data.scoreId === scoreId) break;
      }
    }
    const offered = offeredBy(interview.language);
    const files = filesOf(doc).filter(({ name }) => belongsTo(name, language, offered));
    doc.destroy();
    return Object.fromEntries(files.map(({ name, text }) => [name, text]));
  }

  /** The files whose literals the server counts. Python's are counted where they run. */
  const countedFiles = async (interview: Interview, scoreId: string, language: Language) =>
    language === 'typescript' ? filesAt(interview, scoreId, language) : {};

  async function verify(interview: Interview, scoreId: string) {
    await requireSameVersion(deps, interview);
    const { language } = await inRoom(interview, async (room) => {
      if (findScore(room, scoreId)?.status !== 'finished') throw notFound();
      return room.key;
    });
    const files = await filesAt(interview, scoreId, language);
    return { ...(await grant(interview.id, { scoreId, use: 'verify' })), files };
  }

  async function verified(interview: Interview, scoreId: string, token: string, body: Uint8Array): Promise<void> {
    await requireSameVersion(deps, interview);
    await inRoom(interview, async (room) => {
      const score = findScore(room, scoreId);
      if (score?.status !== 'finished' || !score.private) throw notFound();
      await settle(interview, scoreId, token, 'verify');
      const files = await countedFiles(interview, scoreId, room.key.language);
      const input = { salt: saltOf(interview, scoreId), body, files, before: null };
      const judgement = await scenarios.judge(room.key, input);
      const outcome = compare(score.private, score.public, judgement);
      await room.record([
        draftOf('score.verified', { scoreId, verification: { ...outcome, metric: round(outcome.metric, room) } }),
      ]);
    });
  }

  return { requested, handOut, result, verify, verified };
}

/** The metric as everybody may see it. */
const round = <M extends { value: number }>(metric: M, room: Room): M => ({
  ...metric,
  value: Number(metric.value.toFixed(room.variant.candidate.metric.digits)),
});

/** Two runs of the same code on the same rows agree to the last bits; this leaves room for another browser's rounding. */
const CLOSE_ENOUGH = 1e-6;

function compare(final: PrivateScore, shown: PublicScore, judgement: Judgement): Verification {
  const weightsBefore = shown.weights.total;
  const before = final.metric;
  if (!judgement.ok) {
    const weights = judgement.failure.weights?.total ?? 0;
    const message = `The re-run gave no score: ${judgement.failure.message}`.slice(0, 1_000);
    return { agrees: false, metric: shown.metric, weights, message };
  }
  const now = judgement.private.metric;
  const sameMetric = Math.abs(now.value - before.value) <= CLOSE_ENOUGH * Math.max(1, Math.abs(before.value));
  const sameWeights = judgement.weights.total === weightsBefore;
  const differs = [
    ...(sameMetric ? [] : ['the metric is not the one that was reported']),
    ...(sameWeights ? [] : [`${judgement.weights.total} weights were counted, ${weightsBefore} were reported`]),
  ];
  const agrees = sameMetric && sameWeights;
  const message = agrees
    ? 'A re-run of the same code on the same rows gave the same metric and the same weights.'
    : `A re-run differs: ${differs.join('; ')}.`;
  // Only the public part is everybody's; a re-run says no more about the final one than the score did.
  return { agrees, metric: judgement.public.metric, weights: judgement.weights.total, message };
}
