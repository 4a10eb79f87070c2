/** Randomness of generated data: named streams from a seed string, never the clock. Of a secret: secretRng.ts. */
import { createHash } from 'node:crypto';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A source of random numbers that gives the same sequence for the same seed and name on every machine. */
export interface Rng {
  /** Seed and path of names, for error messages: `demo-1/rows/amount`. */
  readonly label: string;
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Uniform integer in [0, below); `below` is an integer from 1 to 2^53 - 1. */
  below(below: number): number;
  /**
   * An independent source. Draws from one stream do not change another, so that a new column leaves the old ones as
   * they were.
   */
  stream(name: string): Rng;
  /** What seeds a generator of another kind; where `secret`, one whose numbers must not give it away. */
  key(): { text: string; secret: boolean };
}

/**
 * Makes the source for a seed. `below` throws RangeError for what is no whole number from 1.
 *
 * @example
 * const rng = createRng('demo-1');
 * const ages = rng.stream('age');
 * ages.below(100) < 100; // true
 */
export function createRng(seed: string): Rng {
  const digest = createHash('sha256').update(seed, 'utf8').digest();
  const state = [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset));
  const generator = xoroshiro128plusFromState(state);
  const uniform = () => ((generator.next() >>> 5) * 67108864 + (generator.next() >>> 6)) / 9007199254740992;
  return {
    label: seed,
    uniform,
    below(below) {
      if (!Number.isSafeInteger(below) || below < 1)
        throw new RangeError(`rng ${seed}: below(${below}) wants an integer from 1`);
      return Math.floor(uniform() * below);
    },
    stream: (name) => createRng(`${seed}/${name}`),
    key: () => ({ text: seed, secret: false }),
  };
}
