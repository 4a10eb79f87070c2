/** Jobs that wait for few places, fair by lane: each lane in turn, and one job of a lane at a time. A lane is an interview. */
import { Refusal } from '../refusal.ts';

/** What a queue is made with. */
interface QueueBounds {
  /** Jobs that run at one time. */
  places: number;
  /** Jobs of one lane that may wait; the next is refused. */
  waiting: number;
}

const RETRY_SECONDS = 5;

/** However much one interview asks for, another's next job waits for no more than the jobs that run. */
export class FairQueue {
  readonly #bounds: QueueBounds;
  /** In the order of their turns. A lane is here while something of it waits. */
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #running = new Set<string>();

  constructor(bounds: QueueBounds) {
    this.#bounds = bounds;
  }

  /** Runs `job` when it is its lane's turn. @throws Refusal 429 where too much of the lane waits already */
  async run<T>(lane: string, job: () => Promise<T>): Promise<T> {
    await this.#turn(lane);
    try {
      return await job();
    } finally {
      this.#running.delete(lane);
      this.#toTheEnd(lane);
      this.#next();
    }
  }

  /** Whoever had a turn waits behind the others. */
  #toTheEnd(lane: string): void {
    const jobs = this.#waiting.get(lane);
    this.#waiting.delete(lane);
    if (jobs && jobs.length > 0) this.#waiting.set(lane, jobs);
  }

  #turn(lane: string): Promise<void> {
    return new Promise((resolve) => {
      const others = this.#waiting.get(lane) ?? [];
      if (others.length >= this.#bounds.waiting)
        throw new Refusal(
          429,
          'busy',
          `Too much of this interview waits for the server already. Try again in ${RETRY_SECONDS} s.`,
          undefined,
          RETRY_SECONDS,
        );
      others.push(resolve);
      this.#waiting.set(lane, others);
      this.#next();
    });
  }

  #next(): void {
    for (const [lane, jobs] of this.#waiting) {
      if (this.#running.size >= this.#bounds.places) return;
      if (this.#running.has(lane)) continue;
      const start = jobs.shift();
      this.#toTheEnd(lane);
      if (!start) continue;
      this.#running.add(lane);
      start();
    }
  }
}
