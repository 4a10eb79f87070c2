/** Scores that a server left running when it was killed: nobody would ever end those whose result it had taken, or that got no grant. */
import type { Logger } from 'pino';
import { failureSentence } from '../../protocol/sentences.ts';
import type { Room } from '../interview/room.ts';
import { draftOf } from '../interview/rows.ts';
import type { Store } from '../store/port.ts';
import { purposeIn } from './grant.ts';

/**
 * A listener of the rooms: in a room that is being opened, a running score whose result was taken already has failed, and so has one
 * whose grant was never stored: its page has no address to send a result to. One whose result is still to come goes on; its page sends
 * it to this server.
 */
export const endLeftRunning =
  ({ store, log }: { store: Store; log: Logger }) =>
  async (room: Room): Promise<void> => {
    const running = room.state.scores.filter((score) => score.status === 'running').map(({ scoreId }) => scoreId);
    if (running.length === 0) return;
    const open = new Set<string>();
    for (const grant of await store.grantsOf(room.interview.id)) {
      const { scoreId, use } = purposeIn(grant);
      if (use === 'score' && grant.settledAt === null) open.add(scoreId);
    }
    for (const scoreId of running.filter((id) => !open.has(id))) {
      const failure = { code: 'server', stage: 'score', message: failureSentence.serverFailed, weights: null } as const;
      await room.recorder.record([draftOf('score.failed', { scoreId, failure })], undefined, [`s.failed.${scoreId}`]);
      log.warn({ interview: room.interview.id }, 'a score that a stop of the server broke off was ended');
    }
  };
