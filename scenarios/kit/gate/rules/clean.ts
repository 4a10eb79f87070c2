/** GA11: with everything fixed no probe alarms, and each gives a verdict. */
import { type Complaint, complain } from '../complaint.ts';
import type { Facts } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { onSeeds } from '../verdicts.ts';

export function clean({ scenario, manifest }: Facts, measured: Measured): Complaint[] {
  const { name } = measured.plan.scaffold;
  return scenario.spec.probes.flatMap(({ id }, n) => {
    const place = manifest.at(['probes', n, 'id']);
    const answers = measured.seeds.flatMap((seed) =>
      measured
        .of('clean', seed)
        .probes.filter((result) => result.id === id)
        .map((result) => ({ ...result, seed })),
    );
    return (['alarm', 'cannot-tell'] as const).flatMap((verdict) => {
      const [first, ...others] = answers.filter((result) => result.verdict === verdict);
      if (!first) return [];
      const seeds = onSeeds(
        [first, ...others].map(({ seed }) => seed),
        measured.seeds,
      );
      const says = verdict === 'alarm' ? 'alarms' : 'cannot tell';
      return [complain('clean', place, `${name}, everything fixed: ${id} ${says} ${seeds}: ${first.message}`)];
    });
  });
}
