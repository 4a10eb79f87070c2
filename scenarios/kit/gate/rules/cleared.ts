/** GA14: from a form, fixing one bug takes away its alarms, and no other appears. */
import { type Complaint, complain } from '../complaint.ts';
import { type Facts, formPlace } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { mismatches, tailOf, wantedAlarms } from '../verdicts.ts';

export function cleared(facts: Facts, measured: Measured): Complaint[] {
  const { scaffold, fixes } = measured.plan;
  return fixes.flatMap(({ form, bug, after }) => {
    // With one bug left or none the rules above say it.
    if (form.bugs.length < 3) return [];
    const rest = form.bugs.filter((id) => id !== bug);
    const wanted = wantedAlarms(facts.scenario, scaffold.name, rest);
    const own = wantedAlarms(facts.scenario, scaffold.name, [bug]);
    if (!wanted || !own) return [];
    return mismatches(measured, after, wanted).map((mismatch) => {
      const { probe, kind } = mismatch;
      const what =
        kind === 'missing' ? `${probe} falls silent as well` : own.has(probe) ? `${probe} goes on` : `${probe} appears`;
      const place = formPlace(facts, form.id);
      return complain('cleared', place, `${scaffold.name}, ${form.id} with ${bug} fixed: ${what} ${tailOf(mismatch)}`);
    });
  });
}
