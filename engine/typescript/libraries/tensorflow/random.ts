/**
 * Seeded randomness in place of `Math.random`, so that the initial weights, dropout and shuffles of tfjs come out the same.
 *
 * xoshiro128++ 1.0 (D. Blackman and S. Vigna, 2019, https://prng.di.unimi.it/xoshiro128plusplus.c), whose four words of state
 * come from splitmix32, the 32-bit mixer of Java's SplittableRandom with the constants of MurmurHash3's finaliser.
 */

const original = Math.random;

/** A stream of the finaliser's words for one seed. */
function splitmix32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** The generator itself: each call gives the next unsigned 32-bit number of the given state, which it changes. */
export function xoshiro128(state: Uint32Array): () => number {
  return () => {
    const [a = 0, b = 0, c = 0, d = 0] = state;
    const result = (rotate((a + d) | 0, 7) + a) >>> 0;
    const c2 = c ^ a;
    const d2 = d ^ b;
    state[1] = b ^ c2;
    state[0] = a ^ d2;
    state[2] = c2 ^ (b << 9);
    state[3] = rotate(d2, 11);
    return result;
  };
}

/**
 * A generator of numbers in [0, 1) with 53 random bits, a function of the seed alone.
 * @param seed any finite number; its integer part to 53 bits counts.
 * @throws RangeError where the seed is not a finite number.
 */
export function generator(seed: number): () => number {
  if (!Number.isFinite(seed)) throw new RangeError(`A seed is a finite number, not ${String(seed)}.`);
  const words = splitmix32(seed);
  const high = Math.floor(Math.abs(seed) / 2 ** 32) + (seed < 0 ? 0x80000000 : 0);
  const next = xoshiro128(Uint32Array.from({ length: 4 }, () => words() ^ high));
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}

/** Replaces `Math.random` by the generator of a seed until {@link restoreRandom}. */
export function seedRandom(seed: number): void {
  Math.random = generator(seed);
}

/** Gives `Math.random` back. */
export function restoreRandom(): void {
  Math.random = original;
}
