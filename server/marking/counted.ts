/** Weights of TypeScript fits, counted by the server from the bytes that crossed and the code that was asked to be scored. */
import { createContext, Script } from 'node:vm';
import { PayloadError } from '../../engine/crossing/error.ts';
import { ownClasses, readCode } from '../../engine/crossing/typescript/code.ts';
import { artefactInventory } from '../../engine/crossing/typescript/inventory.ts';
import { literalsOf } from '../../engine/crossing/typescript/literals.ts';
import { parseArtefact } from '../../engine/crossing/typescript/parse.ts';
import type { WeightInventory } from '../../protocol/score.ts';

/** Honest work takes some tens of milliseconds. */
const MOST_MS = 3_000;

/** What the server counted in one fit. */
interface CountedFit {
  /** The seed that the artefact names. */
  seed: number;
  weights: WeightInventory;
}

/**
 * What `run` gives, unless it takes too long: a parser of TypeScript has to try readings one after the other, and a few
 * hundred characters can ask it for years.
 * @throws PayloadError `too-large`.
 */
export function within<T>(ms: number, run: () => T): T {
  try {
    return new Script('run()').runInContext(createContext({ run }), { timeout: ms }) as T;
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new PayloadError('too-large', `code and model take more than ${ms / 1000} seconds to count`);
  }
}

/**
 * The inventory of each fit: its artefact and the literals of what the contract reaches from `entries`.
 * @throws PayloadError with what is wrong and where.
 */
export function countFits(
  artefacts: readonly Uint8Array[],
  files: Readonly<Record<string, string>>,
  entries: readonly string[],
  ms = MOST_MS,
): CountedFit[] {
  return within(ms, () => {
    const code = readCode(files, entries);
    const literals = literalsOf(code);
    const own = ownClasses(code);
    return artefacts.map((bytes) => {
      const artefact = parseArtefact(bytes, {}, own);
      const { total, items, rest } = artefactInventory(artefact, literals);
      return { seed: artefact.seed, weights: { total, items: [...items], rest } };
    });
  });
}
