/** Results that are being received: one at a time of each page that may send one. */
import { Refusal } from '../refusal.ts';

interface Upload {
  scoreId: string;
  end: AbortController;
}

/** What is being received right now. */
export class Uploads {
  readonly #open = new Map<string, Upload>();

  /**
   * Receives by `read` while no other result of the same score is being received; one of another score ends, since that score has.
   * @param of whose: the interview for a score, the participant for a re-run
   * @throws Refusal 409 where the same one is being received already
   */
  async receive<T>(of: string, scoreId: string, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const before = this.#open.get(of);
    if (before?.scoreId === scoreId)
      throw new Refusal(409, 'upload-running', 'The result of this score is being received already.');
    before?.end.abort();
    const mine: Upload = { scoreId, end: new AbortController() };
    this.#open.set(of, mine);
    try {
      return await read(mine.end.signal);
    } finally {
      if (this.#open.get(of) === mine) this.#open.delete(of);
    }
  }
}
