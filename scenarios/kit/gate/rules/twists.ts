/** GA8: there are at least two twists to draw from. */
import { type Complaint, complain } from '../complaint.ts';
import type { Facts } from '../facts.ts';

const TWISTS = 2;

export function twists({ scenario, manifest }: Facts): Complaint[] {
  const { length } = scenario.spec.twists;
  if (length >= TWISTS) return [];
  return [
    complain(
      'twists',
      manifest.at(['twists']),
      `there are ${length} twists; an interview wants ${TWISTS} to draw from`,
    ),
  ];
}
