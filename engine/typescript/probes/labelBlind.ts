/** label-blind: predict looks at no label, whether it is there or not. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import { hasColumn, without } from '../official/rows.ts';
import { agree, type Way } from './agree.ts';
import { withColumn } from './change.ts';
import { turned } from './poison.ts';
import type { Session } from './runs.ts';
import { CannotTell, type Verdict } from './verdict.ts';

/** Scores are the same with the label in the rows, without it, and with the labels of other rows. */
export async function labelBlind(session: Session, probe: ProbeOf<'label-blind'>): Promise<Verdict> {
  const { valid } = await session.base(probe.rows);
  const { model } = await session.fitted(probe.rows);
  const { label } = session.config;
  const some = session.some(valid, probe.check);
  if (!hasColumn(some, label)) throw new CannotTell(`the rows of split have no column ${label}`);
  const scores =
    (given: unknown): Way =>
    (seeded) =>
      session.predictWhole(model, given, { seeded });
  const other = withColumn(some, label, turned(session.labels(some)));
  const compared = { asked: probe.tolerance, model, one: scores(some) };
  const found = await agree(session, {
    ...compared,
    one: scores(without(some, label)),
    other: scores(some),
    what: `scores of rows without ${label} and with it`,
  });
  if (found.verdict !== 'silent') return found;
  return agree(session, {
    ...compared,
    other: scores(other),
    what: `scores with ${label} and with that of other rows`,
  });
}
