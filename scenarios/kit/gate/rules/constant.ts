/** GA17: deciding the same for every row reaches no target. */
import { type Complaint, complain } from '../complaint.ts';
import { type Facts, formPlace } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { rounded } from '../worsening.ts';

export async function constant(facts: Facts, measured: Measured): Promise<Complaint[]> {
  const { scaffold, forms } = measured.plan;
  const { metric } = facts.scenario.spec;
  const sign = metric.better === 'lower' ? 1 : -1;
  const found: Complaint[] = [];
  for (const { form, name } of forms)
    for (const seed of measured.seeds) {
      const [handed, reference] = [name, 'reference'].map((of) => measured.of(of, seed).official?.hidden);
      const same = await measured.constant(seed);
      if (handed === undefined || reference === undefined || same === null) continue;
      // A target on the wrong side is another rule's matter.
      if (sign * reference >= sign * handed) continue;
      const wanted = handed + form.target * (reference - handed);
      if (sign * same > sign * wanted) continue;
      const message = `${scaffold.name}, ${form.id}: deciding the same for every row gives ${rounded(same)} and reaches the target ${rounded(wanted)} (seed ${seed})`;
      found.push(complain('constant', formPlace(facts, form.id), message));
      break;
    }
  return found;
}
