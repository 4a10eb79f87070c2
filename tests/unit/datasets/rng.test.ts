/** Streams of random numbers: `rng.ts`. */
import { expect, it } from 'vitest';
import { createRng, type Rng } from '../../../datasets/rng.ts';

const take = (rng: Rng, count: number) => Array.from({ length: count }, () => rng.uniform());

it('[SN1] the same seed gives the same numbers, another seed others', () => {
  expect(take(createRng('a'), 50)).toEqual(take(createRng('a'), 50));
  expect(take(createRng('a'), 50)).not.toEqual(take(createRng('b'), 50));
});

it('[SN1] the sequence of a seed stays the same between versions', () => {
  expect(take(createRng('golden'), 3).map((value) => value.toFixed(12))).toEqual(GOLDEN);
});

it('[SN1] draws from one stream never move another', () => {
  const quiet = createRng('a');
  const busy = createRng('a');
  take(busy, 1000);
  take(busy.stream('x'), 1000);
  expect(take(busy.stream('y'), 20)).toEqual(take(quiet.stream('y'), 20));
  expect(take(quiet.stream('y'), 20)).not.toEqual(take(quiet.stream('x'), 20));
});

it('[SN1] names of nested streams tell them apart', () => {
  expect(take(createRng('a').stream('b').stream('c'), 5)).not.toEqual(take(createRng('a').stream('c').stream('b'), 5));
});

it('[SN1] whole numbers below a bound are even and in range', () => {
  const rng = createRng('below');
  const counts = [0, 0, 0, 0, 0, 0, 0];
  for (let draw = 0; draw < 70_000; draw++) {
    const value = rng.below(7);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  expect(counts).toHaveLength(7);
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  for (const bad of [0, -1, 1.5, Number.NaN]) expect(() => rng.below(bad)).toThrow(/rng below: below/);
});

const GOLDEN = ['0.983871664170', '0.923459293680', '0.901408247106'];
