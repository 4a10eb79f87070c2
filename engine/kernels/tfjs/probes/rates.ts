/** label-rate, constant: whether validation looks like the data, and whether the reported number means something. */
import type { ProbeOf } from '../../../probes/spec.ts';
import { decisionsOf, plainScores, reportOf, type Scores } from '../harness/outputs.ts';
import { without } from '../harness/rows.ts';
import { copied } from './change.ts';
import type { Session } from './session.ts';
import { classes, lastColumn, width } from './statistics.ts';
import { counted, FEW_CLASSES } from './table.ts';
import { CannotTell, judged, short, type Verdict } from './verdict.ts';

/** A class is looked at where chance alone would put this many rows of it into validation, or so many are there. */
const SEEN = 20;
/** A report that gives this to perfect decisions has 1 as its ceiling. */
const CEILING = 1 - 1e-9;

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
    if (expected < SEEN && here < SEEN) continue;
    if (off(here / expected) > off(ratio)) [ratio, which] = [here / expected, label];
  }
  if (off(ratio) > probe.ratio) {
    const told = `the share of ${name} = ${which} among the validation rows is ${short(ratio)} times that in the file`;
    return judged(true, ratio, ratio > 1 ? probe.ratio : 1 / probe.ratio, told);
  }
  const mean = await meanScore(session, probe.rows);
  if (mean !== null && mean < probe.mean) {
    const told = `the mean score of the validation rows is ${short(mean)} times their share of positives`;
    return judged(true, mean, probe.mean, told);
  }
  return judged(false, ratio, probe.ratio, `validation rows have the labels of the file (${short(ratio)} times)`);
}

const off = (ratio: number): number => Math.max(ratio, 1 / Math.max(ratio, 1e-9));

/** Mean score over share of positives; null where scores are no probabilities of one class. */
async function meanScore(session: Session, rows: number): Promise<number | null> {
  const { valid } = await session.base(rows);
  const labels = session.labels(valid);
  const kinds = classes(labels);
  if (kinds.length !== 2) return null;
  const { model } = await session.fitted(rows);
  const scores = lastColumn(await session.predict(model, valid));
  if (scores.some((score) => score < 0 || score > 1)) return null;
  const sum = scores.reduce((total, score) => total + score, 0);
  return sum / labels.filter((label) => label === kinds[1]).length;
}

/** The candidate's own report must not give almost all to one decision for all rows. */
export async function constant(session: Session, probe: ProbeOf<'constant'>): Promise<Verdict> {
  const { valid } = await session.base(probe.rows);
  const { model } = await session.fitted(probe.rows);
  const labels = session.labels(valid);
  const kinds = classes(labels);
  if (kinds.length !== 2) throw new CannotTell('labels are not two classes');
  const bare = without(valid, session.config.label);
  const scores = await session.predict(model, valid);
  const decides = session.contract.has('decide');
  const reported = async (given: Scores, decisions: readonly boolean[]) =>
    reportOf(
      await session.call('report', [copied(bare), [...labels], plainScores(given), decides ? [...decisions] : null]),
    );
  const truth = labels.map((label) => label === kinds[1]);
  const made = decides ? await decisionsOf(await session.decide(model, valid, scores), labels.length) : [];
  const own = await reported(scores, Array.from(made, Boolean));
  const sign = own.better === 'higher' ? 1 : -1;
  const level = scores.values.reduce((sum, score) => sum + score, 0) / scores.values.length;
  const same = { ...scores, values: scores.values.map(() => level) };
  const constants: number[] = [];
  for (const answer of [false, true])
    constants.push(
      (
        await reported(
          same,
          truth.map(() => answer),
        )
      ).value,
    );
  const best = sign * Math.max(...constants.map((value) => sign * value));
  const wide = width(scores);
  const right = scores.values.map((_, at) => Number(truth[Math.floor(at / wide)] === (at % wide === wide - 1)));
  const perfect = (await reported({ ...scores, values: right }, truth)).value;
  const told = `${own.name} is ${short(best)} for one decision for all rows, ${short(own.value)} for the model and ${short(perfect)} at best`;
  if (probe.beats && sign * best >= sign * own.value) return judged(true, best, own.value, told);
  const hollow = own.better === 'higher' && perfect >= CEILING && perfect <= 2 - CEILING && best >= probe.share;
  return judged(hollow, best, probe.beats ? own.value : probe.share, told);
}
