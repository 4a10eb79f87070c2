/** GA12: a bug alone raises exactly the alarms that it declares. */
import { type Complaint, complain } from '../complaint.ts';
import { bugPlace, type Facts } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { mismatches, tailOf, wantedAlarms } from '../verdicts.ts';

export function alarms(facts: Facts, measured: Measured): Complaint[] {
  const { name } = measured.plan.scaffold;
  return measured.plan.bugs.flatMap((id) => {
    const wanted = wantedAlarms(facts.scenario, name, [id]);
    if (!wanted) return [];
    return mismatches(measured, `bug:${id}`, wanted).map((mismatch) => {
      const what =
        mismatch.kind === 'extra'
          ? `raises ${mismatch.probe}, which it does not declare,`
          : `does not raise ${mismatch.probe}`;
      return complain('alarms', bugPlace(facts, id, 'alarms'), `${name}, ${id} alone ${what} ${tailOf(mismatch)}`);
    });
  });
}
