/** Which probes a bug raises in a scaffold. */
import type { BugSpec } from '../manifest/schema.ts';

/** Alarms that a bug declares for a scaffold; undefined where it declares none, not even an empty list. */
export function alarmsOf(bug: BugSpec, scaffold: string): readonly string[] | undefined {
  return Array.isArray(bug.alarms) ? bug.alarms : bug.alarms?.[scaffold];
}
