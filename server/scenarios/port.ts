/** Scenarios as the server uses them. All that is heavy or secret happens behind this port, in a separate thread. */
import type { ScenarioSummary } from '../../protocol/api.ts';
import type { CandidateBundle, StaffBundle } from '../../protocol/bundle.ts';
import type { Language } from '../../protocol/language.ts';
import type { DataSource } from '../../scenarios/kit/index.ts';
import type { MarkInput, MarkOutcome } from '../marking/types.ts';

/** What a variant is made from, besides the scenario's version. */
export interface VariantKey {
  slug: string;
  form: string;
  /** May hold secrets: no log, message or response names it. */
  source: DataSource;
  language: Language;
}

/** What the server has of a variant: the two projections, and the version of the scenario they are from. */
export interface VariantInfo {
  version: string;
  candidate: CandidateBundle;
  staff: StaffBundle;
}

/** A stored content: compressed, with the hash that names it. */
export interface Packed {
  /** SHA-256 of the content, hex. */
  hash: string;
  /** The content, gzipped. */
  gzip: Uint8Array;
}

/**
 * The contents that an interview works on, stored when it is made: from then on it does not depend on the scenario's folder.
 */
export interface Material {
  /** Of the scenario that it was made from. */
  version: string;
  /** Earlier versions of the scenario whose interviews of one seed had the same material. */
  remakes: readonly string[];
  /** Data files that the candidate may read, by name; CSV. */
  files: Record<string, Packed>;
  /** The hold-out's rows without labels (server/scenarios/holdoutRows.ts). Secret until a score hands them out. */
  holdout: Packed;
  /** What a result is marked by (server/marking/answerKey.ts). Secret. */
  answerKey: Packed;
}

/** Code of an {@link UnknownVariantError} where it crosses from the scenario thread. */
export const UNKNOWN_VARIANT = 'unknown-variant';

/** There is no such scenario, form or language; `message` names it. */
export class UnknownVariantError extends Error {
  override readonly name = 'UnknownVariantError';
  readonly code = UNKNOWN_VARIANT;
}

/** What the scenario thread serves. */
export type ScenarioAnswers = Omit<ScenarioPort, 'close'>;

/**
 * Scenarios for what is new, and the heavy work on what is stored. `variant` and `material` read the scenario's folder and throw
 * UnknownVariantError; `holdout` and `mark` need nothing but what they are given.
 */
export interface ScenarioPort {
  list(): Promise<ScenarioSummary[]>;
  variant(key: VariantKey): Promise<VariantInfo>;
  /** What an interview of this variant works on; the same key gives the same hashes as long as the scenario is the same. */
  material(key: VariantKey): Promise<Material>;
  /** Hold-out rows as gzipped CSV: order and ids are drawn anew from `salt`. Throws where `rows` is no hold-out. */
  holdout(rows: Packed, salt: string): Promise<Uint8Array>;
  /** Checks an uploaded result and computes every number that counts. Throws where `answerKey` is none. */
  mark(answerKey: Packed, input: MarkInput): Promise<MarkOutcome>;
  close(): Promise<void>;
}
