/** What a variant's ledger is kept by: the probes for its scaffold, and of each planted bug its alarms and regions. */
import { probesFor, probeTitle } from '../../../engine/contract/probes/spec.ts';
import type { LedgerFacts } from '../../../protocol/ledger.ts';
import { alarmsOf } from '../read/alarms.ts';
import type { Scaffold } from '../read/scaffold.ts';
import { bugsIn } from '../read/scenario.ts';
import { regionsOf } from './regionState.ts';
import type { Variant } from './variant.ts';

/** Secret: staff browsers get it, and nobody else. */
export function ledgerFactsOf({ scenario, form, language }: Variant, { name }: Scaffold): LedgerFacts {
  const probes = probesFor(scenario.spec.probes, name);
  const ids = new Set(probes.map(({ id }) => id));
  const planted = bugsIn(scenario, name).filter(({ id }) => form.bugs.includes(id));
  const own = Object.entries(scenario.ownProbes[language]).filter(([id]) => ids.has(id));
  return {
    probes: probes.map((probe) => ({ ...probe, title: probeTitle(probe) })),
    own: Object.fromEntries(own),
    bugs: planted.map((bug) => ({
      id: bug.id,
      alarms: (alarmsOf(bug, name) ?? []).filter((alarm) => ids.has(alarm)),
      hidden: bug.hidden.filter((probe) => ids.has(probe)),
      leftOut: bug.leftOut.filter((probe) => ids.has(probe)),
      regions: regionsOf(bug.id, scenario.scaffold[name] ?? []),
    })),
  };
}
