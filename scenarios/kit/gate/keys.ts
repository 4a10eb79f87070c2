/** What the cache holds of a case, and under which keys: its official run, and each of its probes apart. */
import { probesFor } from '../../../engine/contract/probes/spec.ts';
import { type MeasuredFit, MeasureError, type MeasureOutcome } from '../measure/job.ts';
import { packagesOf } from '../read/scaffold.ts';
import { referenceFiles, renderFiles } from '../render/files.ts';
import { keyOf } from './cache.ts';
import type { Mark } from './dataSource.ts';
import type { Setting } from './facts.ts';
import type { GateCase, Plan } from './plan.ts';
import { engineHash } from './sources.ts';

/** Hashes of everything that the outcomes of a case depend on. */
export interface Keys {
  /** Of the official run; null where none is asked for. */
  official: string | null;
  /** By probe. */
  probes: Map<string, string>;
}

/** An official run without its rows, which are cached apart: most of the time nobody needs them again. */
export type Summary =
  | { error: string }
  | { fits: Omit<MeasuredFit, 'predictions' | 'decisions'>[]; officialSeconds: number; heapBytes: number };

/** What a case is measured on. */
interface Occasion {
  mark: Mark;
  fitSeeds: readonly number[];
  /** Whether its probes are run. */
  probed: boolean;
}

/** Keys of a case. */
export function keysOf(
  { scenario }: Setting,
  { scaffold }: Plan,
  planned: GateCase,
  { mark, fitSeeds, probed }: Occasion,
): Keys {
  const { language, name } = scaffold;
  const { spec, ownProbes } = scenario;
  const files = planned.reference
    ? referenceFiles(scenario, scaffold)
    : renderFiles(scenario, scaffold, new Set(planned.bugs));
  const { contract, data, metric } = spec;
  const packages = packagesOf(spec, scaffold);
  const setting = [contract, data.id, data.label, data.train, data.classes, metric.name];
  const code = keyOf(engineHash(language), files, setting, packages);
  const probes = probed ? probesFor(spec.probes, name) : [];
  return {
    official: planned.official ? keyOf('official', code, mark.all, fitSeeds) : null,
    probes: new Map(
      probes.map((probe) => {
        const { title: _, only: __, ...asked } = probe;
        return [probe.id, keyOf('probe', code, mark.train, asked, ownProbes[language][probe.id] ?? null)];
      }),
    ),
  };
}

/** What of a case is not known yet. A case that does not run is known to its end. */
export function openParts({ cache }: Setting, { official, probes }: Keys): { official: boolean; probes: string[] } {
  const summary = official === null ? null : (cache.get(official) as Summary | undefined);
  if (summary && 'error' in summary) return { official: false, probes: [] };
  return {
    official: official !== null && (summary === undefined || !cache.has(rowsKey(official))),
    probes: [...probes].filter(([, key]) => cache.get(key) === undefined).map(([id]) => id),
  };
}

/** Caches what came of a case. @throws MeasureError where probes alone were asked for and the interpreter failed */
export function store({ cache }: Setting, { official, probes }: Keys, outcome: MeasureOutcome): void {
  if ('error' in outcome) {
    if (official === null) throw new MeasureError(outcome.error);
    cache.put(official, { error: outcome.error } satisfies Summary);
    return;
  }
  const { fits, officialSeconds, heapBytes, probes: results } = outcome.answer;
  if (official !== null && fits.length > 0) {
    const lean = fits.map(({ predictions: _, decisions: __, ...fit }) => fit);
    cache.put(rowsKey(official), fits);
    cache.put(official, { fits: lean, officialSeconds, heapBytes } satisfies Summary);
  }
  for (const result of results) cache.put(probes.get(result.id) as string, result);
}

/** Rows of a cached official run. */
export function rowsOf({ cache }: Setting, key: string): MeasuredFit[] {
  const fits = cache.get(rowsKey(key)) as MeasuredFit[] | undefined;
  if (!fits) throw new Error('rows of a run have gone from the cache while it was read');
  return fits;
}

const rowsKey = (key: string): string => keyOf('rows', key);
