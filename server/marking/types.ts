/** What goes into the marking of a score and what comes out; plain data, so that it crosses to the scenario thread. */
import { z } from 'zod';
import type { MetricValue, ScoreFailure, WeightInventory } from '../../protocol/score.ts';

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

/** What a result is marked from, besides its variant. */
export interface MarkInput {
  /** The salt under which the hold-out rows were handed out. */
  salt: string;
  /** The uploaded body. */
  body: Uint8Array;
  /** The candidate's files at the request of the score: what a payload may refer to, and numbers in code that count. */
  files: Record<string, string>;
  /** The last finished score of the interview, or null. */
  before: StoredPredictions | null;
}

/** One part of the hold-out. */
export interface PartScore {
  metric: MetricValue;
  /** Standard error of `metric`, refits included. */
  se: number;
  secondary: MetricValue[];
  /** Difference to the score before; `sd` is the paired noise. */
  delta: { value: number; sd: number; beyondNoise: boolean } | null;
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
  /** The reported metric computed on the private part, where its name is one we know. */
  sameOnHoldout: MetricValue | null;
  /** The largest inventory of the fits. */
  weights: WeightInventory;
  /** Whether the private metric reaches the form's target; null where it has none. */
  reachedTarget: boolean | null;
  /** To be stored for the next score of the interview. */
  predictions: StoredPredictions;
}

/** The numbers of a result, or why it has none; such a result costs no try. */
export type MarkOutcome = Marked | { ok: false; failure: ScoreFailure };
