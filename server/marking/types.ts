/** What goes into the marking of a score and what comes out; plain data, so that it crosses to the scenario thread. */
import { z } from 'zod';
import type { MetricValue, ScoreFailure, WeightInventory } from '../../protocol/score.ts';
import type { TargetName } from '../../protocol/target.ts';

/**
 * What a score leaves for the next one to be compared with: per-fit predictions (row after row where there are several classes) and
 * decisions in the row order of the data. A schema, because it is read back from the store.
 */
export const storedPredictionsSchema = z.object({
  fits: z.array(
    z.object({
      seed: z.number(),
      scores: z.instanceof(Float64Array),
      decisions: z.instanceof(Uint8Array).nullable(),
    }),
  ),
});
/** What {@link storedPredictionsSchema} accepts. */
export type StoredPredictions = z.infer<typeof storedPredictionsSchema>;

/** What an interview began with: the code is counted beside it. */
export interface Given {
  /** Text by name of file. */
  scaffold: Record<string, string>;
  /** Names of the files for exploration. */
  explore: string[];
}

/** What a result is marked from, besides its variant. */
export interface MarkInput {
  /** The salt under which the hold-out rows were handed out. */
  salt: string;
  /** The uploaded body. */
  body: Uint8Array;
  /** The candidate's files at the request of the score: what a payload may refer to, and numbers in code that count. */
  files: Record<string, string>;
  given: Given;
  /** The last finished score of the interview, or null. */
  before: StoredPredictions | null;
  /** The best finished score where it is not the last one. */
  best?: StoredPredictions;
}

/** A difference in the unit of the metric; `sd` is its noise, refits included. */
export interface Noisy {
  value: number;
  sd: number;
  /** True where the 95 % interval leaves out 0. */
  beyondNoise: boolean;
}

/** One part of the hold-out. */
export interface PartScore {
  metric: MetricValue;
  /** Standard error of `metric`, refits included. */
  se: number;
  secondary: MetricValue[];
  /** Differences to the score before, and to the best one where that is another, with paired noise. */
  delta: Noisy | null;
  toBest: Noisy | null;
  /** Differences to the targets, in their order. */
  toTargets: (Noisy & { name: TargetName })[];
}

/** The numbers of a result that counts. */
export interface Marked {
  ok: true;
  /** Part that is shown to everybody (30 %). */
  public: PartScore;
  /** Part that decides (70 %), for staff. */
  private: PartScore;
  /** The metric that the candidate reports: the mean over the fits, null where they agree on none. */
  reported: MetricValue | null;
  /** The same of the first fit alone, which is the fit of Check. */
  reportedFirst: MetricValue | null;
  /** The scenario's metric on the validation rows of the first fit: the candidate's word. */
  onValidation: MetricValue | null;
  /** The reported metric computed on the private part, where its name is one we know. */
  sameOnHoldout: MetricValue | null;
  /** The largest inventory of the fits. */
  weights: WeightInventory;
  /** What the official path noticed, in sentences for staff; in a score the candidate's word, in a re-run a fact. */
  facts: string[];
  /** To be stored for the next score of the interview. */
  predictions: StoredPredictions;
}

/** The numbers of a result, or why it has none; such a result costs no try. */
export type MarkOutcome = Marked | { ok: false; failure: ScoreFailure };
