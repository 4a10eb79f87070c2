/** told: a report that depends on the decisions; and how probes ask for reports. */
import type { MetricValue } from '../../../protocol/score.ts';
import type { ProbeOf } from '../../contract/probes/spec.ts';
import { generator } from '../libraries/tensorflow/random.ts';
import { plainDecisions, plainScores, reportOf, type Scores } from '../official/outputs.ts';
import { without } from '../official/rows.ts';
import { copied } from './change.ts';
import { turned } from './poison.ts';
import type { Session } from './runs.ts';
import { classes, classPlaces, width } from './statistics.ts';
import { CannotTell, judged, short, type Verdict } from './verdict.ts';

/** Reported numbers that differ by no more than this, relative to 1 or to the larger one, are the same number. */
const SAME = 1e-9;

/** Reports on the validation rows, for scores and decisions that a probe makes up. */
export interface Reports {
  valid: unknown;
  model: unknown;
  /** Of the model. */
  scores: Scores;
  decides: boolean;
  /** The right decision of each row. */
  truth: Uint8Array;
  /** Scores that are certain of these decisions, in the shape of the model's. */
  sure(decisions: Uint8Array): Scores;
  /** Decisions are passed on only where the candidate has `decide`. @param labels others than those of the rows */
  of(scores: Scores, decisions: Uint8Array, labels?: readonly unknown[]): Promise<MetricValue>;
  /** Of the rows. */
  labels: readonly unknown[];
}

/** @throws CannotTell where labels are no classes that decisions could meet */
export async function reportsOf(session: Session, rows: number | null): Promise<Reports> {
  const { valid } = await session.base(rows);
  const { model } = await session.fitted(rows);
  const labels = session.labels(valid);
  const kinds = classes(labels);
  const { choices = 2 } = session.config;
  if (kinds.length < 2 || kinds.length > choices)
    throw new CannotTell(`labels are no classes that ${choices} decisions could meet`);
  const bare = without(valid, session.config.label);
  const scores = await session.predict(model, valid);
  const decides = session.contract.has('decide');
  const wide = width(scores);
  return {
    valid,
    model,
    scores,
    decides,
    truth: Uint8Array.from(classPlaces(labels, Math.max(kinds.length, wide))),
    sure(decisions) {
      const values = scores.values.map((_, i) =>
        Number(decisions[Math.floor(i / wide)] === (wide === 1 ? 1 : i % wide)),
      );
      return { ...scores, values };
    },
    labels,
    async of(given, decisions, others = labels) {
      const plain = decides ? plainDecisions(decisions, choices) : null;
      return reportOf(await session.call('report', [copied(bare), [...others], plainScores(given), plain]));
    },
  };
}

/** The reported number depends on the decisions, and on the labels that they are compared with. */
export async function told(session: Session, probe: ProbeOf<'told'>): Promise<Verdict> {
  const reports = await reportsOf(session, probe.rows);
  const { truth } = reports;
  const kinds = Math.max(...truth) + 1;
  const draw = generator(session.seed);
  const asked = [
    truth,
    truth.map((right) => (right + 1) % kinds),
    truth.map(() => 0),
    truth.map(() => Math.floor(draw() * kinds)),
  ];
  const values: number[] = [];
  for (const decisions of asked) values.push((await reports.of(reports.sure(decisions), decisions)).value);
  const { name, value: other } = await reports.of(reports.sure(truth), truth, turned(reports.labels));
  const apart = apartOf(values);
  const [perfect = 0] = values;
  if (apart <= SAME) {
    const message = `${name} is ${short(perfect)} whether decisions are perfect, wrong, none or random`;
    return judged(true, apart, SAME, message);
  }
  if (apartOf([perfect, other]) <= SAME)
    return judged(true, 0, SAME, `${name} is ${short(other)} for the same decisions, whatever the labels are`);
  const message = `${name} goes from ${short(Math.min(...values))} to ${short(Math.max(...values))} as decisions do`;
  return judged(false, apart, SAME, message);
}

const apartOf = (values: readonly number[]): number =>
  (Math.max(...values) - Math.min(...values)) / Math.max(1, ...values.map(Math.abs));
