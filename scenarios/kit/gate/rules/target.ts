/** GA17: the reference reaches the target of each form; what is handed out is far from it. */
import { type Complaint, complain } from '../complaint.ts';
import { type Facts, formPlace } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { onSeeds } from '../verdicts.ts';
import { isVisible, sizeOf, worsening } from '../worsening.ts';

export async function target(facts: Facts, measured: Measured): Promise<Complaint[]> {
  const { scaffold, forms } = measured.plan;
  const found: Complaint[] = [];
  for (const { form, name } of forms) {
    const gaps = await worsening(facts, measured, name, 'reference');
    const none = gaps.filter((change) => !isVisible(change));
    const [first] = none;
    if (!first) continue;
    const seeds = onSeeds(
      none.map(({ seed }) => seed),
      measured.seeds,
    );
    const message = `${scaffold.name}, ${form.id}: the target cannot be reached: the reference is better than what is handed out by ${sizeOf(first)} only ${seeds}`;
    found.push(complain('target', formPlace(facts, form.id), message));
  }
  return found;
}
