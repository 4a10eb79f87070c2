/** Which probes are asked in which order: those that tell what became of planted bugs, touched ones first; then what else may be wrong. */
import { type Probe, probeSpec } from '../../../engine/contract/probes/spec.ts';
import type { LedgerFacts, LedgerSnapshot } from '../../../protocol/ledger.ts';

export interface Order {
  /** Ids of the probes that planted bugs are read off. */
  planted: ReadonlySet<string>;
  /** All, in the order in which they are asked. */
  probes: Probe[];
}

/** @throws where a probe has parameters that this build does not know. */
export function orderOf(facts: LedgerFacts, lines: LedgerSnapshot['lines'], answered: ReadonlySet<string>): Order {
  const byTouch = [...facts.bugs].sort((a, b) => Number(lines[a.id] === 'buggy') - Number(lines[b.id] === 'buggy'));
  const alarms = byTouch.flatMap((bug) => [...bug.alarms, ...bug.hidden, ...bug.leftOut]);
  // Whether scores repeat themselves decides what silence of others is worth.
  const steady = facts.probes.filter(({ kind }) => kind === 'twice').map(({ id }) => id);
  const planted = new Set([...alarms, ...steady]);
  const ids = [...new Set([...planted, ...facts.probes.map(({ id }) => id)])];
  const probes = ids.flatMap((id) => {
    const probe = facts.probes.find((one) => one.id === id);
    return probe && !answered.has(id) ? [probeSpec.parse(probe)] : [];
  });
  return { planted, probes };
}
