/** twice, range: the same call gives the same answer, and scores are where they should be. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import { pairOf } from '../official/train.ts';
import { copied } from './change.ts';
import { difference, marks, modelMarks } from './compare.ts';
import type { Session } from './runs.ts';
import { gap, width } from './statistics.ts';
import { judged, short, type Verdict } from './verdict.ts';

/** How far the sum of a row's scores may be from the parameter `sum`. */
const SUM_OFF = 1e-3;

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
  const message = differ ? `differ by ${short(moved)}${path && ` in ${path}`}` : 'agree';
  return judged(differ, moved, tolerance, `two calls of ${name} with the same arguments ${message}`);
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
  const { model } = await session.fitted(probe.rows, { tuned: probe.tuned });
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
    const message = `scores of a row add up to ${sum} give or take ${short(off)}`;
    if (off > SUM_OFF) return judged(true, off, SUM_OFF, message);
  }
  return judged(false, outside, tolerance, 'scores are where they should be');
}
