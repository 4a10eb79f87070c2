/** Randomness from a secret: `secretRng.ts`. */
import { expect, it } from 'vitest';
import type { Rng } from '../../../datasets/rng.ts';
import { createSecretRng } from '../../../datasets/secretRng.ts';

const SECRET = '7b0e9d5c1a2f4468b3d0c7e1f5a69288';
const take = (rng: Rng, count: number) => Array.from({ length: count }, () => rng.uniform());
const secret = (text = SECRET) => createSecretRng(text, 'world');

it('[SN22] the same secret gives the same numbers, another secret and another stream give others', () => {
  expect(take(secret(), 1000)).toEqual(take(secret(), 1000));
  expect(take(secret(), 50)).not.toEqual(take(secret(`${SECRET.slice(0, -1)}9`), 50));
  expect(take(secret().stream('a'), 50)).not.toEqual(take(secret().stream('b'), 50));
  expect(take(secret().stream('a').stream('b'), 5)).not.toEqual(take(secret().stream('a/b'), 5));
});

it('[SN22] the sequence of a secret stays the same between versions', () => {
  expect(take(secret(), 3).map((value) => value.toFixed(12))).toEqual(GOLDEN);
});

it('[SN22] draws from one stream never move another', () => {
  const [quiet, busy] = [secret(), secret()];
  take(busy, 1000);
  take(busy.stream('x'), 1000);
  expect(take(busy.stream('y'), 20)).toEqual(take(quiet.stream('y'), 20));
});

it('[SN22] numbers are even, also across the pieces that are drawn at a time', () => {
  const rng = secret();
  const counts = new Int32Array(7);
  let sum = 0;
  for (let draw = 0; draw < 70_000; draw++) {
    const value = rng.below(7);
    counts[value] = (counts[value] ?? 0) + 1;
    sum += rng.uniform();
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  expect(Math.abs(sum / 70_000 - 0.5)).toBeLessThan(0.005);
  const drawn = take(secret(), 20_000);
  expect(new Set(drawn).size).toBe(drawn.length);
  for (const bad of [0, -1, 1.5, Number.NaN]) expect(() => rng.below(bad)).toThrow('rng world: below');
});

it('[SN22] no label, no message and no key of a stream holds the secret', () => {
  const rng = secret().stream('rows');
  expect(rng.label).toBe('world/rows');
  expect(() => rng.below(0)).toThrow(/^rng world\/rows: below\(0\)/);
  expect(rng.key().text).toMatch(/^[0-9a-f]{64}$/);
  expect(rng.key()).not.toEqual(secret().key());
  expect(rng.key().text + JSON.stringify(rng)).not.toContain(SECRET);
});

const GOLDEN = ['0.676412819599', '0.237623040930', '0.010403245006'];
