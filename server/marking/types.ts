/** What goes into the judge of a score and what comes out; plain data, so that it crosses to the scenario thread. */
import { z } from 'zod';
import type { MetricValue, ScoreFailure, WeightInventory } from '../../protocol/score.ts';

/**
 * What a score leaves for the next one to be compared with: per-fit predictions (row after row where there are several classes) and
 * decisions in the row order of the data. A schema, because it is read back from the store.
 */
export const keptSchema = z.object({
  fits: z.array(
    z.object({
      seed: z.number(),
      scores: z.instanceof(Float64Array),
      decisions: z.instanceof(Uint8Array).nullable(),
    }),
  ),
});
export type Kept = z.infer<typeof keptSchema>;

export interface JudgeInput {
  /** The salt under which the hold-out rows were handed out. */
  salt: string;
  /** The uploaded body. */
  body: Uint8Array;
  /** The candidate's files at the request of the score, for a language whose weights the server counts; else empty. */
  files: Record<string, string>;
  /** The last finished score of the interview, or null. */
  before: Kept | null;
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

export type Judgement =
  | {
      ok: true;
      /** Part that is shown to everybody (30 %). */
      public: PartScore;
      /** Part that decides (70 %), for staff. */
      private: PartScore;
      reported: MetricValue | null;
      /** The reported metric computed on the private part, where its name is one we know. */
      sameOnHoldout: MetricValue | null;
      weights: WeightInventory;
      reachedTarget: boolean | null;
      kept: Kept;
    }
  | { ok: false; failure: ScoreFailure };
