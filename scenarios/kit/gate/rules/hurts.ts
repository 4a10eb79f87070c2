/** GA15: from no form does fixing one bug worsen the metric beyond noise: on every seed, and in the mean by 3 of its deviations. */
import { type Complaint, complain } from '../complaint.ts';
import { type Facts, formPlace } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { meanOver, sizeOf, VISIBLE, worsening } from '../worsening.ts';

export async function hurts(facts: Facts, measured: Measured): Promise<Complaint[]> {
  const { scaffold, fixes } = measured.plan;
  const found: Complaint[] = [];
  for (const { form, bug, before, after } of fixes) {
    const worse = await worsening(facts, measured, after, before);
    if (worse.length === 0 || worse.some(({ diff }) => diff <= 0)) continue;
    const mean = meanOver(worse);
    if (!(mean.diff > VISIBLE * mean.sd)) continue;
    const message = `${scaffold.name}, ${form.id}: fixing ${bug} alone worsens the metric by ${sizeOf(mean)}; the bugs do not go together`;
    found.push(complain('hurts', formPlace(facts, form.id), message));
  }
  return found;
}
