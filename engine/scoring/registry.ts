/** Every metric by name, and the metric that a name in free text means. */
import { decided, pickRows, required, scored } from './columns.ts';
import { type CostInput, costRows, expectedCost } from './cost.ts';
import { accuracy, type Confusion, confusion, fBetaOf, macroF1, precisionOf, recallOf } from './decision.ts';
import { type GainInput, gainRows, ndcg } from './gain.ts';
import type { Metric, MetricInput } from './metric.ts';
import {
  type BestClassInput,
  bestClassAccuracy,
  bestClassRows,
  type OrderedCostInput,
  orderedCost,
  orderedCostRows,
} from './ordered.ts';
import { brier, brierRows, classLogLoss, classLogLossRows, logLoss, logLossRows } from './probability.ts';
import { averagePrecision, rocAuc } from './ranking.ts';
import { absoluteErrors, meanAbsoluteError, type RegressionInput, rootMeanSquaredError } from './regression.ts';
import { confusionStatistic, meanStatistic, rankingStatistic, rowsStatistic, type Statistic } from './statistic.ts';

type Compute = (input: MetricInput) => number;
type Facts = Omit<Metric, 'compute' | 'statistic'>;

/** A metric that is the weighted mean of one number per unit. */
function meanMetric(facts: Facts, compute: Compute, rows: (input: MetricInput) => Float64Array): Metric {
  return { ...facts, compute, statistic: (input) => meanStatistic(rows(input), input.weights) };
}

/** A metric of the four outcome counts of a binary decision. */
function confusionMetric(facts: Facts, of: (counts: Confusion, input: MetricInput) => number): Metric {
  return {
    ...facts,
    compute: (input) => of(confusion(decided(input)), input),
    statistic: (input) => confusionStatistic(decided(input), (counts) => of(counts, input)),
  };
}

/** A metric that is computed anew from the drawn rows. */
function wholeMetric(facts: Facts, compute: Compute): Metric {
  const statistic = (input: MetricInput): Statistic => {
    compute(input); // refuses bad input once, with the rows of the input rather than of a draw
    return rowsStatistic(input.labels.length, (rows) => compute(pickRows(input, rows)));
  };
  return { ...facts, compute, statistic };
}

function costInput(input: MetricInput): CostInput {
  return { ...decided(input), amounts: required(input, 'amounts'), cost: required(input, 'cost') };
}

function orderedInput(input: MetricInput): OrderedCostInput {
  return { ...costInput(input), classes: required(input, 'classes') };
}

function bestClassInput(input: MetricInput): BestClassInput {
  return { ...scored(input), classes: required(input, 'classes') };
}

function gainInput(input: MetricInput): GainInput {
  return { ...input, scores: required(input, 'scores') };
}

function valueInput(input: MetricInput): RegressionInput {
  return { ...input, scores: required(input, 'scores') };
}

const LIST: readonly Metric[] = [
  {
    name: 'average_precision',
    title: 'Average precision',
    better: 'higher',
    needs: 'scores',
    aliases: ['AP', 'avg precision', 'PR-AUC', 'AUC-PR', 'AUPRC', 'AUPR', 'area under the precision-recall curve'],
    compute: (input) => averagePrecision(scored(input)),
    statistic: (input) => rankingStatistic('averagePrecision', scored(input)),
  },
  {
    name: 'roc_auc',
    title: 'ROC-AUC',
    better: 'higher',
    needs: 'scores',
    aliases: ['AUC', 'AUC-ROC', 'AUROC', 'c-statistic', 'area under the ROC curve'],
    compute: (input) => rocAuc(scored(input)),
    statistic: (input) => rankingStatistic('rocAuc', scored(input)),
  },
  meanMetric(
    {
      name: 'log_loss',
      title: 'Log-loss',
      better: 'lower',
      needs: 'scores',
      aliases: ['cross entropy', 'binary cross entropy', 'BCE', 'binary log loss', 'neg log likelihood', 'NLL'],
    },
    (input) => logLoss(scored(input)),
    (input) => logLossRows(scored(input)),
  ),
  meanMetric(
    { name: 'brier', title: 'Brier score', better: 'lower', needs: 'scores', aliases: ['brier score loss'] },
    (input) => brier(scored(input)),
    (input) => brierRows(scored(input)),
  ),
  meanMetric(
    {
      name: 'accuracy',
      title: 'Accuracy',
      better: 'higher',
      needs: 'decisions',
      aliases: ['acc', 'share correct', 'fraction correct', 'hit rate'],
    },
    (input) => accuracy(decided(input)),
    (input) => {
      const { decisions, labels } = decided(input);
      accuracy({ decisions, labels });
      return Float64Array.from(labels, (y, i) => (decisions[i] === y ? 1 : 0));
    },
  ),
  confusionMetric(
    {
      name: 'precision',
      title: 'Precision',
      better: 'higher',
      needs: 'decisions',
      aliases: ['PPV', 'positive predictive value'],
    },
    precisionOf,
  ),
  confusionMetric(
    {
      name: 'recall',
      title: 'Recall',
      better: 'higher',
      needs: 'decisions',
      aliases: ['sensitivity', 'TPR', 'true positive rate'],
    },
    recallOf,
  ),
  confusionMetric(
    {
      name: 'f1',
      title: 'F1',
      better: 'higher',
      needs: 'decisions',
      aliases: ['f-measure', 'f1 measure', 'binary f1'],
    },
    (counts) => fBetaOf(counts, 1),
  ),
  confusionMetric(
    { name: 'f2', title: 'F2', better: 'higher', needs: 'decisions', aliases: ['f2 measure'] },
    (counts) => fBetaOf(counts, 2),
  ),
  confusionMetric(
    { name: 'f_beta', title: 'F-beta', better: 'higher', needs: 'decisions', aliases: ['F-beta measure'] },
    (counts, input) => fBetaOf(counts, required(input, 'beta')),
  ),
  meanMetric(
    {
      name: 'expected_cost',
      title: 'Expected cost per row',
      better: 'lower',
      needs: 'amounts',
      aliases: ['expected cost', 'cost', 'mean cost', 'average cost', 'cost per row', 'mean cost per row'],
    },
    (input) => expectedCost(costInput(input)),
    (input) => costRows(costInput(input)),
  ),
  meanMetric(
    {
      name: 'ordered_cost',
      title: 'Expected cost per row, ordered classes',
      better: 'lower',
      needs: 'amounts',
      aliases: ['ordered cost', 'expected ordered cost'],
    },
    (input) => orderedCost(orderedInput(input)),
    (input) => orderedCostRows(orderedInput(input)),
  ),
  meanMetric(
    {
      name: 'best_class_accuracy',
      title: 'Accuracy of the best class',
      better: 'higher',
      needs: 'scores',
      aliases: ['best class', 'argmax accuracy', 'top-1 accuracy', 'top 1 accuracy'],
    },
    (input) => bestClassAccuracy(bestClassInput(input)),
    (input) => bestClassRows(bestClassInput(input)),
  ),
  wholeMetric(
    {
      name: 'macro_f1',
      title: 'Macro F1',
      better: 'higher',
      needs: 'decisions',
      aliases: ['F1 macro', 'macro averaged F1'],
    },
    (input) => macroF1(decided(input), required(input, 'classes')),
  ),
  meanMetric(
    {
      name: 'class_log_loss',
      title: 'Log-loss over classes',
      better: 'lower',
      needs: 'scores',
      aliases: ['multi-class log loss', 'categorical cross entropy', 'softmax loss'],
    },
    (input) => classLogLoss({ ...scored(input), classes: required(input, 'classes') }),
    (input) => classLogLossRows({ ...scored(input), classes: required(input, 'classes') }),
  ),
  meanMetric(
    {
      name: 'ndcg',
      title: 'NDCG',
      better: 'higher',
      needs: 'scores',
      aliases: ['NDCG at k', 'NDCG@k', 'normalized discounted cumulative gain'],
    },
    (input) => ndcg(gainInput(input)),
    (input) => gainRows(gainInput(input)),
  ),
  meanMetric(
    { name: 'mae', title: 'Mean absolute error', better: 'lower', needs: 'scores', aliases: ['L1 error'] },
    (input) => meanAbsoluteError(valueInput(input)),
    (input) => absoluteErrors(valueInput(input)),
  ),
  wholeMetric(
    { name: 'rmse', title: 'Root mean squared error', better: 'lower', needs: 'scores', aliases: ['root MSE'] },
    (input) => rootMeanSquaredError(valueInput(input)),
  ),
];

/** Every metric by name, in the order in which they are listed to people. */
export const METRICS: Readonly<Record<string, Metric>> = Object.freeze(
  Object.assign(Object.create(null) as Record<string, Metric>, Object.fromEntries(LIST.map((m) => [m.name, m]))),
);

const BY_KEY = new Map<string, Metric>();
for (const metric of LIST) {
  for (const name of [metric.name, metric.title, ...metric.aliases]) BY_KEY.set(keyOf(name), metric);
}

/** Words that describe where or how a metric was taken, not which metric it is. */
const CONTEXT =
  /\b(val|valid|validation|test|train|training|holdout|hold out|dev|cv|oof|score|metric|value|the|on|of|set|data|rows|my)\b/g;

/**
 * The metric a free-text name means ('AP', 'PR-AUC', 'val_auc', 'Accuracy (validation)', 'NDCG@10'), or null. Only
 * whole names match: 'balanced accuracy', 'micro F1' and 'precision@10' are other metrics and give null.
 */
export function matchMetric(name: string): Metric | null {
  const text = name.slice(0, 100).normalize('NFKC').toLowerCase().replace(/_/g, ' ');
  const bare = text.replace(/\s*(@|\bat\b)\s*(threshold\s*)?0?\.\d+/, '');
  const plain = bare.includes('ndcg') ? bare.replace(/\s*(@|\bat\b)\s*\d+/, '') : bare;
  const spaced = plain.replace(/[^\p{L}\p{N}@]+/gu, ' ');
  return BY_KEY.get(keyOf(plain)) ?? BY_KEY.get(keyOf(spaced.replace(CONTEXT, ' '))) ?? null;
}

/** Letters, digits and @ only, lower case. */
function keyOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@]+/gu, '');
}
