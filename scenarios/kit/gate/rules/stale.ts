/** GA9: whether somebody should read the scenario again, as a warning. */
import { type Complaint, complain } from '../complaint.ts';
import type { Facts } from '../facts.ts';

/** A warning: what was true of libraries and of the world may no longer be. */
export function stale({ scenario, manifest, today }: Facts): Complaint[] {
  const { staleAfter } = scenario.spec;
  if (staleAfter > today) return [];
  const message = `somebody should read this scenario again and set a later date: it may be stale since ${staleAfter}`;
  return [{ ...complain('stale', manifest.at(['staleAfter']), message), level: 'warning' }];
}
