/** What is asked of an interpreter, one run at a time, and what it answers; both cross between processes. */
import { z } from 'zod';
import { probeResult } from '../../../engine/contract/probes/result.ts';
import type { Scaffold } from '../read/scaffold.ts';

/** One run to make. `bugs` are planted, all others fixed; `reference` runs the test-solve instead. */
export interface MeasureJob {
  /** The scenario's, absolute. */
  folder: string;
  /** An interpreter has one set of packages, so jobs of a scaffold are best asked in a row. */
  scaffold: Scaffold;
  seed: string;
  /** Training rows; as many as the scenario declares where absent. */
  train?: number;
  /** Hold-out rows. */
  holdout: number;
  fitSeeds: number[];
  bugs: string[];
  reference: boolean;
  /** Whether the official path is run; it is where absent. */
  official?: boolean;
  /** Ids of the scenario's probes that are run; none where absent. */
  probes?: string[];
}

/** One fit of an official run; rows are in the order of the generated hold-out. */
const measuredFit = z.object({
  /** The candidate's metric on validation rows. */
  reported: z.object({ name: z.string(), value: z.number(), better: z.enum(['higher', 'lower']) }),
  /** One score per row, or one per row and class. */
  predictions: z.instanceof(Float64Array),
  /** One choice per row; null where the scaffold has no `decide`. */
  decisions: z.instanceof(Uint8Array).nullable(),
  weights: z.number(),
  /** Seconds that `fit` took, of a machine that does nothing else. */
  fitSeconds: z.number(),
});
export type MeasuredFit = z.infer<typeof measuredFit>;

const measureAnswer = z.object({
  /** One per fit seed; empty where the official path was not asked for. */
  fits: z.array(measuredFit),
  /** What the official path noticed for staff, in sentences. */
  noticed: z.array(z.string()),
  /** Empty where they were not asked for. */
  probes: z.array(probeResult),
  /** Seconds of the official path, training and prediction, of a machine that does nothing else. */
  officialSeconds: z.number(),
  /** Memory of the interpreter behind the official path; of one that ran other jobs before, the most so far. */
  heapBytes: z.number(),
});
/** What came of a run. */
export type MeasureAnswer = z.infer<typeof measureAnswer>;

const measureOutcome = z.union([z.object({ answer: measureAnswer }), z.object({ error: z.string() })]);
/** A run that was made, or why the candidate's code could not be run. */
export type MeasureOutcome = z.infer<typeof measureOutcome>;

/** What a process answers to a job. */
export const measureReply = z.object({
  outcome: measureOutcome,
  /** Why this interpreter should not be used again; null where it may be. */
  spent: z.string().nullable(),
});
export type MeasureReply = z.infer<typeof measureReply>;

/** A run that could not be made; the message holds folder, seed, bugs and the interpreter's words. */
export class MeasureError extends Error {
  override name = 'MeasureError';
}

/** A job in a message: folder, seed, and what was planted. */
export function nameOf({ folder, seed, reference, bugs }: MeasureJob): string {
  return `${folder}, seed ${seed}, ${reference ? 'reference' : bugs.join('+') || 'clean'}`;
}
