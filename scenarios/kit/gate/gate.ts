/**
 * The gate: everything that is looked at before a scenario is published. It is mutation testing for interviews: every bug
 * must show where it declares, every fix must help, and everything else must stay silent.
 */
import path from 'node:path';
import { published } from '../data/source.ts';
import { AuthoringError } from '../manifest/error.ts';
import type { Expected } from '../read/expectedFile.ts';
import { type Reading, readScenario } from '../read/load.ts';
import { LOAD_RULES, type LoadRule } from '../read/mistakes.ts';
import { scaffoldsIn } from '../read/scenario.ts';
import { type GateCache, keyOf, memoryCache, remembered } from './cache.ts';
import { type Complaint, complaintOf } from './complaint.ts';
import { expectedOf } from './expectedJson.ts';
import { type Facts, generate } from './facts.ts';
import { type Measured, measurePlans } from './measured.ts';
import { planOf } from './plan.ts';
import type { RuleName } from './ruleList.ts';
import { apart } from './rules/apart.ts';
import { dataClaims } from './rules/dataClaims.ts';
import { deterministic } from './rules/deterministic.ts';
import { expected } from './rules/expected.ts';
import { MEASURED_RULES, READING_RULES } from './rules/index.ts';
import { program } from './rules/program.ts';
import { quirks } from './rules/quirks.ts';
import { secrets } from './rules/secrets.ts';
import { datasetsHash, generatorHash } from './sources.ts';

interface GateOptions {
  seeds: readonly string[];
  /** Bugs alone, few hold-out rows; the official path for clean and reference only. */
  quick?: boolean;
  /** With `quick`: only the bugs that go with the seed, four of a scaffold. */
  some?: boolean;
  /** Nothing is run: the rules that read. */
  cheap?: boolean;
  /** Hold-out rows; as many as public scores rest on where absent. */
  holdout?: number;
  /** Only these scaffolds are measured; all where absent. */
  scaffolds?: readonly string[];
  /** Interpreters at a time; 0: in this process. */
  processes?: number;
  cache?: GateCache;
  /** What is measured is about to be written, so that an old expected.json is no mistake. */
  writing?: boolean;
  /** Rules that are switched off, for tests. */
  without?: readonly RuleName[];
  /** Day by which a scenario may be stale, as 2027-12-31. */
  today?: string;
  /** Called with what is being done. */
  onProgress?: (progress: Progress) => void;
}

export interface Progress {
  slug: string;
  /** Runs made and to make; null while rules are read. */
  runs: { done: number; of: number; known: number } | null;
}

export interface GateReport {
  slug: string;
  seeds: readonly string[];
  complaints: Complaint[];
  /** No error among the complaints. */
  passed: boolean;
  /** One a scaffold; empty where nothing was measured. */
  measured: readonly Measured[];
  /** As it would be written; null where not everything was measured. */
  expected: Expected | null;
}

/** Hold-out rows of the quick gate, which looks at no effect. */
const QUICK_ROWS = 2_000;
/** Rules without which there is nothing to measure. */
const NEEDED: readonly RuleName[] = [...LOAD_RULES, 'program', 'deterministic', 'declared'];

/**
 * Looks at one scenario's folder.
 * @throws MeasureError where an interpreter cannot work at all
 */
export async function gate(folder: string, options: GateOptions): Promise<GateReport> {
  const { without = [], seeds, onProgress = () => {}, cache = memoryCache() } = options;
  const slug = path.basename(folder);
  onProgress({ slug, runs: null });
  const reading = await readScenario(folder, without.filter(isLoadRule));
  const complaints = reading.mistakes.list.map(({ rule, error }) => complaintOf(rule, error));
  const report = (more: Pick<GateReport, 'measured' | 'expected'>): GateReport => {
    const asked = complaints.filter(({ rule }) => !without.includes(rule));
    return { slug, seeds, complaints: asked, passed: asked.every(({ level }) => level !== 'error'), ...more };
  };
  const facts = factsOf(folder, reading, { ...options, cache });
  if (!facts || complaints.length > 0) return report({ measured: [], expected: null });
  complaints.push(...(await cheapRules(facts, options)));
  const blocked = complaints.some(({ rule }) => NEEDED.includes(rule) && !without.includes(rule));
  if (options.cheap || blocked) return report({ measured: [], expected: null });
  const { quick = false, some = false, scaffolds, processes = 2 } = options;
  const plans = facts.scaffolds
    .filter(({ name }) => scaffolds === undefined || scaffolds.includes(name))
    .map((scaffold) => planOf(facts.scenario, scaffold, { quick, some: some ? (seeds[0] ?? '') : null }));
  const measured = await measurePlans(facts, plans, {
    processes,
    fitSeeds: [1],
    onProgress: (done, of, known) => onProgress({ slug, runs: { done, of, known } }),
  });
  for (const scaffold of measured) for (const rule of MEASURED_RULES) complaints.push(...(await rule(facts, scaffold)));
  return report({ measured, expected: quick ? null : await expectedOf(facts, measured) });
}

function factsOf(folder: string, reading: Reading, options: GateOptions & { cache: GateCache }): Facts | null {
  const { scenario, manifest } = reading;
  if (!scenario || !manifest) return null;
  const { rows } = scenario.spec.data;
  const holdout = options.quick ? Math.min(QUICK_ROWS, rows.holdout) : Math.round(rows.holdout * 0.3);
  return {
    folder,
    scenario,
    manifest,
    scaffolds: scaffoldsIn(scenario),
    seeds: options.seeds,
    rows: { train: rows.train, holdout: options.holdout ?? holdout },
    cache: options.cache,
    today: options.today ?? new Date().toISOString().slice(0, 10),
  };
}

async function cheapRules(facts: Facts, { quick, cheap, writing, without = [] }: GateOptions): Promise<Complaint[]> {
  const unmeasured = quick || cheap ? 'allowed' : 'refused';
  const found = [
    ...READING_RULES.flatMap((rule) => rule(facts)),
    ...(writing ? [] : expected(facts, unmeasured)),
    ...(await program(facts)),
  ];
  // Code that data do not reach; whoever switches the rule off wants to see what comes of it.
  if (found.some(({ rule }) => rule === 'program') && !without.includes('program')) return found;
  try {
    return [...found, ...(await dataRules(facts)), ...secrets(facts)];
  } catch (error) {
    if (!(error instanceof AuthoringError)) throw error;
    return [...found, complaintOf('declared', error)];
  }
}

/** The rules about data, which need them generated: known by the generator's sources and what is declared. */
async function dataRules(facts: Facts): Promise<Complaint[]> {
  const { cache, folder, scenario, seeds, rows, manifest } = facts;
  const { spec, dictionary, slug } = scenario;
  const source = [generatorHash(folder, spec.languages), datasetsHash(), slug, rows];
  const declares = [spec.data, spec.cost, spec.quirks, dictionary, manifest.at(['quirks']), manifest.at(['data'])];
  const found = [...(await remembered(cache, keyOf('deterministic', source, seeds), () => deterministic(facts)))];
  // Data that chance makes, or nothing, say nothing of what they depend on.
  if (found.length === 0) {
    const key = keyOf('apart', source, declares, scenario.version, scenario.expected);
    found.push(...(await remembered(cache, key, () => apart(facts))));
  }
  for (const seed of seeds)
    found.push(
      ...(await remembered(cache, keyOf('declared', source, declares, seed), () => {
        const data = generate(facts, published(seed), rows);
        const wrong = dataClaims(facts, seed, data);
        return wrong.length > 0 ? wrong : quirks(facts, seed, data);
      })),
    );
  return found;
}

function isLoadRule(rule: RuleName): rule is LoadRule {
  return (LOAD_RULES as readonly RuleName[]).includes(rule);
}
