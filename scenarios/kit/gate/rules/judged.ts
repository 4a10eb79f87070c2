/** GA8: each bug counts under a line of the rubric. */
import { type Complaint, complain } from '../complaint.ts';
import { bugPlace, type Facts } from '../facts.ts';

export function judged(facts: Facts): Complaint[] {
  const criteria = facts.scenario.spec.rubric.map(({ id }) => id).join(', ');
  return facts.scenario.spec.bugs
    .filter((bug) => bug.rubric.length === 0)
    .map(({ id }) =>
      complain('judged', bugPlace(facts, id), `bugs.${id}.rubric names no line of the rubric; there are ${criteria}`),
    );
}
