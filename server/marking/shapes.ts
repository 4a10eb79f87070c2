/** Predictions and decisions of a result: their shape and values are checked, and they are put into the order of the data. */
import type { ScoreUploadFit } from '../../protocol/upload.ts';
import { choicesOf, outputsOf } from '../../scenarios/kit/index.ts';
import type { AnswerKey } from './answerKey.ts';
import { MarkingError } from './error.ts';
import { metricNamed } from './metric.ts';

/** What predictions and decisions have to look like. */
interface Wanted {
  /** Columns, one per class; undefined: one score per row, or two of which the second counts. */
  outputs: number | undefined;
  /** Decisions are from 0 to choices - 1. */
  choices: number;
  needsDecisions: boolean;
}

/** What the variant of this key wants. */
export function wantedOf({ spec }: AnswerKey): Wanted {
  const needsDecisions = metricNamed(spec.metric.name).needs === 'decisions' || spec.cost !== null;
  return { outputs: outputsOf(spec), choices: choicesOf(spec) ?? 2, needsDecisions };
}

/** One fit in the row order of the data; row numbers in messages are those of the handed-out file. */
export function ordered(fit: ScoreUploadFit, order: Uint32Array, { outputs, choices, needsDecisions }: Wanted) {
  const [rows = 0, columns = 1] = fit.shape;
  const bad = (message: string) => new MarkingError('bad-predictions', 'predict', message);
  if (rows !== order.length) throw bad(`predict gave ${rows} rows, there are ${order.length}.`);
  if (outputs !== undefined && columns !== outputs)
    throw bad(`predict gave ${columns} columns; one score a class is wanted, ${outputs} of them.`);
  if (outputs === undefined && columns > 2)
    throw bad(`predict gave ${columns} columns; one score a row is wanted, or two classes.`);
  if (needsDecisions && !fit.decisions) throw bad('decide gave nothing; this metric needs a decision for every row.');
  const width = outputs ?? 1;
  const scores = new Float64Array(rows * width);
  const decisions = fit.decisions && new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = order[i] as number;
    const rowScores = fit.predictions.subarray((i + 1) * columns - width, (i + 1) * columns);
    const odd = rowScores.find((score) => !Number.isFinite(score));
    if (odd !== undefined)
      throw bad(`predict gave ${odd} for row ${i + 1} (fit seed ${fit.seed}); every score has to be a finite number.`);
    scores.set(rowScores, row * width);
    if (!decisions) continue;
    const decision = fit.decisions?.[i] as number;
    if (decision >= choices)
      throw bad(
        `decide gave ${decision} for row ${i + 1} (fit seed ${fit.seed}); a decision is ${choices === 2 ? '0 or 1' : `from 0 to ${choices - 1}`}.`,
      );
    decisions[row] = decision;
  }
  return { seed: fit.seed, scores, decisions };
}
