/** Metrics, and the noise of their differences: what the server, the scenario kit and the page use of this folder. */
export { type BinStrategy, type CalibrationBin, calibrationBins } from './calibration.ts';
export { type CostInput, type CostSpec, costRows, expectedCost, leastCostDecisions } from './cost.ts';
export {
  accuracy,
  type Confusion,
  confusion,
  type DecisionInput,
  decideAt,
  fBeta,
  macroF1,
  precision,
  recall,
} from './decision.ts';
export { MetricError, type MetricFault } from './error.ts';
export { type GainInput, gainRows, ndcg } from './gain.ts';
export type { Column, Labels } from './input.ts';
export type { Metric, MetricInput } from './metric.ts';
export { noiseOf, type PairedDifference, type PairedNoise, pairedBootstrap, pairedNoise } from './noise.ts';
export {
  type BestClassInput,
  bestClassAccuracy,
  bestClassRows,
  type OrderedCostInput,
  orderedCost,
  orderedCostRows,
} from './ordered.ts';
export {
  brier,
  brierRows,
  type ClassProbabilityInput,
  classLogLoss,
  classLogLossRows,
  logLoss,
  logLossRows,
  type ProbabilityInput,
} from './probability.ts';
export { averagePrecision, type Ranking, type RankingInput, ranking, rocAuc } from './ranking.ts';
export { METRICS, matchMetric } from './registry.ts';
export { absoluteErrors, meanAbsoluteError, type RegressionInput, rootMeanSquaredError } from './regression.ts';
export { REPLICATES } from './replicates.ts';
export type { ResampleOptions } from './resample.ts';
export {
  confusionStatistic,
  meanStatistic,
  pointValue,
  rankingStatistic,
  rowsStatistic,
  type Statistic,
} from './statistic.ts';
