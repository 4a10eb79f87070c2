/** Hypotheses, weight inventories and score results: what is written before a score and what comes back. */
import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { targetName } from './target.ts';

/** What the candidate expects, written before the score. `amount` is in words ("about 0.2 per row") and may be empty: not stated. */
export const hypothesis = z.strictObject({
  text: z.string().trim().min(1).max(LIMITS.hypothesisChars),
  direction: z.enum(['better', 'same', 'worse']),
  amount: z.string().trim().max(200),
});
/** A parsed {@link hypothesis}. */
export type Hypothesis = z.infer<typeof hypothesis>;

/** Weights by attribute path, largest first; `protocol/SPEC.md` defines what a weight is. */
export const weightInventory = z.strictObject({
  total: z.number().int().nonnegative(),
  items: z.array(z.strictObject({ path: z.string().max(300), count: z.number().int().nonnegative() })).max(200),
  /** Sum of the attributes that did not fit into `items`. */
  rest: z.number().int().nonnegative(),
  /** Version of the rule that it was counted by; absent: 1, which read attributes and literals. */
  rule: z.number().int().positive().optional(),
});
/** A parsed {@link weightInventory}. */
export type WeightInventory = z.infer<typeof weightInventory>;

/** A metric by name, in its own unit. */
export const metricValue = z.strictObject({
  name: z.string().max(80),
  value: z.number(),
  better: z.enum(['higher', 'lower']),
});
/** A parsed {@link metricValue}. */
export type MetricValue = z.infer<typeof metricValue>;

/**
 * A difference in the unit of the metric with its noise, one standard deviation. `within-noise` where its 95 % interval holds 0: at
 * about twice `sd`, and more where the fits scatter.
 */
const difference = z.strictObject({
  value: z.number(),
  sd: z.number().nonnegative(),
  verdict: z.enum(['better', 'worse', 'within-noise']),
});
/** A parsed {@link difference}. */
export type Difference = z.infer<typeof difference>;

const targetDelta = z.strictObject({ name: targetName, ...difference.shape });
/** A difference to a target. */
export type TargetDelta = z.infer<typeof targetDelta>;

/** Difference to an earlier score on the same rows; `sd` is the paired noise, refits included. */
const scoreDelta = z.strictObject({ against: z.number().int().positive(), ...difference.shape });
/** A parsed {@link scoreDelta}. */
export type ScoreDelta = z.infer<typeof scoreDelta>;

/** What everybody sees of a finished score: the public 30 %, rounded. */
export const publicScore = z.strictObject({
  number: z.number().int().positive(),
  metric: metricValue,
  se: z.number().nonnegative(),
  secondary: z.array(metricValue),
  /** The metric on validation rows that the candidate's `report` returned. */
  reported: metricValue.nullable(),
  /** The same of the first fit, which is the fit of Check; absent in older scores, and null where the fits agree on no metric. */
  reportedFirst: metricValue.nullable().optional(),
  /** The scenario's metric on the validation rows of the first fit, as Check computes it; absent in older scores. The candidate's word. */
  onValidation: metricValue.nullable().optional(),
  /** To the last finished score. */
  delta: scoreDelta.nullable(),
  /** To the best finished score where that is not the last one; absent in older scores. */
  toBest: scoreDelta.nullable().optional(),
  /** To each target of the interview; absent in older scores. */
  toTargets: z.array(targetDelta).max(2).optional(),
  /** To the only target, in scores from when there was one; null where there was none. */
  toTarget: difference.nullable().optional(),
  weights: weightInventory,
  budget: z.number().int().positive(),
  seconds: z.number().nonnegative(),
  triesLeft: z.number().int().nonnegative(),
});
/** A parsed {@link publicScore}. */
export type PublicScore = z.infer<typeof publicScore>;

/** What only staff see: the private 70 %, unrounded, and the honesty gap where the reported metric is one we can compute. */
export const privateScore = z.strictObject({
  metric: metricValue,
  se: z.number().nonnegative(),
  secondary: z.array(metricValue),
  delta: scoreDelta.nullable(),
  honestyGap: z.number().nullable(),
  sameOnHoldout: metricValue.nullable(),
  toTargets: z.array(targetDelta).max(2).optional(),
  toTarget: difference.nullable().optional(),
  /** In scores from when there was one target; at first by however little, later by more than the noise. Null where there was none. */
  reachedTarget: z.boolean().nullable().optional(),
  /** What the official path noticed while it predicted, in sentences; absent where nothing. */
  facts: z.array(z.string().max(1_000)).max(20).optional(),
});
/** A parsed {@link privateScore}. */
export type PrivateScore = z.infer<typeof privateScore>;

/** Why no score came of it. No failure costs a try. */
const SCORE_FAILURES = [
  'over-budget',
  'code-error',
  'bad-predictions',
  'bad-payload',
  'timeout',
  'cancelled',
  'lost',
  'too-soon',
  'no-tries',
  'server',
] as const;
/** A score that came to nothing: why, at which stage, and a sentence for the candidate. `weights` where they were counted. */
export const scoreFailure = z.strictObject({
  code: z.enum(SCORE_FAILURES),
  stage: z.enum(['request', 'train', 'predict', 'upload', 'score']),
  message: z.string().max(8_000),
  weights: weightInventory.nullable(),
});
/** A parsed {@link scoreFailure}. */
export type ScoreFailure = z.infer<typeof scoreFailure>;

/** Result of a staff re-run of a score's snapshot. */
export const verification = z.strictObject({
  agrees: z.boolean(),
  metric: metricValue,
  weights: z.number().int().nonnegative(),
  message: z.string().max(1_000),
});
/** A parsed {@link verification}. */
export type Verification = z.infer<typeof verification>;

/** What Check found on validation rows; computed in the candidate's browser, so it is the candidate's word. */
export const checkResult = z.strictObject({
  reported: metricValue.nullable(),
  /** The scenario's, computed by the page: the deciding one first, where it could be. */
  metrics: z.array(metricValue),
  /** From what the deciding metric was computed, or why it was not, in words; absent in older Checks. */
  remark: z.string().max(300).optional(),
  weights: weightInventory,
  budget: z.number().int().positive(),
  rows: z.number().int().nonnegative(),
  seconds: z.number().nonnegative(),
  warnings: z.array(z.string().max(1_000)).max(50),
});
/** A parsed {@link checkResult}. */
export type CheckResult = z.infer<typeof checkResult>;
