/** one-row, order, twice, mask, range: a score depends on the model and its row, and on nothing else. */
import type { ProbeOf } from '../../../probes/spec.ts';
import type { Scores } from '../harness/outputs.ts';
import { count, take } from '../harness/rows.ts';
import { pairOf } from '../harness/train.ts';
import { copied } from './change.ts';
import { difference, marks, modelMarks } from './compare.ts';
import { shuffled } from './permute.ts';
import type { Session } from './session.ts';
import { gap, logOdds, width } from './statistics.ts';
import { CannotTell, judged, short, type Verdict } from './verdict.ts';

/** Predictions that are averaged where a prediction does not repeat itself. */
const REPEATS = 16;
/** Averages that differ by more than this many times what halves of one of them differ count as different. */
const APART = 2;

/** Scores of the same rows; `seeded` false: random numbers go on from where they are. */
type Way = (seeded: boolean) => Promise<Scores>;

/** A row alone gets the score that it gets among others. */
export async function oneRow(session: Session, probe: ProbeOf<'one-row'>): Promise<Verdict> {
  const { model } = await session.fitted(probe.rows);
  const some = session.some((await session.base(probe.rows)).valid, probe.check);
  const alone: Way = async (seeded) => {
    const parts: Scores[] = [];
    for (let i = 0; i < count(some); i++) parts.push(await session.predict(model, take(some, [i]), { seeded }));
    const values = Float64Array.from(parts.flatMap((part) => [...part.values]));
    return { values, shape: [parts.length, ...(parts[0]?.shape.slice(1) ?? [])] };
  };
  const together: Way = (seeded) => session.predict(model, some, { seeded });
  return agree(session, probe.tolerance, model, together, alone, 'scores of rows alone and together');
}

/** The same rows in another order get the same scores. */
export async function order(session: Session, probe: ProbeOf<'order'>): Promise<Verdict> {
  const { model } = await session.fitted(probe.rows);
  const some = session.some((await session.base(probe.rows)).valid, probe.check);
  const places = shuffled(
    Array.from({ length: count(some) }, (_, i) => i),
    session.seed,
  );
  const mixed = take(some, places);
  const back: Way = async (seeded) => {
    const { values, shape } = await session.predict(model, mixed, { seeded });
    const wide = shape[1] ?? 1;
    const ordered = new Float64Array(values.length);
    for (const [i, place] of places.entries()) ordered.set(values.subarray(i * wide, (i + 1) * wide), place * wide);
    return { values: ordered, shape };
  };
  const straight: Way = (seeded) => session.predict(model, some, { seeded });
  return agree(session, probe.tolerance, model, straight, back, 'scores in two orders');
}

/** A column as it is at decision time, in place of what it became later, leaves the scores as they are. */
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
  return agree(
    session,
    probe.tolerance,
    model,
    (seeded) => session.predict(model, given, { seeded }),
    (seeded) => session.predict(model, changed, { seeded }),
    what,
  );
}

function rowsOf(session: Session, loaded: unknown, ids: readonly string[]): unknown {
  const place = new Map(session.ids(loaded, 'load').map((id, at) => [id, at]));
  const lost = ids.find((id) => !place.has(id));
  if (lost !== undefined) throw new CannotTell(`load lost the row with ${session.config.id} ${lost}`);
  return take(
    loaded,
    ids.map((id) => place.get(id) as number),
  );
}

/** Whether two ways to the scores of the same rows agree; where one does not repeat itself, on average. */
async function agree(
  session: Session,
  asked: number | null,
  model: unknown,
  one: Way,
  other: Way,
  what: string,
): Promise<Verdict> {
  const tolerance = await session.tolerance(asked, model);
  const first = await one(true);
  const apart = gap(first, await other(true));
  if (apart <= tolerance) return judged(false, apart, tolerance, `${what} agree`);
  if (gap(first, await one(false)) <= tolerance) {
    return judged(true, apart, tolerance, `${what} differ by up to ${short(apart)}`);
  }
  const ratio = await averages(one, other);
  const told = ratio > APART ? '' : 'no more than ';
  const message = `predict does not repeat itself; on average ${what} differ by ${told}${short(ratio)} times its own spread`;
  return judged(ratio > APART, ratio, APART, message);
}

/** Difference of two average scores over the difference of halves of the first, in log-odds, meaned over rows. */
async function averages(one: Way, other: Way): Promise<number> {
  const even = await meanOf(one, REPEATS / 2);
  const odd = await meanOf(one, REPEATS / 2);
  const others = await meanOf(other, REPEATS);
  let spread = 0;
  let apart = 0;
  for (const [i, value] of others.entries()) {
    const [a = 0, b = 0] = [even[i], odd[i]];
    spread += Math.abs(a - b);
    apart += Math.abs((a + b) / 2 - value);
  }
  return apart / Math.max(spread, 1e-12 * others.length);
}

async function meanOf(way: Way, repeats: number): Promise<Float64Array> {
  let sum: Float64Array | undefined;
  for (let i = 0; i < repeats; i++) {
    const values = logOdds((await way(false)).values);
    sum = sum ? sum.map((value, at) => value + (values[at] ?? 0)) : values.slice();
  }
  return (sum ?? new Float64Array()).map((value) => value / repeats);
}

/** The same call gives the same answer. */
export async function twice(session: Session, probe: ProbeOf<'twice'>): Promise<Verdict> {
  const name = probe.function;
  let tolerance = probe.tolerance ?? 1e-9;
  let found: { moved: number; path: string };
  if (name === 'predict') {
    const { model } = await session.fitted(probe.rows);
    const some = session.some((await session.base(probe.rows)).valid, probe.check);
    tolerance = await session.tolerance(probe.tolerance, model);
    const first = await session.predict(model, some);
    found = { moved: gap(first, await session.predict(model, some, { seeded: false })), path: '' };
  } else found = await again(session, probe, name);
  const { moved, path } = found;
  const differ = moved > tolerance;
  const told = differ ? `differ by ${short(moved)}${path && ` in ${path}`}` : 'agree';
  return judged(differ, moved, tolerance, `two calls of ${name} with the same arguments ${told}`);
}

async function again(session: Session, probe: ProbeOf<'twice'>, name: 'split' | 'prepare' | 'fit') {
  const base = await session.base(probe.rows);
  const went = { seeded: false };
  if (name === 'split') {
    const pair = pairOf(await session.call('split', [copied(base.loaded), session.seed], went));
    return difference(await marks([base.train, base.valid], 'rows'), await marks(pair, 'rows'));
  }
  const fitted = await session.fitted(probe.rows);
  const train = copied(base.train);
  const prep = await session.call('prepare', [train, copied(base.valid)], went);
  if (name === 'prepare') return difference(fitted.prepMarks, await marks(prep, 'prep', base.sizes.valid));
  const model = await session.call('fit', [train, prep, session.seed], went);
  return difference(fitted.modelMarks, await modelMarks(session.host.tf, model));
}

/** Scores that claim to be probabilities lie within 0 and 1; those of several classes add up to 1. */
export async function range(session: Session, probe: ProbeOf<'range'>): Promise<Verdict> {
  const { model } = await session.fitted(probe.rows);
  const scores = await session.predict(model, (await session.base(probe.rows)).valid);
  const { low, high, sum, tolerance } = probe;
  const outside = scores.values.reduce((most, score) => Math.max(most, low - score, score - high), 0);
  if (outside > tolerance) {
    return judged(true, outside, tolerance, `scores leave ${low}..${high} by up to ${short(outside)}`);
  }
  const wide = width(scores);
  if (sum !== null && wide > 1) {
    let off = 0;
    for (let at = 0; at < scores.values.length; at += wide) {
      const total = scores.values.subarray(at, at + wide).reduce((all, score) => all + score, 0);
      off = Math.max(off, Math.abs(total - sum));
    }
    const told = `scores of a row add up to ${sum} give or take ${short(off)}`;
    if (off > SUM_OFF) return judged(true, off, SUM_OFF, told);
  }
  return judged(false, outside, tolerance, 'scores are where they should be');
}

/** How far the scores of a row may be from their sum. */
const SUM_OFF = 1e-3;
