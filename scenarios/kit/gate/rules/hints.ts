/** GA8: each bug has three rungs of hints. */
import { type Complaint, complain } from '../complaint.ts';
import { bugPlace, type Facts } from '../facts.ts';

/** From vague to concrete. */
const RUNGS = 3;

export function hints(facts: Facts): Complaint[] {
  return facts.scenario.spec.bugs
    .filter((bug) => bug.hints.length !== RUNGS)
    .map(({ id, hints: given }) =>
      complain(
        'hints',
        bugPlace(facts, id, 'hints'),
        `bugs.${id} has ${given.length} hints; an interviewer wants ${RUNGS} rungs, from vague to concrete`,
      ),
    );
}
