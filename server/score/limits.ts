/** What bounds the scores of all interviews: turns at the threads, uploads, hand-outs of rows, and the one grant of each score. */
import { LIMITS } from '../../protocol/limits.ts';
import { Cache } from '../cache.ts';
import { SCENARIO_THREADS } from '../scenarios/thread.ts';
import { FairQueue } from '../threads/fairQueue.ts';
import { Uploads } from './uploads.ts';

/** Scores that run at one time are far fewer; a score whose entry is gone is counted anew. */
const MOST_SCORES = 2_000;

/** The addresses of a score's rows and of its result. */
export interface GrantAddresses {
  url: string;
  uploadUrl: string;
}

/** One for a whole server. */
export class ScoreLimits {
  readonly turns = new FairQueue({ places: SCENARIO_THREADS, waiting: LIMITS.waitingPerInterview });
  readonly uploads = new Uploads();
  /** By score: a request that is sent again is answered with the same grant. */
  readonly grants = new Cache<Promise<GrantAddresses>>({ entries: MOST_SCORES });
  readonly #handOuts = new Cache<number>({ entries: MOST_SCORES });

  /** Counts a hand-out of rows under a grant; false where it had as many as it may have. */
  mayHandOut(grantHash: string): boolean {
    const before = this.#handOuts.get(grantHash) ?? 0;
    if (before >= LIMITS.handOutsPerGrant) return false;
    this.#handOuts.set(grantHash, before + 1);
    return true;
  }
}
