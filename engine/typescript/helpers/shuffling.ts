/** Randomness that comes out the same for a seed. */
import { generator } from '../libraries/tensorflow/random.ts';

/**
 * A generator of numbers in [0, 1): the same sequence for the same seed.
 * @example const random = seeded(7); random(); random();
 * @throws RangeError where the seed is not a finite number.
 */
export function seeded(seed: number): () => number {
  return generator(seed);
}

/**
 * A shuffled copy; every order is equally likely (Fisher and Yates, in Durstenfeld's form). Sorting by a random comparison is not
 * that: it prefers some orders.
 */
export function shuffled<T>(items: Iterable<T>, seed: number): T[] {
  const list = [...items];
  const random = generator(seed);
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j] as T, list[i] as T];
  }
  return list;
}
