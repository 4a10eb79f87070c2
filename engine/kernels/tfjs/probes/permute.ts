/** permute: with shuffled labels there is nothing to find, so validation must find nothing. */
import type { ProbeOf } from '../../../probes/spec.ts';
import { generator } from '../../../tfjs/random.ts';
import { count, hasColumn, take } from '../harness/rows.ts';
import type { Session } from './session.ts';
import { ranking } from './statistics.ts';
import { CannotTell, judged, short, type Verdict } from './verdict.ts';

/** Standard deviations above chance that an alarm needs as well. */
const SURE = 3.5;
/** Where chance alone reaches this area, there are too few rows to tell. */
const BLIND = 0.8;

/** Shuffles all labels in the file and looks at how the reported rows are ranked. */
export async function permute(session: Session, probe: ProbeOf<'permute'>): Promise<Verdict> {
  const table = await session.table(probe.rows);
  const { label } = session.config;
  let sum = 0;
  let variance = 0;
  for (let repeat = 0; repeat < probe.repeats; repeat++) {
    const cells = shuffled(table.column(label), session.seed * 1_000 + repeat);
    const found = await session.split(table.changed(label, cells));
    const { model } = await session.fit(found.train, found.valid);
    const rows = take(found.valid, once(session, found.valid));
    const { area, deviation } = ranking(session.labels(rows), await session.predict(model, rows));
    sum += area;
    variance += deviation ** 2;
  }
  const mean = sum / probe.repeats;
  const threshold = Math.max(probe.threshold, 0.5 + (SURE * Math.sqrt(variance)) / probe.repeats);
  if (threshold > BLIND) {
    throw new CannotTell(`chance alone may reach an area of ${short(threshold)}: too few rows of a class`);
  }
  const message = `with shuffled labels the reported rows are ranked with an area of ${short(mean)}`;
  return judged(mean > threshold, mean, threshold, message);
}

/** Fisher-Yates with a stream of its own. */
export function shuffled<Value>(values: readonly Value[], seed: number): Value[] {
  const draw = generator(seed);
  const order = [...values];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [order[i], order[j]] = [order[j] as Value, order[i] as Value];
  }
  return order;
}

/** Places of rows, each id once: copies of a row are no further evidence. */
function once(session: Session, rows: unknown): number[] {
  if (!hasColumn(rows, session.config.id)) return Array.from({ length: count(rows) }, (_, at) => at);
  return [...new Map(session.ids(rows).map((id, at) => [id, at])).values()];
}
