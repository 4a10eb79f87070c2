/** one-row, order, mask: a score depends on the model and on what was known of its row, and on nothing else. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import type { Scores } from '../official/outputs.ts';
import { count, take } from '../official/rows.ts';
import { agree, type Way } from './agree.ts';
import type { Session } from './runs.ts';
import { shuffled } from './shuffled.ts';
import { CannotTell, judged, percent, type Verdict } from './verdict.ts';

/** Orders that are tried. */
const ORDERS = 4;
/** Rows that are scored one by one, again and again, where predictions do not repeat themselves. */
const NOISY = 8;

/** A row alone gets the score that it gets among others. */
export async function oneRow(session: Session, probe: ProbeOf<'one-row'>): Promise<Verdict> {
  const { model } = await session.fitted(probe.rows);
  const { valid } = await session.base(probe.rows);
  const ways = (check: number): [Way, Way] => {
    const some = session.some(valid, check);
    const alone: Way = async (seeded) => {
      const parts: Scores[] = [];
      for (let i = 0; i < count(some); i++) parts.push(await session.predict(model, take(some, [i]), { seeded }));
      const values = Float64Array.from(parts.flatMap((part) => [...part.values]));
      return { values, shape: [parts.length, ...(parts[0]?.shape.slice(1) ?? [])] };
    };
    return [(seeded) => session.predict(model, some, { seeded }), alone];
  };
  const [one, other] = ways(probe.check);
  const noisy = ways(Math.min(probe.check, NOISY));
  const what = 'scores of rows alone and together';
  return agree(session, { asked: probe.tolerance, model, one, other, what, noisy });
}

/** The same rows in another order get the same scores. */
export async function order(session: Session, probe: ProbeOf<'order'>): Promise<Verdict> {
  const { model } = await session.fitted(probe.rows);
  const some = session.some((await session.base(probe.rows)).valid, probe.check);
  const there = Array.from({ length: count(some) }, (_, i) => i);
  const straight: Way = (seeded) => session.predict(model, some, { seeded });
  const back = (places: readonly number[]): Way => {
    const mixed = take(some, places);
    return async (seeded) => {
      const { values, shape } = await session.predict(model, mixed, { seeded });
      const wide = shape[1] ?? 1;
      const ordered = new Float64Array(values.length);
      for (const [i, place] of places.entries()) ordered.set(values.subarray(i * wide, (i + 1) * wide), place * wide);
      return { values: ordered, shape };
    };
  };
  const compared = { asked: probe.tolerance, model, one: straight, what: 'scores in two orders' };
  let found = await agree(session, { ...compared, other: back(there.toReversed()) });
  // A single order may happen to show values in the same succession as the first.
  for (let i = 1; i < ORDERS && found.verdict === 'silent'; i++) {
    const places = shuffled(there, session.seed * 1_000 + i);
    found = await agree(session, { ...compared, other: back(places) });
  }
  return found;
}

/** A column as it is at decision time, in place of what it became later, leaves scores and decisions as they are. */
export async function mask(session: Session, probe: ProbeOf<'mask'>): Promise<Verdict> {
  const base = await session.base(probe.rows);
  const { model } = await session.fitted(probe.rows);
  const ids = session.ids(session.some(base.valid, probe.check));
  const cell = probe.value === null ? '' : String(probe.value);
  const masked = await session.load(
    base.table.changed(
      probe.column,
      base.table.lines.map(() => cell),
    ),
  );
  const given = rowsOf(session, base.loaded, ids);
  const changed = rowsOf(session, masked, ids);
  const what = `scores with ${probe.column} as in the file and as it is at decision time`;
  const found = await agree(session, {
    asked: probe.tolerance,
    model,
    one: (seeded) => session.predict(model, given, { seeded }),
    other: (seeded) => session.predict(model, changed, { seeded }),
    what,
  });
  if (found.verdict !== 'silent' || !session.contract.has('decide')) return found;
  const scores = await session.predict(model, given);
  const first = await session.decide(model, given, scores);
  const second = await session.decide(model, changed, scores);
  const differ = first.filter((decision, row) => decision !== second[row]).length / first.length;
  const again = differ === 0 ? first : await session.decide(model, given, scores);
  if (differ === 0 || again.some((decision, row) => decision !== first[row])) return found;
  const message = `${percent(differ)} of the decisions at the same scores hang on ${probe.column} as it is in the file`;
  return judged(true, differ, 0, message);
}

/** The rows with these ids among what `load` returned, in their order. @throws CannotTell where one is not there. */
export function rowsOf(session: Session, loaded: unknown, ids: readonly string[]): unknown {
  const place = new Map(session.ids(loaded, 'load').map((id, at) => [id, at]));
  const lost = ids.find((id) => !place.has(id));
  if (lost !== undefined) throw new CannotTell(`load lost the row with ${session.config.id} ${lost}`);
  return take(
    loaded,
    ids.map((id) => place.get(id) as number),
  );
}
