/** Whether something is kept from batch to batch, wherever it lies: from what an interpreter holds after each of them. */

/** Batches in which libraries fill their caches. */
const WARMING = 2;
/** So much per row is the least that keeping rows takes, and so much in all is more than what caches still grow by. */
const LEAST = { perRow: 4, inAll: 65_536 } as const;
/** Of all that is kept, the part that comes in each third of the batches: something that comes once is no row. */
const EACH_THIRD = 0.15;

/** Looking takes as long as half a small batch: it is done after each of the first ones, then after every third, and at the end. */
const EACH_UNTIL = 6;
const THEN_EVERY = 3;

/** What was held when somebody looked. */
interface Look {
  /** Asked until then. */
  rows: number;
  bytes: number;
}

/** Bytes that are held after batches, and whether they have grown with the rows. */
export class Kept {
  #batches = 0;
  #rows = 0;
  readonly #looks: Look[] = [];

  /**
   * After each batch.
   * @param rows of it
   * @param inUse bytes in use, after what nobody holds was collected
   */
  add(rows: number, inUse: () => number): void {
    this.#batches++;
    this.#rows += rows;
    const isDue = this.#batches <= EACH_UNTIL || this.#batches % THEN_EVERY === 0;
    if (this.#batches >= WARMING && isDue) this.#look(inUse);
  }

  /** After the last batch. @param inUse as for {@link add} */
  end(inUse: () => number): void {
    if (this.#batches > WARMING && this.#looks.at(-1)?.rows !== this.#rows) this.#look(inUse);
  }

  /** Bytes that came to stay since the first batches; 0 where they did not come with the rows, or batches are too few to tell. */
  get grown(): number {
    const first = this.#looks[0];
    const last = this.#looks.at(-1);
    if (!first || !last || this.#looks.length < 4) return 0;
    const all = last.bytes - first.bytes;
    const rows = last.rows - first.rows;
    const thirds = [1, 2].map((third) => this.#nearest(first.rows + (third * rows) / 3));
    const at = [first, ...thirds, last];
    const isSteady = at.slice(1).every(({ bytes }, third) => bytes - (at[third] as Look).bytes >= EACH_THIRD * all);
    return isSteady && all >= Math.max(LEAST.inAll, LEAST.perRow * rows) ? all : 0;
  }

  #look(inUse: () => number): void {
    this.#looks.push({ rows: this.#rows, bytes: inUse() });
  }

  /** The look that lies nearest to so many rows, neither the first nor the last. */
  #nearest(rows: number): Look {
    const between = this.#looks.slice(1, -1);
    return between.reduce((best, look) => (Math.abs(look.rows - rows) < Math.abs(best.rows - rows) ? look : best));
  }
}

/** The note of it. @param name where, as far as that was found */
export function keptNote(bytes: number, name: string | null) {
  const size = bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
  return {
    kind: 'growth' as const,
    file: null,
    name,
    message: `something outside the model and the modules grew by ${size} while predicting${name === null ? '' : `: ${name}`}`,
  };
}
