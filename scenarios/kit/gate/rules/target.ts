/**
 * GA17: what is handed out is behind the reference and does not reach the sound target, every bug mended does, and the reference reaches
 * the strong one: with the targets of data that were measured, and with those of data that nobody has measured.
 */
import { published } from '../../data/source.ts';
import type { FormSpec } from '../../manifest/schema.ts';
import { decidingReach, type Targets, targetsOf } from '../../read/targets.ts';
import { type Complaint, complain } from '../complaint.ts';
import { effectRuns } from '../effectTable.ts';
import { type Facts, formPlace } from '../facts.ts';
import type { Measured, OfficialResult } from '../measured.ts';
import { onSeeds } from '../verdicts.ts';
import { isVisible, rounded, sizeOf, worsening } from '../worsening.ts';

export async function target(facts: Facts, measured: Measured): Promise<Complaint[]> {
  const { scaffold, forms } = measured.plan;
  const found: Complaint[] = [];
  for (const { form, name } of forms) {
    const message = (await notAhead(facts, measured, name)) ?? (await notReached(facts, measured, form, name));
    if (message) found.push(complain('target', formPlace(facts, form.id), `${scaffold.name}, ${form.id}: ${message}`));
  }
  return found;
}

/** In words, where the reference is no better than what is handed out. */
async function notAhead(facts: Facts, measured: Measured, name: string): Promise<string | null> {
  const none = (await worsening(facts, measured, name, 'reference')).filter((change) => !isVisible(change));
  const [first] = none;
  if (!first) return null;
  const seeds = onSeeds(
    none.map(({ seed }) => seed),
    measured.seeds,
  );
  return `the target cannot be reached: the reference is better than what is handed out by ${sizeOf(first)} only ${seeds}`;
}

/** In words, the first target that is reached by the wrong ones, or not by the right ones. */
async function notReached(facts: Facts, measured: Measured, form: FormSpec, name: string): Promise<string | null> {
  // A form whose bugs show in no score is handed out as good as mended.
  const claims = facts.scenario.spec.bugs.some(({ id, shows }) => form.bugs.includes(id) && shows === 'metric');
  for (const seed of measured.seeds) {
    const results = ['clean', 'reference', name].map((of) => measured.of(of, seed).official);
    const [clean, reference, handed] = results;
    if (!clean || !reference || !handed) continue;
    for (const targets of await targetsOn(facts, measured, form, seed)) {
      const why = misplaced(facts, targets, { clean, reference, handed: claims ? handed : null });
      if (why) return `${why} (seed ${seed}${targets.basis === 'estimated' ? ', as data that were not measured' : ''})`;
    }
  }
  return null;
}

/** The targets that a form has on a seed's data: as data that were measured, and as data like them that were not. */
export async function targetsOn(
  { scenario, rows }: Facts,
  measured: Measured,
  form: FormSpec,
  seed: string,
): Promise<Targets[]> {
  const { language } = measured.plan.scaffold;
  const expected = { holdout: rows.holdout, runs: await effectRuns(measured) };
  const question = { language, form, better: scenario.spec.metric.better, naive: await measured.naive(seed) };
  return [published(seed), { kind: 'secrets' as const, label: seed }].flatMap(
    (source) => targetsOf(expected, { ...question, source }) ?? [],
  );
}

type Official = Pick<OfficialResult, 'hidden' | 'reach'>;

/** In words, a target on the wrong side of a score; noise is that of the rows that decide in an interview. */
function misplaced(
  { scenario, rows }: Facts,
  { sound, strong }: Targets,
  { clean, reference, handed }: { clean: Official; reference: Official; handed: Official | null },
): string | null {
  const sign = scenario.spec.metric.better === 'lower' ? 1 : -1;
  const noise = ({ reach }: Official) => decidingReach(reach, rows.holdout, scenario.spec.data.rows.holdout);
  const reaches = (one: Official, wanted: number) => sign * one.hidden + noise(one) < sign * wanted;
  const shown = (one: Official) => `${rounded(one.hidden)} ± ${rounded(noise(one))}`;
  if (handed && sign * handed.hidden < sign * sound)
    return `what is handed out gives ${shown(handed)} and reaches the sound target ${rounded(sound)}: its bugs cost too little, or every bug mended scores too differently between seeds`;
  if (!reaches(clean, sound))
    return `every bug mended gives ${shown(clean)} and does not reach the sound target ${rounded(sound)}: it scores too differently between seeds`;
  if (!reaches(reference, strong))
    return `the strong target ${rounded(strong)} cannot be reached: the reference gives ${shown(reference)}; lower the form's strong, or make a better reference`;
  return null;
}
