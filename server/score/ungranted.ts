/** Scores whose grant could not be stored: no page can perform them, so they are ended as soon as the store takes that. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { failureSentence } from '../../protocol/sentences.ts';
import { CorruptInterviewError, type Rooms } from '../interview/rooms.ts';
import { draftOf } from '../interview/rows.ts';
import type { Store } from '../store/port.ts';

/** Ms between two attempts: the first, their growth, the most. */
const FIRST_MS = 500;
const GROWTH = 1.5;
const MOST_MS = 10_000;

/** What ending them needs. */
interface UngrantedParts {
  store: Store;
  log: Logger;
  rooms: Rooms;
}

/**
 * Records that the score has failed, which gives its try back; again and again until the store is there. Does nothing where the score
 * has ended meanwhile. Resolves once that is so, or the server stops.
 */
export async function failUngranted({ store, log, rooms }: UngrantedParts, interviewId: string, scoreId: string) {
  const failure = { code: 'server', stage: 'request', message: failureSentence.serverFailed, weights: null } as const;
  for (let wait = FIRST_MS; !rooms.stopping; wait = Math.min(wait * GROWTH, MOST_MS)) {
    try {
      // A row that fails ends its room, so nothing is written before the store answers.
      await store.ping();
      await rooms.with(interviewId, ({ recorder }) =>
        recorder.recordFitting(
          ({ scores }) =>
            scores.some((score) => score.scoreId === scoreId && score.status === 'running')
              ? [draftOf('score.failed', { scoreId, failure })]
              : null,
          [`s.failed.${scoreId}`],
        ),
      );
      log.warn({ interview: interviewId }, 'a score that got no grant was ended');
      return;
    } catch (e) {
      if (e instanceof CorruptInterviewError) return;
    }
    await sleep(wait, undefined, { ref: false });
  }
}
