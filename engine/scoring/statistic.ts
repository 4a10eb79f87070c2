/** Metrics in a form that is cheap to evaluate on each draw of a bootstrap. */
import { type Confusion, confusion, type DecisionInput } from './decision.ts';
import { MetricError } from './error.ts';
import { needLength, needRows, sumWeights } from './input.ts';
import { type RankingInput, rankRows, rankWeighted } from './ranking.ts';

/**
 * A number computed from resampled units (rows, or queries for NDCG). `value` takes how often each unit was drawn
 * (length `units`, whole numbers, 0 or more) and returns NaN where the number is not defined for that draw.
 */
export interface Statistic {
  readonly units: number;
  readonly value: (counts: Float64Array) => number;
}

/** The statistic on the data as they are: every unit drawn once. */
export function pointValue(statistic: Statistic): number {
  return statistic.value(new Float64Array(statistic.units).fill(1));
}

/** Weighted mean of one number per unit. @throws MetricError `empty`, `length`, `weight` */
export function meanStatistic(values: Float64Array, weights?: Float64Array): Statistic {
  const units = values.length;
  needRows(units);
  sumWeights(weights, units);
  const heavy = weights === undefined ? values : values.map((v, i) => v * (weights[i] as number));
  return {
    units,
    value: (counts) => {
      let sum = 0;
      let total = 0;
      for (let i = 0; i < units; i++) {
        const c = counts[i] as number;
        sum += c * (heavy[i] as number);
        total += weights === undefined ? c : c * (weights[i] as number);
      }
      return total > 0 ? sum / total : Number.NaN;
    },
  };
}

/** ROC-AUC or average precision; rows are sorted once, each draw then costs one pass. @throws as `ranking` */
export function rankingStatistic(which: 'rocAuc' | 'averagePrecision', input: RankingInput): Statistic {
  const { labels, scores, weights } = input;
  const rows = rankRows(scores, labels);
  const units = labels.length;
  sumWeights(weights, units);
  const product = new Float64Array(units);
  return {
    units,
    value: (counts) => {
      if (weights === undefined) return rankWeighted(rows, counts)[which];
      for (let i = 0; i < units; i++) product[i] = (counts[i] as number) * (weights[i] as number);
      return rankWeighted(rows, product)[which];
    },
  };
}

/** A metric of the four outcome counts; each draw costs one pass. @throws as `confusion` and `of` */
export function confusionStatistic(input: DecisionInput, of: (counts: Confusion) => number): Statistic {
  const { decisions, labels, weights } = input;
  const units = labels.length;
  of(confusion(input)); // refuses bad input and options before the first draw
  const cells = Uint8Array.from(labels, (y, i) => 2 * y + (decisions[i] as number));
  return {
    units,
    value: (counts) => {
      const sums = new Float64Array(4);
      let total = 0;
      for (let i = 0; i < units; i++) {
        const w = weights === undefined ? (counts[i] as number) : (counts[i] as number) * (weights[i] as number);
        const cell = cells[i] as number;
        sums[cell] = (sums[cell] as number) + w;
        total += w;
      }
      const [tn, fp, fn, tp] = sums as unknown as [number, number, number, number];
      return total > 0 ? of({ tp, fp, fn, tn }) : Number.NaN;
    },
  };
}

/**
 * Any other metric: called with the drawn row numbers, ascending, repeated as often as drawn. A MetricError
 * `one-class` or `weight` from it means "not defined for this draw"; every other error passes through.
 */
export function rowsStatistic(units: number, metric: (rows: Uint32Array) => number): Statistic {
  needRows(units);
  return {
    units,
    value: (counts) => {
      needLength('counts', counts.length, units);
      let drawn = 0;
      for (let i = 0; i < units; i++) drawn += counts[i] as number;
      const rows = new Uint32Array(drawn);
      let at = 0;
      for (let i = 0; i < units; i++) {
        for (let c = counts[i] as number; c > 0; c--) rows[at++] = i;
      }
      try {
        return metric(rows);
      } catch (error) {
        if (error instanceof MetricError && (error.fault === 'one-class' || error.fault === 'weight'))
          return Number.NaN;
        throw error;
      }
    },
  };
}
