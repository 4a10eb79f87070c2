/** The rules about the metric: effects that are claimed, fixes that hurt, targets that can be reached. */

import { meanOf } from '../../measure/scorer.ts';
import { bugsIn } from '../../read/scenario.ts';
import { type Complaint, complain } from '../complaint.ts';
import { bugPlace, type Facts, formPlace } from '../facts.ts';
import type { Difference, Measured } from '../measured.ts';
import { onSeeds } from '../verdicts.ts';

/** In paired standard deviations. */
export const VISIBLE = 3;

/** A bug that is said to show in the metric worsens it by at least 3 paired standard deviations on every seed. */
export async function effect(facts: Facts, measured: Measured): Promise<Complaint[]> {
  const { scaffold, bugs } = measured.plan;
  const found: Complaint[] = [];
  for (const { id, shows } of bugsIn(facts.scenario, scaffold.name)) {
    if (shows !== 'metric' || !bugs.includes(id)) continue;
    const worse = await worsening(facts, measured, `bug:${id}`, 'clean');
    const weak = worse.filter(({ diff, sd }) => !(diff >= VISIBLE * sd && diff > 0));
    const [first] = weak;
    if (!first) continue;
    const seeds = onSeeds(
      weak.map(({ seed }) => seed),
      measured.seeds,
    );
    const message = `${scaffold.name}, ${id} is said to show in the metric, but worsens it by ${size(first)} ${seeds}`;
    found.push(complain('effect', bugPlace(facts, id, 'shows'), message));
  }
  return found;
}

/** From no form does fixing one bug worsen the metric beyond noise: on every seed, and in the mean by 3 of its deviations. */
export async function hurts(facts: Facts, measured: Measured): Promise<Complaint[]> {
  const { scaffold, fixes } = measured.plan;
  const found: Complaint[] = [];
  for (const { form, bug, before, after } of fixes) {
    const worse = await worsening(facts, measured, after, before);
    if (worse.length === 0 || worse.some(({ diff }) => diff <= 0)) continue;
    const mean = over(worse);
    if (!(mean.diff > VISIBLE * mean.sd)) continue;
    const message = `${scaffold.name}, ${form.id}: fixing ${bug} alone worsens the metric by ${size(mean)}; the bugs do not go together`;
    found.push(complain('hurts', formPlace(facts, form.id), message));
  }
  return found;
}

/** The reference reaches the target of each form; what is handed out is far from it. */
export async function target(facts: Facts, measured: Measured): Promise<Complaint[]> {
  const { scaffold, forms } = measured.plan;
  const found: Complaint[] = [];
  for (const { form, name } of forms) {
    const gaps = await worsening(facts, measured, name, 'reference');
    const none = gaps.filter(({ diff, sd }) => !(diff >= VISIBLE * sd && diff > 0));
    const [first] = none;
    if (!first) continue;
    const seeds = onSeeds(
      none.map(({ seed }) => seed),
      measured.seeds,
    );
    const message = `${scaffold.name}, ${form.id}: the target cannot be reached: the reference is better than what is handed out by ${size(first)} only ${seeds}`;
    found.push(complain('target', formPlace(facts, form.id), message));
  }
  return found;
}

/** Deciding the same for every row reaches no target. */
export async function constant(facts: Facts, measured: Measured): Promise<Complaint[]> {
  const { scaffold, forms } = measured.plan;
  const { metric } = facts.scenario.spec;
  const sign = metric.better === 'lower' ? 1 : -1;
  const found: Complaint[] = [];
  for (const { form, name } of forms)
    for (const seed of measured.seeds) {
      const [handed, reference] = [name, 'reference'].map((one) => measured.of(one, seed).official?.hidden);
      const same = await measured.constant(seed);
      if (handed === undefined || reference === undefined || same === null) continue;
      // A target on the wrong side is another rule's matter.
      if (sign * reference >= sign * handed) continue;
      const wanted = handed + form.target * (reference - handed);
      if (sign * same > sign * wanted) continue;
      const message = `${scaffold.name}, ${form.id}: deciding the same for every row gives ${number(same)} and reaches the target ${number(wanted)} (seed ${seed})`;
      found.push(complain('constant', formPlace(facts, form.id), message));
      break;
    }
  return found;
}

interface Worsening extends Difference {
  seed: string;
}

/** By how much `now` is worse than `before`, seed by seed; seeds without both runs are left out. */
async function worsening({ scenario }: Facts, measured: Measured, now: string, before: string): Promise<Worsening[]> {
  const sign = scenario.spec.metric.better === 'lower' ? 1 : -1;
  const found: Worsening[] = [];
  for (const seed of measured.seeds) {
    const one = await measured.difference(now, before, seed);
    if (one) found.push({ seed, diff: sign * one.diff, sd: one.sd });
  }
  return found;
}

/** Mean over seeds; its deviation is that of the seeds or of the rows, whichever is larger. */
function over(all: readonly Difference[]): Difference {
  const n = all.length;
  const diff = meanOf(all.map((one) => one.diff));
  const rows = Math.sqrt(all.reduce((sum, one) => sum + one.sd ** 2, 0)) / n;
  const seeds = n > 1 ? Math.sqrt(all.reduce((sum, one) => sum + (one.diff - diff) ** 2, 0) / (n - 1) / n) : 0;
  return { diff, sd: Math.max(rows, seeds) };
}

function size({ diff, sd }: Difference): string {
  return `${number(diff)} ± ${number(sd)}`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}
