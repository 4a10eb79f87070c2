/** GA20: whether `expected.json` was measured on the present content of the folder. */
import { type Complaint, complain } from '../complaint.ts';
import { contentHash } from '../contentHash.ts';
import type { Facts } from '../facts.ts';

/** Scaffolds that have changed since they were measured; where nothing was, every scaffold, unless that is allowed. */
export function expected({ folder, scenario, scaffolds }: Facts, unmeasured: 'refused' | 'allowed'): Complaint[] {
  const place = { path: `scenarios/${scenario.slug}/expected.json` };
  const again = `run check ${scenario.slug} --write`;
  return scaffolds.flatMap((scaffold) => {
    const stored = scenario.expected?.hashes?.[scaffold.name];
    if (stored === contentHash(folder, scenario, scaffold)) return [];
    if (stored === undefined && unmeasured === 'allowed') return [];
    const what = stored === undefined ? 'was not measured yet' : 'has changed since it was measured';
    return [complain('expected', place, `${scaffold.name} ${what}; ${again}`)];
  });
}
