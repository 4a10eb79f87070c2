/** What the gate has measured as `expected.json` holds it. */
import { type Expected, type MeasuredProbes, scaffoldOfRun, storedRun } from '../read/expectedFile.ts';
import { contentHash } from './contentHash.ts';
import { effectRuns, tableRows } from './effectTable.ts';
import type { Facts } from './facts.ts';
import type { CaseResult, Measured } from './measured.ts';

/**
 * What was measured as it is stored, beside what is stored of other scaffolds.
 * @throws Error where those were measured on another number of rows
 */
export async function expectedOf(facts: Facts, all: readonly Measured[]): Promise<Expected> {
  const { scenario, folder, rows } = facts;
  const before = scenario.expected;
  const names = new Set(all.map(({ plan }) => plan.scaffold.name));
  const others = before?.runs.filter((run) => !names.has(scaffoldOfRun(run))) ?? [];
  if (before && others.length > 0 && before.holdout !== rows.holdout)
    throw new Error(`expected.json holds runs on ${before.holdout} rows; measure with --holdout ${before.holdout}`);
  const runs = (await Promise.all(all.map(effectRuns))).flat().map(storedRun);
  const probes = [
    ...(before?.probes?.filter(({ scaffold }) => !names.has(scaffold)) ?? []),
    ...all.flatMap((measured) => probesOf(measured)),
  ];
  const hashes = all.map(({ plan: { scaffold } }) => [scaffold.name, contentHash(folder, scenario, scaffold)]);
  const marks = all.flatMap((measured) => measured.seeds.map((seed) => [seed, measured.mark(seed)]));
  return {
    holdout: rows.holdout,
    hashes: { ...before?.hashes, ...Object.fromEntries(hashes) },
    data: { ...(others.length > 0 ? before?.data : {}), ...Object.fromEntries(marks) },
    fitSeconds: {
      ...before?.fitSeconds,
      ...Object.fromEntries(all.map((measured) => [measured.plan.scaffold.name, slowest(measured)])),
    },
    runs: [...others, ...runs],
    probes,
  };
}

/** What the probes answered, one line per case. */
function probesOf(measured: Measured): MeasuredProbes[] {
  return tableRows(measured)
    .filter(({ name }) => name !== 'reference')
    .map(({ name, of }) => {
      const results = measured.seeds.map((seed) => measured.of(of, seed));
      const unable = count(results, 'cannot-tell');
      const ids = [...new Set(results.flatMap((result) => result.probes.map(({ id }) => id)))];
      return {
        scaffold: measured.plan.scaffold.name,
        case: name,
        seeds: measured.seeds.length,
        alarms: count(results, 'alarm'),
        ...(Object.keys(unable).length > 0 ? { unable } : {}),
        values: Object.fromEntries(ids.map((id) => [id, medianOf(results, id)])),
      };
    });
}

function count(results: readonly CaseResult[], verdict: 'alarm' | 'cannot-tell'): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { probes } of results)
    for (const probe of probes) if (probe.verdict === verdict) found[probe.id] = (found[probe.id] ?? 0) + 1;
  return found;
}

function medianOf(results: readonly CaseResult[], id: string): number | null {
  const values = results
    .flatMap(({ probes }) => probes.filter((probe) => probe.id === id))
    .flatMap(({ value }) => (value === null ? [] : [value]))
    .sort((a, b) => a - b);
  const middle = values[values.length >> 1];
  return middle === undefined ? null : Number(middle.toPrecision(4));
}

/** Over the cases, the longest of their quickest fits. */
function slowest({ plan, seeds, of }: Measured): number {
  const quickest = plan.cases.map(({ name }) =>
    Math.min(...seeds.flatMap((seed) => of(name, seed).official?.fitSeconds ?? [])),
  );
  return Number(Math.max(0, ...quickest.filter(Number.isFinite)).toFixed(1));
}
