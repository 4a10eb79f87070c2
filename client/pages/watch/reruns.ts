/** Re-runs of scores in this staff browser, one at a time: asked for by a person, and of the last score once an interview has ended. */
import { mayRoute } from '../../../protocol/permission.ts';
import { isFinished } from '../../../protocol/scores.ts';
import type { PresentParticipant } from '../../../protocol/socket.ts';
import { asAppError } from '../../api/error.ts';
import type { Connection } from '../../realtime/connection.ts';
import { createStore, type Store } from '../../store/store.ts';
import type { RoomSource } from './source.ts';
import { type VerifyProgress, verifyScore } from './verify.ts';

/** What of a re-run is shown beside its score. */
export type Rerun =
  | { scoreId: string; status: 'running'; progress: VerifyProgress }
  | { scoreId: string; status: 'failed'; message: string };

const mayVerify = ({ role }: PresentParticipant): boolean =>
  mayRoute(role, 'POST /api/interviews/:id/scores/:scoreId/verify');

/**
 * Who of those who are there re-runs by itself: who came first, as everybody's browser reads in the same list, so that whoever comes
 * later takes nothing over. Null where nobody may.
 */
export const electedOf = (present: readonly PresentParticipant[]): string | null =>
  present.find(mayVerify)?.participantId ?? null;

/** Does it unless another tab of this browser is at it; where the browser has no locks, every tab does. */
async function alone(name: string, run: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return run();
  await navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? run() : undefined));
}

export class Reruns {
  readonly current: Store<Rerun | null> = createStore<Rerun | null>(null);
  readonly #source: () => RoomSource;
  readonly #connection: Connection;
  #abort: AbortController | null = null;
  #looked = false;

  /** @param source the room as it is now: its language may be chosen later */
  constructor(connection: Connection, source: () => RoomSource) {
    this.#connection = connection;
    this.#source = source;
  }

  /** Whether this person may ask for one. */
  get allowed(): boolean {
    const role = this.#connection.room.store.get().me?.role ?? null;
    return mayRoute(role, 'POST /api/interviews/:id/scores/:scoreId/verify');
  }

  /**
   * Begins the re-run of the last score where the interview had ended when it was opened and nobody has re-run it. Call whenever room
   * or source change: of several staff members one begins, and where they leave before it is done, another.
   */
  beginLast(): void {
    const { me, present, state } = this.#connection.room.store.get();
    const { language } = this.#source().bundle.candidate;
    if (this.#looked || me === null || (state.language ?? language) !== language) return;
    const last = state.scores.findLast(isFinished);
    if (state.clock.phase !== 'ended' || !this.allowed || !last || last.verification || !last.private) {
      this.#looked = true;
      return;
    }
    if (electedOf(present) !== me.participantId) return;
    this.#looked = true;
    void alone(`holdout-rerun-${last.scoreId}`, () => this.run(last.scoreId));
  }

  /** Runs the score again; what comes of it is an event. Does nothing while another one runs. */
  async run(scoreId: string): Promise<void> {
    if (this.#abort) return;
    const controller = new AbortController();
    this.#abort = controller;
    const show = (progress: VerifyProgress) => this.current.set({ scoreId, status: 'running', progress });
    show({ kind: 'judging' });
    const { api, interviewId, bundle } = this.#source();
    try {
      await verifyScore(api, interviewId, scoreId, bundle.candidate, show, controller.signal);
      this.current.set(null);
    } catch (cause) {
      const { message } = asAppError(cause);
      this.current.set(controller.signal.aborted ? null : { scoreId, status: 'failed', message });
    } finally {
      this.#abort = null;
    }
  }

  /** Ends the one that runs. */
  cancel(): void {
    this.#abort?.abort();
  }
}
