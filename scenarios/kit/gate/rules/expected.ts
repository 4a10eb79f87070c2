/** `expected.json` and the gate: whether it is of what stands here, and what is written into it. */
import type { Expected, MeasuredProbes, MeasuredRun } from '../../read/expectedFile.ts';
import { keptRun } from '../../read/expectedFile.ts';
import { type Complaint, complain } from '../complaint.ts';
import { contentHash } from '../contentHash.ts';
import type { Facts, Scaffold } from '../facts.ts';
import type { CaseResult, Measured } from '../measured.ts';

/** Scaffolds that have changed since they were measured; where nothing was, every scaffold, unless that is allowed. */
export function expected({ folder, scenario, scaffolds }: Facts, unmeasured: 'refused' | 'allowed'): Complaint[] {
  const place = { path: `scenarios/${scenario.slug}/expected.json` };
  const again = `run check ${scenario.slug} --write`;
  return scaffolds.flatMap((scaffold) => {
    const kept = scenario.expected?.hashes?.[scaffold.name];
    if (kept === contentHash(folder, scenario, scaffold)) return [];
    if (kept === undefined && unmeasured === 'allowed') return [];
    const what = kept === undefined ? 'was not measured yet' : 'has changed since it was measured';
    return [complain('expected', place, `${scaffold.name} ${what}; ${again}`)];
  });
}

/**
 * What was measured as it is kept, beside what is kept of other scaffolds.
 * @throws Error where those were measured on another number of rows
 */
export async function expectedOf(facts: Facts, all: readonly Measured[]): Promise<Expected> {
  const { scenario, folder, rows } = facts;
  const before = scenario.expected;
  const names = new Set(all.map(({ plan }) => plan.scaffold.name));
  const others = before?.runs.filter((run) => !names.has(nameOf(run))) ?? [];
  if (before && others.length > 0 && before.holdout !== rows.holdout)
    throw new Error(`expected.json holds runs on ${before.holdout} rows; measure with --holdout ${before.holdout}`);
  const runs: MeasuredRun[] = [];
  const probes: MeasuredProbes[] = before?.probes?.filter(({ scaffold }) => !names.has(scaffold)) ?? [];
  for (const measured of all) {
    runs.push(...(await runsOf(measured)));
    probes.push(...probesOf(measured));
  }
  const hashes = all.map(({ plan: { scaffold } }) => [scaffold.name, contentHash(folder, scenario, scaffold)]);
  const marks = all.flatMap((one) => one.seeds.map((seed) => [seed, one.mark(seed)]));
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

function nameOf({ language, framework }: MeasuredRun): string {
  return framework === undefined ? language : `${language}-${framework}`;
}

/** Cases under the names that they are kept by: clean, each bug alone, each form, the reference. */
function kept({ plan }: Measured): { name: string; of: string }[] {
  return [
    { name: 'clean', of: 'clean' },
    ...plan.bugs.map((id) => ({ name: `bug:${id}`, of: `bug:${id}` })),
    ...plan.forms.map(({ form, name }) => ({ name: form.id, of: name })),
    { name: 'reference', of: 'reference' },
  ];
}

/** Official runs in the order of the effect table. Cases that did not run are left out. */
export async function runsOf(measured: Measured): Promise<MeasuredRun[]> {
  const { language, framework }: Scaffold = measured.plan.scaffold;
  const found: MeasuredRun[] = [];
  for (const seed of measured.seeds)
    for (const { name, of } of kept(measured)) {
      const { official } = measured.of(of, seed);
      const difference = await measured.difference(of, 'clean', seed);
      if (!official || !difference) continue;
      const { reported, hidden, secondary, weights } = official;
      const naive = await measured.naive(seed);
      const own = framework === null ? {} : { framework };
      const { diff, sd } = difference;
      const run = { language, ...own, seed, case: name, reported, hidden, naive, diff, sd, secondary, weights };
      found.push(keptRun(run));
    }
  return found;
}

/** What the probes said, a line a case. */
export function probesOf(measured: Measured): MeasuredProbes[] {
  return kept(measured)
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
    for (const one of probes) if (one.verdict === verdict) found[one.id] = (found[one.id] ?? 0) + 1;
  return found;
}

function medianOf(results: readonly CaseResult[], id: string): number | null {
  const values = results
    .flatMap(({ probes }) => probes.filter((one) => one.id === id))
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
