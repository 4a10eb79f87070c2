/** GA13: bugs of a form, and pairs that interact, raise the alarms of each of them and no others. */
import { type Complaint, complain } from '../complaint.ts';
import { bugPlace, type Facts, formPlace } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { mismatches, tailOf, wantedAlarms } from '../verdicts.ts';

export function masked(facts: Facts, measured: Measured): Complaint[] {
  const { forms, pairs, scaffold } = measured.plan;
  const together = [
    ...forms.map(({ form, name }) => ({ name, bugs: form.bugs, place: formPlace(facts, form.id) })),
    ...pairs.map(({ bugs, name }) => ({ name, bugs, place: bugPlace(facts, bugs[0], 'interacts') })),
  ].filter(({ bugs }) => bugs.length > 1);
  return together.flatMap(({ name, bugs, place }) => {
    const wanted = wantedAlarms(facts.scenario, scaffold.name, bugs);
    if (!wanted) return [];
    return mismatches(measured, name, wanted).map((mismatch) => {
      const what =
        mismatch.kind === 'missing'
          ? `${mismatch.probe} is masked`
          : `${mismatch.probe} alarms, which none of the bugs declares,`;
      return complain('masked', place, `${scaffold.name}, ${name}: ${what} ${tailOf(mismatch)}`);
    });
  });
}
