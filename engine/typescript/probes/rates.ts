/** label-rate, constant: whether validation looks like the data, and whether the reported number means something. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import type { Scores } from '../official/outputs.ts';
import { reportsOf } from './reports.ts';
import type { Session } from './runs.ts';
import { classes, lastColumn, width } from './statistics.ts';
import { counted, FEW_CLASSES } from './table.ts';
import { CannotTell, judged, short, type Verdict } from './verdict.ts';

/** Standard deviations of a count that a difference must exceed, and two rows more. */
const SURE = 4;
/** A report that gives 1 to perfect decisions, give or take this, has 1 as its ceiling. */
const CEILING = 1e-9;

/** Shares of labels in the validation rows are those of the file; the mean score is not far below them. */
export async function labelRate(session: Session, probe: ProbeOf<'label-rate'>): Promise<Verdict> {
  const { table, valid, sizes } = await session.base(null);
  const { id, label: name } = session.config;
  const labels = table.column(name);
  const known = counted(labels);
  if (known.size > FEW_CLASSES) throw new CannotTell('labels are numbers, not classes');
  const labelOf = new Map(table.ids(id).map((key, at) => [key, labels[at] as string]));
  const found = counted(session.ids(valid).map((key) => labelOf.get(key)));
  let [ratio, which] = [1, labels[0]];
  for (const [label, all] of known) {
    const expected = (all / table.lines.length) * sizes.valid;
    const here = found.get(label) ?? 0;
    const sure = Math.abs(here - expected) > SURE * Math.sqrt(expected) + 2;
    if (sure && off(here / expected) > off(ratio)) [ratio, which] = [here / expected, label];
  }
  if (off(ratio) > probe.ratio) {
    const message = `the share of ${name} = ${which} among the validation rows is ${short(ratio)} times that in the file`;
    return judged(true, ratio, ratio > 1 ? probe.ratio : 1 / probe.ratio, message);
  }
  const mean = await meanScore(session, probe);
  if (mean !== null && mean < probe.mean) {
    const when = probe.tuned ? '' : ' before tune';
    const message = `the mean score of the validation rows${when} is ${short(mean)} times their share of positives`;
    return judged(true, mean, probe.mean, message);
  }
  return judged(false, ratio, probe.ratio, 'validation rows have the labels of the file');
}

const off = (ratio: number): number => Math.max(ratio, 1 / Math.max(ratio, 1e-9));

/** Mean score over share of positives; null where scores are no probabilities of one class. */
async function meanScore(session: Session, { rows, tuned }: ProbeOf<'label-rate'>): Promise<number | null> {
  const { valid } = await session.base(rows);
  const labels = session.labels(valid);
  const kinds = classes(labels);
  if (kinds.length !== 2) return null;
  const { model } = await session.fitted(rows, { tuned });
  const scores = lastColumn(await session.predict(model, valid));
  if (scores.some((score) => score < 0 || score > 1)) return null;
  const sum = scores.reduce((total, score) => total + score, 0);
  return sum / labels.filter((label) => label === kinds[1]).length;
}

/** The metric in the candidate's report must not be almost the best for one decision for all rows. */
export async function constant(session: Session, probe: ProbeOf<'constant'>): Promise<Verdict> {
  const reports = await reportsOf(session, probe.rows);
  const { scores, truth } = reports;
  const { choices = 2 } = session.config;
  const made = reports.decides
    ? await session.decide(reports.model, reports.valid, scores)
    : new Uint8Array(truth.length);
  const own = await reports.of(scores, made);
  const sign = own.better === 'higher' ? 1 : -1;
  const same = constantScores(scores);
  let best = Number.NEGATIVE_INFINITY;
  for (let answer = 0; answer < choices; answer++) {
    const { value } = await reports.of(same, new Uint8Array(truth.length).fill(answer));
    best = Math.max(best, sign * value);
  }
  best *= sign;
  const perfect = (await reports.of(reports.sure(truth), truth)).value;
  const message = `${own.name} is ${short(best)} for one decision for all rows, ${short(own.value)} for the model and ${short(perfect)} at best`;
  if (probe.beats && sign * best >= sign * own.value) return judged(true, best, own.value, message);
  const hollow = own.better === 'higher' && Math.abs(perfect - 1) < CEILING && best >= probe.share;
  return judged(hollow, best, probe.beats ? own.value : probe.share, message);
}

/** The mean of each column, for every row. */
function constantScores(scores: Scores): Scores {
  const wide = width(scores);
  const n = scores.values.length / wide;
  const means = new Float64Array(wide);
  for (const [i, value] of scores.values.entries()) means[i % wide] = (means[i % wide] as number) + value / n;
  return { ...scores, values: scores.values.map((_, i) => means[i % wide] as number) };
}
