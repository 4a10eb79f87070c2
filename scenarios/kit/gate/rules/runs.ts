/** GA10: every case runs through the official path. */
import { type Complaint, complain } from '../complaint.ts';
import type { Facts } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { casePlace } from '../officials.ts';
import { onSeeds } from '../verdicts.ts';

export function runs(facts: Facts, measured: Measured): Complaint[] {
  const { scaffold, cases } = measured.plan;
  return cases.flatMap(({ name }) => {
    const failed = measured.seeds.filter((seed) => measured.of(name, seed).error !== null);
    const [first] = failed;
    if (first === undefined) return [];
    const reason = measured.of(name, first).error?.trim();
    const message = `${scaffold.name}, ${name} does not run ${onSeeds(failed, measured.seeds)}: ${reason}`;
    return [complain('runs', casePlace(facts, measured, name), message)];
  });
}
