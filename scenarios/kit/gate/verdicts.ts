/** Alarms that are declared, and where those of a run differ: for the rules about bugs alone, together, and fixed. */
import { alarmsOf } from '../read/alarms.ts';
import type { Scenario } from '../read/scenario.ts';
import type { CaseResult, Measured } from './measured.ts';

/** How the alarms of a case differ from what is wanted, on one seed or more. */
interface Mismatch {
  probe: string;
  /** `missing`: wanted and not raised. `extra`: raised and not wanted. */
  kind: 'missing' | 'extra';
  seeds: string[];
  /** Seeds on which the case was probed. */
  probed: string[];
  /** The probe's message on the first of these seeds. */
  message: string;
}

/** Probes that alarm. */
export function alarmsIn({ probes }: CaseResult): string[] {
  return probes.filter(({ verdict }) => verdict === 'alarm').map(({ id }) => id);
}

/** Alarms that bugs together should raise; null where one of them declares none, which the rule `claims` reports. */
export function wantedAlarms(scenario: Scenario, scaffold: string, bugs: readonly string[]): Set<string> | null {
  const wanted = new Set<string>();
  for (const id of bugs) {
    const bug = scenario.spec.bugs.find((declared) => declared.id === id);
    const alarms = bug && alarmsOf(bug, scaffold);
    if (!alarms) return null;
    for (const alarm of alarms) wanted.add(alarm);
  }
  return wanted;
}

/** Where a case raises other alarms than these, by probe; nothing for runs that failed or were not probed. */
export function mismatches(measured: Measured, name: string, wanted: ReadonlySet<string>): Mismatch[] {
  const found = new Map<string, Mismatch>();
  const probed = measured.seeds.filter((seed) => measured.of(name, seed).probes.length > 0);
  for (const seed of measured.seeds)
    for (const { id, verdict, message } of measured.of(name, seed).probes) {
      const raised = verdict === 'alarm';
      if (raised === wanted.has(id)) continue;
      const kind = raised ? 'extra' : 'missing';
      const mismatch = found.get(`${id}/${kind}`) ?? { probe: id, kind, seeds: [], probed, message };
      mismatch.seeds.push(seed);
      found.set(`${id}/${kind}`, mismatch);
    }
  return [...found.values()];
}

/** `on 2 of 5 seeds (effect-1, effect-4)`. */
export function onSeeds(seeds: readonly string[], all: readonly string[]): string {
  return `on ${seeds.length} of ${all.length} seeds (${seeds.join(', ')})`;
}

/** Where and what a mismatch was: `on 2 of 5 seeds (effect-1, effect-4): the probe's message`. */
export function tailOf({ seeds, probed, message }: Mismatch): string {
  return `${onSeeds(seeds, probed)}: ${message}`;
}
