/** overfit, labels-matter: a training loop that works learns a few rows by heart, whatever their labels are. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import type { Scores } from '../official/outputs.ts';
import { count, hasColumn, take } from '../official/rows.ts';
import { repeated, withColumn } from './change.ts';
import type { Session } from './runs.ts';
import { averaged, classes, ofLabel, probabilities } from './statistics.ts';
import { CannotTell, judged, short, type Verdict } from './verdict.ts';

type Probe = ProbeOf<'overfit'> | ProbeOf<'labels-matter'>;

/** Predictions that are averaged, so that noise of predicting is not taken for a failure to learn. */
const AVERAGED = 4;
/** How far a probability may be outside 0..1. */
const OUTSIDE = 1e-6;

/** A few balanced rows, repeated up to the usual number of rows, are learned. */
export async function overfit(session: Session, probe: ProbeOf<'overfit'>): Promise<Verdict> {
  const few = await examples(session, probe.examples);
  const p = ofLabel(session.labels(few), await learned(session, probe, few, few));
  const loss = Math.abs(p.reduce((sum, one) => sum + Math.log(Math.min(Math.max(one, 1e-7), 1)), 0) / p.length);
  const message = `${count(few)} rows seen again and again end at a log loss of ${short(loss)}`;
  return judged(loss > probe.threshold, loss, probe.threshold, message);
}

/** Two models, the second with every label exchanged for another: scores must follow the labels. */
export async function labelsMatter(session: Session, probe: ProbeOf<'labels-matter'>): Promise<Verdict> {
  const few = await examples(session, probe.examples);
  const labels = session.labels(few);
  const other = exchanged(labels);
  const first = await learned(session, probe, few, few);
  const second = await learned(session, probe, withColumn(few, session.config.label, other), few);
  const parts = [ofLabel(labels, first), ofLabel(labels, second), ofLabel(other, second), ofLabel(other, first)];
  const [a, b, c, d] = parts.map((part) => part.reduce((sum, one) => sum + one, 0) / part.length);
  const value = ((a as number) - (b as number) + (c as number) - (d as number)) / 2;
  const message = `scores follow exchanged labels by ${short(value)} of the way`;
  return judged(value < probe.threshold, value, probe.threshold, message);
}

/** The first training rows of each class, as many of each, without two of one id. */
async function examples(session: Session, wanted: number): Promise<unknown> {
  const { train } = await session.base(null);
  const labels = session.labels(train);
  const kinds = classes(labels);
  if (kinds.length < 2) throw new CannotTell('labels are no classes of which the same number of rows could be taken');
  const ids = hasColumn(train, session.config.id) ? session.ids(train) : labels.map((_, at) => String(at));
  const each = Math.max(1, Math.floor(wanted / kinds.length));
  const picked = new Map(kinds.map((kind) => [kind, new Map<string, number>()]));
  for (const [at, label] of labels.entries()) {
    const found = picked.get(label);
    const id = ids[at] as string;
    if (found && found.size < each && !found.has(id)) found.set(id, at);
  }
  const places = [...picked.values()].map((found) => [...found.values()]);
  const least = Math.min(...places.map(({ length }) => length));
  return take(train, Array.from({ length: least }, (_, i) => places.map((found) => found[i] as number)).flat());
}

/** Scores of `asked` by a model fitted to `few`, repeated. */
async function learned(session: Session, probe: Probe, few: unknown, asked: unknown): Promise<Scores> {
  const n = count(few);
  const length = Math.max(probe.rows ?? (await session.base(null)).sizes.train, n);
  const many = repeated(
    few,
    Array.from({ length }, (_, i) => i % n),
  );
  const { model } = await session.fit(many, few, { tune: false });
  const several: Scores[] = [];
  for (let i = 0; i < AVERAGED; i++) several.push(await session.predict(model, asked, { seeded: i === 0 }));
  const scores = averaged(several);
  if (probe.scores === 'logits') return probabilities(scores);
  const [least, most] = [Math.min(...scores.values), Math.max(...scores.values)];
  if (least < -OUTSIDE || most > 1 + OUTSIDE) {
    throw new CannotTell(`scores run from ${short(least)} to ${short(most)}: they are no probabilities`);
  }
  return scores;
}

/** Each label replaced by the next one in sorting order, the last by the first. */
function exchanged(labels: readonly unknown[]): unknown[] {
  const kinds = classes(labels);
  return labels.map((label) => kinds[(kinds.indexOf(label) + 1) % kinds.length]);
}
