/** GA17: deciding the same for every row reaches no target. */
import { type Complaint, complain } from '../complaint.ts';
import { type Facts, formPlace } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { rounded } from '../worsening.ts';
import { targetsOn } from './target.ts';

export async function constant(facts: Facts, measured: Measured): Promise<Complaint[]> {
  const { scaffold, forms } = measured.plan;
  const sign = facts.scenario.spec.metric.better === 'lower' ? 1 : -1;
  const found: Complaint[] = [];
  for (const { form } of forms)
    for (const seed of measured.seeds) {
      const same = await measured.constant(seed);
      if (same === null) continue;
      const reached = (await targetsOn(facts, measured, form, seed)).find(({ sound }) => sign * same <= sign * sound);
      if (!reached) continue;
      const message = `${scaffold.name}, ${form.id}: deciding the same for every row gives ${rounded(same)} and reaches the sound target ${rounded(reached.sound)} (seed ${seed})`;
      found.push(complain('constant', formPlace(facts, form.id), message));
      break;
    }
  return found;
}
