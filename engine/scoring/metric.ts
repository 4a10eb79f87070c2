/** The types of a metric of the registry and of its input. */
import type { CostSpec } from './cost.ts';
import type { Column } from './input.ts';
import type { Statistic } from './statistic.ts';

/**
 * What a metric may be computed from; `needs` of the metric names the field that it cannot do without. All columns in
 * one row order.
 */
export interface MetricInput {
  /** Truth: 0/1, class number, relevance or target value. */
  readonly labels: Column;
  /** Probabilities, scores or predicted values; row after row (rows x classes) for metrics of several classes. */
  readonly scores?: Float64Array | undefined;
  /**
   * Decisions (0/1) or predicted classes; for `ordered_cost` `classes` too, which leaves the row to a person. Where
   * absent, binary metrics decide by `scores >= threshold`.
   */
  readonly decisions?: Column | undefined;
  /** Amount at stake in each row. */
  readonly amounts?: Float64Array | undefined;
  /** Sample weights; for NDCG one per query. */
  readonly weights?: Float64Array | undefined;
  /** 0.5 where absent. */
  readonly threshold?: number | undefined;
  /** Needed by `f_beta`. */
  readonly beta?: number | undefined;
  /** Needed by `expected_cost` and `ordered_cost`. */
  readonly cost?: CostSpec | undefined;
  /** Number of classes; needed by the multi-class metrics. */
  readonly classes?: number | undefined;
  /** Rank limit of NDCG. */
  readonly k?: number | undefined;
  /** Query of each row for NDCG. */
  readonly groups?: Int32Array | undefined;
}

/** One metric of the registry. */
export interface Metric {
  readonly name: string;
  /** Name for people, sentence case. */
  readonly title: string;
  readonly better: 'higher' | 'lower';
  readonly needs: 'scores' | 'decisions' | 'amounts';
  /** Other names people use; matched without regard to case, spaces and punctuation. */
  readonly aliases: readonly string[];
  /** @throws MetricError with the fault, the reason and where it applies the row */
  readonly compute: (input: MetricInput) => number;
  /** The metric as a function of resampled rows, for `pairedBootstrap` and `pairedNoise`. @throws as `compute` */
  readonly statistic: (input: MetricInput) => Statistic;
}
