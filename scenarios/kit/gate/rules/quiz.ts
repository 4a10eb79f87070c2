/** GA8: there are at least three questions to sprinkle in. */
import { type Complaint, complain } from '../complaint.ts';
import type { Facts } from '../facts.ts';

const QUESTIONS = 3;

export function quiz({ scenario, manifest }: Facts): Complaint[] {
  const { length } = scenario.spec.quiz;
  if (length >= QUESTIONS) return [];
  return [
    complain('quiz', manifest.at(['quiz']), `there are ${length} questions to sprinkle in; ${QUESTIONS} are wanted`),
  ];
}
