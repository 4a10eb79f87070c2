/** The staff's re-run of a score: the same code on the same rows in a staff browser, compared with what was recorded. */
import type { FinishedScore } from '../../protocol/scores.ts';
import type { Room } from '../interview/room.ts';
import { draftOf } from '../interview/rows.ts';
import { notFound } from '../refusal.ts';
import type { Interview } from '../store/port.ts';
import { compareRuns } from './compare.ts';
import { predictionsOf } from './earlier.ts';
import { filesAt } from './files.ts';
import { grantFor, issueGrant, requireOpen, settleGrant } from './grant.ts';
import { type Granted, inRoom, mark, purposeOf, type Receive, type ScoreParts } from './path.ts';

const finishedIn = (room: Room, scoreId: string): FinishedScore | null => {
  const score = room.state.scores.find((s) => s.scoreId === scoreId);
  return score?.status === 'finished' ? score : null;
};

/** What a staff browser needs for a re-run: addresses for rows and result, and the code of that moment. @throws Refusal */
export async function beginVerification(
  parts: ScoreParts,
  interview: Interview,
  scoreId: string,
): Promise<{ url: string; uploadUrl: string; files: Record<string, string> }> {
  const { language } = await inRoom(parts, interview, async (room) => {
    if (!finishedIn(room, scoreId)) throw notFound();
    return room.key;
  });
  const files = await parts.limits.turns.run(interview.id, () => filesAt(parts.store, interview, scoreId, language));
  return { ...(await issueGrant(parts, { interviewId: interview.id, scoreId, use: 'verify' })), files };
}

/** The result of a re-run is marked, compared and recorded. @throws Refusal */
export async function takeVerification(
  parts: ScoreParts,
  granted: Granted,
  participantId: string,
  receive: Receive,
): Promise<void> {
  const { interview, scoreId, token } = granted;
  await inRoom(parts, interview, async (room) => {
    const score = finishedIn(room, scoreId);
    if (!score?.private) throw notFound();
    const grant = await grantFor(parts, token, purposeOf(granted, 'verify'));
    requireOpen(grant);
    const { bytes, done } = await parts.limits.uploads.receive(participantId, scoreId, receive);
    const outcome = await settleGrant(parts, grant)
      .then(() => mark(parts, room, scoreId, bytes, { last: null, best: null }))
      .finally(done);
    const before = await predictionsOf(parts.store, scoreId);
    const verification = compareRuns({ ...score, private: score.private }, before, outcome);
    const { digits } = room.variant.candidate.metric;
    const metric = { ...verification.metric, value: Number(verification.metric.value.toFixed(digits)) };
    const facts = outcome.ok ? outcome.facts : [];
    const known = score.private.facts ?? [];
    const more = facts.filter((fact) => !known.includes(fact));
    await room.recorder.record([
      draftOf('score.verified', { scoreId, verification: { ...verification, metric } }),
      ...(more.length > 0
        ? [draftOf('score.judged', { scoreId, private: { ...score.private, facts: [...more, ...known].slice(0, 20) } })]
        : []),
    ]);
  });
}
