/** The code of a score for whoever may see the interview: to compare it with what is there now, and to take it back. */
import { notFound } from '../refusal.ts';
import type { Interview } from '../store/port.ts';
import { filesAt } from './files.ts';
import { inRoom, type ScoreParts } from './path.ts';

/** The candidate's files at the request of a score, texts by name. @throws Refusal 404 where there is no such score */
export async function codeOf(
  parts: ScoreParts,
  interview: Interview,
  scoreId: string,
): Promise<{ files: Record<string, string> }> {
  const { language } = await inRoom(parts, interview, async (room) => {
    if (!room.state.scores.some((score) => score.scoreId === scoreId)) throw notFound();
    return room.key;
  });
  return {
    files: await parts.limits.turns.run(interview.id, () => filesAt(parts.store, interview, scoreId, language)),
  };
}
