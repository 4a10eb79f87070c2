/** Calibration curves: how far predicted probabilities are from observed shares. */
import { MetricError } from './error.ts';
import { needLabels, needLength, needRange, needRows, sumWeights } from './input.ts';
import type { ProbabilityInput } from './probability.ts';

/** One bin of a calibration curve that holds at least one row. */
export interface CalibrationBin {
  /** Lower edge (excluded, except in the first bin) and upper edge (included). */
  readonly low: number;
  readonly high: number;
  /** Number of rows. */
  readonly rows: number;
  /** Sum of weights; the number of rows without weights. */
  readonly weight: number;
  /** Mean predicted probability. */
  readonly predicted: number;
  /** Share of label 1. */
  readonly observed: number;
}

/** How the edges are laid: equal widths over 0..1, or equal numbers of rows. */
export type BinStrategy = 'uniform' | 'quantile';

/**
 * Calibration curve; bins without weight are left out. Without weights equal to scikit-learn's `calibration_curve`;
 * weights change the means in the bins, never the edges.
 * @param bins number of bins, 1 or more
 * @throws MetricError `option`, `empty`, `length`, `label`, `not-finite`, `range`, `weight`
 */
export function calibrationBins(
  input: ProbabilityInput,
  bins = 10,
  strategy: BinStrategy = 'uniform',
): CalibrationBin[] {
  const { scores, labels, weights } = input;
  if (!Number.isInteger(bins) || bins < 1) {
    throw new MetricError('option', `bins is ${bins}; it must be a whole number, 1 or more`);
  }
  needRows(labels.length);
  needLength('scores', scores.length, labels.length);
  needLabels('label', labels);
  needRange('probability', scores, 0, 1);
  sumWeights(weights, labels.length);
  const edges = strategy === 'uniform' ? uniformEdges(bins) : quantileEdges(scores, bins);
  const sums = Array.from({ length: bins }, () => ({ rows: 0, weight: 0, predicted: 0, observed: 0 }));
  for (let i = 0; i < labels.length; i++) {
    const p = scores[i] as number;
    const w = weights === undefined ? 1 : (weights[i] as number);
    const bin = sums[binOf(edges, p)];
    if (bin === undefined) continue;
    bin.rows += 1;
    bin.weight += w;
    bin.predicted += w * p;
    bin.observed += w * (labels[i] as number);
  }
  return sums.flatMap((bin, b) => {
    if (bin.weight === 0) return [];
    const { rows, weight } = bin;
    const [low, high] = [edges[b] as number, edges[b + 1] as number];
    return [{ low, high, rows, weight, predicted: bin.predicted / weight, observed: bin.observed / weight }];
  });
}

function uniformEdges(bins: number): Float64Array {
  // Index times step, not index over bins: the same rounding as numpy.linspace, so that edges agree to the last bit.
  return Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? 1 : i * (1 / bins)));
}

function quantileEdges(scores: Float64Array, bins: number): Float64Array {
  const sorted = scores.slice().sort();
  return uniformEdges(bins).map((share) => {
    // To per cent and back as numpy.percentile is called, so that the rounding is the same.
    const at = ((share * 100) / 100) * (sorted.length - 1);
    const below = Math.floor(at);
    const a = sorted[below] as number;
    const b = sorted[Math.min(below + 1, sorted.length - 1)] as number;
    const t = at - below;
    // Interpolated from the nearer end, as numpy.percentile does.
    return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
  });
}

/** Number of inner edges below p. */
function binOf(edges: Float64Array, p: number): number {
  let lo = 0;
  let hi = edges.length - 2;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if ((edges[mid + 1] as number) < p) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}
