/** Scenarios as the server uses them. All that is heavy or secret happens behind this port, in a separate thread. */
import type { ScenarioSummary } from '../../protocol/api.ts';
import type { CandidateBundle, StaffBundle } from '../../protocol/bundle.ts';
import type { Language } from '../../protocol/language.ts';
import type { MarkInput, MarkOutcome } from '../marking/types.ts';

/** What a variant is made from, besides the scenario's version. */
export interface VariantKey {
  slug: string;
  form: string;
  seed: string;
  language: Language;
}

/** What the server has of a variant: the two projections, and the version of the scenario they are from. */
export interface VariantInfo {
  version: string;
  candidate: CandidateBundle;
  staff: StaffBundle;
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

/** Questions about scenarios. All but `list` and `close` throw UnknownVariantError. */
export interface ScenarioPort {
  list(): Promise<ScenarioSummary[]>;
  /** Throws UnknownVariantError. */
  variant(key: VariantKey): Promise<VariantInfo>;
  /** A data file that the candidate may read, or null where the variant lists none of that name. */
  file(key: VariantKey, name: string): Promise<Uint8Array | null>;
  /** Hold-out rows as gzipped CSV: order and ids are drawn anew from `salt`, labels are not in it. */
  holdout(key: VariantKey, salt: string): Promise<Uint8Array>;
  /** Checks an uploaded result and computes every number that counts. */
  mark(key: VariantKey, input: MarkInput): Promise<MarkOutcome>;
  close(): Promise<void>;
}
