/** The staff's re-run of a score: the same code on the same rows in a staff browser, compared with what was recorded. */
import type { Verification } from '../../protocol/score.ts';
import type { FinishedScore } from '../../protocol/scores.ts';
import type { Room } from '../interview/room.ts';
import { draftOf } from '../interview/rows.ts';
import type { MarkOutcome } from '../marking/types.ts';
import { notFound } from '../refusal.ts';
import type { Interview } from '../store/port.ts';
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
      .then(() => mark(parts, room, scoreId, bytes, null))
      .finally(done);
    const verification = compare(score, score.private.metric.value, outcome);
    const { digits } = room.variant.candidate.metric;
    const metric = { ...verification.metric, value: Number(verification.metric.value.toFixed(digits)) };
    await room.recorder.record([draftOf('score.verified', { scoreId, verification: { ...verification, metric } })]);
  });
}

/** Two runs of the same code on the same rows agree to the last bits; this leaves room for another browser's rounding. */
const CLOSE_ENOUGH = 1e-6;

/** @param before the metric on the private part, as it was recorded */
function compare({ public: shown }: FinishedScore, before: number, outcome: MarkOutcome): Verification {
  if (!outcome.ok) {
    const weights = outcome.failure.weights?.total ?? 0;
    const message = `The re-run gave no score: ${outcome.failure.message}`.slice(0, 1_000);
    return { agrees: false, metric: shown.metric, weights, message };
  }
  const now = outcome.private.metric.value;
  const sameMetric = Math.abs(now - before) <= CLOSE_ENOUGH * Math.max(1, Math.abs(before));
  const [weights, weightsBefore] = [outcome.weights.total, shown.weights.total];
  const differs = [
    ...(sameMetric ? [] : ['the metric is not the one that was reported']),
    ...(weights === weightsBefore ? [] : [`${weights} weights were counted, ${weightsBefore} were reported`]),
  ];
  const agrees = differs.length === 0;
  const message = agrees
    ? 'A re-run of the same code on the same rows gave the same metric and the same weights.'
    : `A re-run differs: ${differs.join('; ')}.`;
  // Only the public part is for everybody; a re-run reveals no more about the final one than the score did.
  return { agrees, metric: outcome.public.metric, weights, message };
}
