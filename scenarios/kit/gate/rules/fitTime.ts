/** GA19: the quickest fit of a case stays within the limit: what slows one seed down does not slow all. */
import { type Complaint, complain } from '../complaint.ts';
import type { Facts } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { casePlace, officials } from '../officials.ts';

export function fitTime(facts: Facts, measured: Measured): Complaint[] {
  const { scaffold, cases } = measured.plan;
  const limit = facts.scenario.spec.limits.fitSeconds;
  return cases.flatMap(({ name }) => {
    const seconds = Math.min(...officials(measured, name).map((result) => result.fitSeconds));
    if (!Number.isFinite(seconds) || seconds <= limit) return [];
    const message = `${scaffold.name}, ${name}: a fit takes ${seconds.toFixed(1)} s, limits.fitSeconds is ${limit}`;
    return [complain('fit-time', casePlace(facts, measured, name), message)];
  });
}
