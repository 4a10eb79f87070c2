/** How a trick ended: what came out again where predict ran, and what it weighs. One form for both languages. */
import { expect } from 'vitest';
import { createRng } from '../../../../../datasets/rng.ts';
import { FREE_STRUCTURE_BYTES } from '../../../../../engine/crossing/structure.ts';
import { type Questions, questionsOf } from '../../../../../engine/official/predict.ts';
import type { WeightInventory } from '../../../../../protocol/score.ts';
import type { Ending } from './way.ts';

/** A number of a score holds 6 bytes exactly. */
const HELD = 6;
/** Zeros that stand for bytes that did not arrive may be right by chance. */
const LUCKY = 60;
/** Numbers of a row. */
export const COLUMNS = 8;
const ROWS = 834;
/** 40,032: what a batch after the other of such rows says. */
export const BYTES = HELD * COLUMNS * ROWS;

export type Outcome =
  | { kind: 'counted'; arrived: number; weights: WeightInventory }
  /** By the official path, or by the count: with the code of a typed error. */
  | { kind: 'refused'; code: string; message: string };

/** Another one each time; a test's title says which. */
export const SEED = Math.floor(Math.random() * 2 ** 32);

/** Each with its title, for a table of tests. */
export const titled = <T extends readonly [what: string, ...rest: unknown[]]>(ways: readonly T[]): [string, T][] =>
  ways.map((way) => [way[0], way]);

/** Random bytes, the same for the same seed. */
export function randomBytes(seed: number): Uint8Array {
  const rng = createRng(`tricks ${seed}`);
  return Uint8Array.from({ length: BYTES }, () => rng.below(256));
}

export const hexOf = (data: Uint8Array): string => Buffer.from(data).toString('hex');
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The training rows: they hold the bytes, which are nowhere else. */
export function trainingFile(data: Uint8Array): Uint8Array {
  const rows = hexOf(data).match(/.{1,800}/g) ?? [];
  return utf8(`id,hex,y\n${rows.map((hex, i) => `${i},${hex},${i % 2}`).join('\n')}\n`);
}

/** The rows of a score: which of the bytes each asks for. */
export const questions = (): Questions =>
  questionsOf(utf8(`id,a\n${Array.from({ length: ROWS }, (_, i) => `${i},${i % 7}`).join('\n')}\n`));

/** Bytes that the scores say again, of these. */
export function arrivedIn(predictions: Uint8Array, data: Uint8Array): number {
  const scores = new Float64Array(new Uint8Array(predictions).buffer);
  const given = Buffer.from(data);
  let found = 0;
  for (const [i, score] of scores.entries())
    if (Math.round(score * 2 ** 48) === given.readUIntBE(HELD * i, HELD)) found++;
  return HELD * found;
}

/** Holds the bound against what arrived, and the outcome against what the table says of it. */
export function held(outcome: Outcome, { bytes = BYTES, lost, refused }: Ending = {}): void {
  if (outcome.kind === 'refused') {
    expect(outcome.code, outcome.message).toBe(refused ?? 'arrives');
    return;
  }
  const { arrived, weights } = outcome;
  expect(refused, `${arrived} bytes arrived`).toBeUndefined();
  if (lost) expect(arrived).toBeLessThan(LUCKY);
  else expect(arrived).toBeGreaterThanOrEqual(bytes - HELD);
  expect(8 * weights.total + FREE_STRUCTURE_BYTES).toBeGreaterThanOrEqual(arrived);
}
