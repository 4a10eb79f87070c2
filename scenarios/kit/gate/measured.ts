/** What came out of the cases, by scaffold, seed and case; runs that are already known by their content are not made again. */

import type { ProbeResult } from '../../../engine/contract/probes/result.ts';
import { noiseOf, type PairedNoise, pairedNoise, REPLICATES } from '../../../engine/scoring/index.ts';
import type { MeasuredFit, MeasureJob } from '../measure/job.ts';
import { measure, measureAll } from '../measure/pool.ts';
import { meanOf } from '../measure/scorer.ts';
import { keyOf, remembered } from './cache.ts';
import { type DataSource, dataSource, type Mark } from './dataSource.ts';
import type { Setting } from './facts.ts';
import { type Keys, keysOf, openParts, rowsOf, type Summary, store } from './keys.ts';
import type { GateCase, Plan } from './plan.ts';

/** A case on a seed. */
export interface CaseResult {
  seed: string;
  case: string;
  /** Why it did not run; nothing else holds then. */
  error: string | null;
  /** Empty where none were asked for. */
  probes: readonly ProbeResult[];
  /** Null where the official path was not asked for. */
  official: OfficialResult | null;
}

export interface OfficialResult {
  reported: MeasuredFit['reported'];
  hidden: number;
  /** Half of the 95 % interval of `hidden`, refits included. */
  reach: number;
  secondary: Record<string, number>;
  weights: number;
  fitSeconds: number;
  officialSeconds: number;
  heapBytes: number;
}

/** Hidden metric of `now` minus that of `before`, on the same rows. */
export type Difference = Pick<PairedNoise, 'diff' | 'sd'>;

/** Everything about one scaffold. */
export interface Measured {
  plan: Plan;
  seeds: readonly string[];
  /** @throws Error for a case that is not of the plan */
  of(name: string, seed: string): CaseResult;
  /** Null where one of them has no official run. */
  difference(now: string, before: string, seed: string): Promise<Difference | null>;
  naive(seed: string): Promise<number>;
  constant(seed: string): Promise<number | null>;
  /** sha256 of a seed's data. */
  mark(seed: string): string;
}

interface MeasuringOptions {
  processes: number;
  fitSeeds: readonly number[];
  /** Whether the first run that fails ends all of them; else its error is a result like any other. */
  strict?: boolean;
  /** Called with runs made, runs to make, and how many more were known. */
  onProgress: (done: number, of: number, known: number) => void;
}

interface Wanted {
  plan: Plan;
  seed: string;
  case: GateCase;
  keys: Keys;
}

/**
 * Makes every run of the plans that is not known yet.
 * @throws MeasureError where an interpreter cannot work; where `strict`, for a run that fails
 */
export async function measurePlans(
  setting: Setting,
  plans: readonly Plan[],
  { processes, fitSeeds, strict = false, onProgress }: MeasuringOptions,
): Promise<Measured[]> {
  const { seeds, folder, rows } = setting;
  const source = dataSource(setting);
  const marks = new Map<string, Mark>();
  for (const seed of seeds) marks.set(seed, await source.mark(seed));
  const wanted = plans.flatMap((plan) =>
    seeds.flatMap((seed, at) =>
      plan.cases.map((planned): Wanted => {
        const probed = planned.probes === 'all' || (planned.probes === 'two' && at < 2);
        const keys = keysOf(setting, plan, planned, { mark: marks.get(seed) as Mark, fitSeeds, probed });
        return { plan, seed, case: planned, keys };
      }),
    ),
  );
  const missing = wanted
    .map((run) => ({ ...run, open: openParts(setting, run.keys) }))
    .filter(({ open }) => open.official || open.probes.length > 0);
  const jobs = missing.map(
    ({ plan, seed, case: { bugs, reference }, open }): MeasureJob => ({
      folder,
      scaffold: plan.scaffold,
      seed,
      train: rows.train,
      holdout: rows.holdout,
      fitSeeds: [...fitSeeds],
      bugs,
      reference,
      ...open,
    }),
  );
  await (strict ? measure : measureAll)(jobs, {
    processes,
    onProgress: (done) => onProgress(done, jobs.length, wanted.length - jobs.length),
    each: (at, outcome) => store(setting, (missing[at] as Wanted).keys, outcome),
  });
  const measured: Measured[] = [];
  for (const plan of plans) {
    const own = wanted.filter((run) => run.plan === plan);
    measured.push(await collected(setting, { plan, own, source, marks }));
  }
  return measured;
}

interface Collection {
  plan: Plan;
  own: readonly Wanted[];
  source: DataSource;
  marks: ReadonlyMap<string, Mark>;
}

async function collected(setting: Setting, { plan, own, source, marks }: Collection): Promise<Measured> {
  const { cache, seeds, scenario } = setting;
  const { spec } = scenario;
  const metric = keyOf(spec.metric, spec.secondary, spec.cost, spec.data);
  const scored = async (seed: string, key: string, summary: Summary): Promise<OfficialResult | null> => {
    if ('error' in summary) return null;
    const { fits, officialSeconds, heapBytes } = summary;
    const { hidden, reach, secondary } = await remembered(cache, keyOf('score', 2, key, metric), () => {
      const { statistics, secondary } = source.scorer(seed).of(rowsOf(setting, key));
      const { now, high } = noiseOf(statistics, { seed: 1, replicates: REPLICATES.measurement });
      return { hidden: now, reach: high - now, secondary };
    });
    return {
      reported: { ...(fits[0] as MeasuredFit).reported, value: meanOf(fits.map((fit) => fit.reported.value)) },
      hidden,
      reach,
      secondary,
      weights: Math.max(...fits.map((fit) => fit.weights)),
      fitSeconds: meanOf(fits.map((fit) => fit.fitSeconds)),
      officialSeconds,
      heapBytes,
    };
  };
  const results = new Map<string, CaseResult & { keys: Keys }>();
  for (const { seed, case: planned, keys } of own) {
    const summary = keys.official === null ? null : (cache.get(keys.official) as Summary);
    const error = summary && 'error' in summary ? summary.error : null;
    const probes = error === null ? [...keys.probes.values()].map((key) => cache.get(key) as ProbeResult) : [];
    const official = summary && keys.official ? await scored(seed, keys.official, summary) : null;
    results.set(`${seed}/${planned.name}`, { seed, case: planned.name, error, probes, official, keys });
  }
  const find = (name: string, seed: string) => {
    const found = results.get(`${seed}/${name}`);
    if (!found) throw new Error(`no run of ${name} on seed ${seed}`);
    return found;
  };
  return {
    plan,
    seeds,
    of: find,
    mark: (seed) => (marks.get(seed) as Mark).all,
    async difference(now, before, seed) {
      const [a, b] = [find(now, seed), find(before, seed)];
      if (!a.official || !b.official) return null;
      const [left, right] = [a.keys.official as string, b.keys.official as string];
      return remembered(cache, keyOf('pair', left, right, metric), () => {
        const scorer = source.scorer(seed);
        const [now, before] = [left, right].map((key) => scorer.of(rowsOf(setting, key)).statistics);
        const { diff, sd } = pairedNoise(now ?? [], before ?? [], { seed: 1, replicates: REPLICATES.measurement });
        return { diff, sd };
      });
    },
    naive: (seed) => remembered(cache, keyOf('naive', marks.get(seed), metric), () => source.scorer(seed).naive),
    constant: (seed) =>
      remembered(cache, keyOf('constant', marks.get(seed), metric), () => source.scorer(seed).constant()),
  };
}
