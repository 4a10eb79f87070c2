/** GA16: a bug that is declared to show in the metric worsens it by at least 3 paired standard deviations on every seed. */
import { bugsIn } from '../../read/scenario.ts';
import { type Complaint, complain } from '../complaint.ts';
import { bugPlace, type Facts } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { onSeeds } from '../verdicts.ts';
import { isVisible, sizeOf, worsening } from '../worsening.ts';

export async function effect(facts: Facts, measured: Measured): Promise<Complaint[]> {
  const { scaffold, bugs } = measured.plan;
  const found: Complaint[] = [];
  for (const { id, shows } of bugsIn(facts.scenario, scaffold.name)) {
    if (shows !== 'metric' || !bugs.includes(id)) continue;
    const worse = await worsening(facts, measured, `bug:${id}`, 'clean');
    const weak = worse.filter((change) => !isVisible(change));
    const [first] = weak;
    if (!first) continue;
    const seeds = onSeeds(
      weak.map(({ seed }) => seed),
      measured.seeds,
    );
    const message = `${scaffold.name}, ${id} is said to show in the metric, but worsens it by ${sizeOf(first)} ${seeds}`;
    found.push(complain('effect', bugPlace(facts, id, 'shows'), message));
  }
  return found;
}
