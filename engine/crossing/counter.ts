/** The count of what crossed, as page, server and kit make it. */
import type { WeightInventory } from '../../protocol/score.ts';
import type { Texts } from './code/count.ts';

/** What an interview's code is counted by. */
export interface CodeBase {
  /** The contract's files. */
  entries: readonly string[];
  /** Files that are never imported. */
  explore: readonly string[];
  /** What the interview began with. */
  scaffold: Texts;
}

/** The same from what the official path knows of a contract. */
export const codeBaseOf = ({ functions, explore = [], scaffold = {} }: ContractFiles): CodeBase => ({
  entries: [...new Set(Object.values(functions))],
  explore,
  scaffold,
});

interface ContractFiles {
  /** Contract function -> file. */
  functions: Readonly<Record<string, string>>;
  explore?: readonly string[];
  scaffold?: Texts;
}

/** What is read of one payload. */
export interface Counted {
  /** The fit seed that it names. */
  seed: number;
  weights: WeightInventory;
}

/** Counts one payload after the other, with one code. @throws PayloadError where a payload cannot be read */
export type Counter = (payload: Uint8Array) => Counted;

/**
 * Reads the code once for all fits.
 * @param files the candidate's, all of them
 * @throws PayloadError `bad-code` or `too-large` where the code cannot be counted
 */
export type CounterOf = (files: Texts, base: CodeBase) => Counter;
