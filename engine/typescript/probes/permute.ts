/** permute: with shuffled labels there is nothing to find, so validation must find nothing. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import { count, hasColumn, take } from '../official/rows.ts';
import type { Session } from './runs.ts';
import { shuffled } from './shuffled.ts';
import { ranking } from './statistics.ts';
import { CannotTell, judged, short, type Verdict } from './verdict.ts';

/** Standard deviations above chance that an alarm needs as well. */
const SURE = 3.5;
/** Where chance alone reaches this area, there are too few rows for a verdict. */
const BLIND = 0.85;

/** Shuffles all labels in the file and looks at how the reported rows are ranked. */
export async function permute(session: Session, probe: ProbeOf<'permute'>): Promise<Verdict> {
  const table = await session.table(probe.rows);
  const { label } = session.config;
  // A repeat is weighted by how much its labels can show.
  let sum = 0;
  let weights = 0;
  for (let repeat = 0; repeat < probe.repeats; repeat++) {
    const cells = shuffled(table.column(label), session.seed * 1_000 + repeat);
    const found = await session.split(table.changed(label, cells));
    const { model } = await session.fit(found.train, found.valid);
    const rows = take(found.valid, once(session, found.valid));
    const labels = session.labels(rows);
    if (new Set(labels).size < 2) continue;
    const { area, deviation } = ranking(labels, await session.predict(model, rows));
    sum += area / deviation ** 2;
    weights += 1 / deviation ** 2;
  }
  const mean = weights > 0 ? sum / weights : 0.5;
  const threshold = Math.max(probe.threshold, 0.5 + SURE / Math.sqrt(weights));
  if (threshold > BLIND) {
    throw new CannotTell(`chance alone may reach an area of ${short(threshold)}: too few rows of a class`);
  }
  const message = `with shuffled labels the reported rows are ranked with an area of ${short(mean)}`;
  return judged(mean > threshold, mean, threshold, message);
}

/** Positions of rows, each id once: copies of a row are no further evidence. */
function once(session: Session, rows: unknown): number[] {
  if (!hasColumn(rows, session.config.id)) return Array.from({ length: count(rows) }, (_, at) => at);
  return [...new Map(session.ids(rows).map((id, at) => [id, at])).values()];
}
