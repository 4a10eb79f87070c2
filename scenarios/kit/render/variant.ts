/** A variant: scenario, form, seed and language made into files and data. The same four give the same bytes for ever. */
import { createHash } from 'node:crypto';
import { toCsv } from '../../../datasets/csv.ts';
import { createRng } from '../../../datasets/rng.ts';
import { METRICS } from '../../../engine/scoring/index.ts';
import type { Language } from '../../../protocol/language.ts';
import { truthOf } from '../data/metricInput.ts';
import type { DataSize, ScenarioData } from '../data.ts';
import type { FormSpec } from '../manifest/schema.ts';
import { scaffoldOf } from '../read/scaffold.ts';
import { formOf, type Scenario } from '../read/scenario.ts';
import { type Target, targetOf } from '../read/target.ts';
import { renderFiles } from './files.ts';

interface VariantChoice {
  /** Id of a form. */
  form: string;
  seed: string;
  language: Language;
  /** Fewer rows than the scenario declares; for tests. */
  rows?: Partial<DataSize>;
}

export interface Variant {
  scenario: Scenario;
  form: FormSpec;
  seed: string;
  language: Language;
  /** Text of each file by name, in the order in which they are shown. */
  files: Record<string, string>;
  data: ScenarioData;
  /** The training file as the candidate reads it. */
  trainCsv: string;
  /** sha256 (hex) of the training file. */
  fingerprint: string;
  /** 1 for the rows of the hold-out that public scores use (30 %), 0 for those of the final one. */
  publicRows: Uint8Array;
  target: Target | null;
}

const PUBLIC_SHARE = 0.3;

/**
 * Renders the files and generates the data.
 * @throws Error for an unknown form, or a language that the form lacks
 *
 * @example
 * const scenario = await loadScenario('scenarios/bank-scam');
 * const variant = makeVariant(scenario, { form: 'senior-a', seed: 'demo', language: 'python' });
 * variant.files['model.py']; // the text that a candidate gets, with the form's bugs in it
 */
export function makeVariant(scenario: Scenario, { form: formId, seed, language, rows }: VariantChoice): Variant {
  const form = formOf(scenario, formId);
  if (!form.languages.includes(language)) throw new Error(`form ${formId} of ${scenario.slug} is not for ${language}`);
  const rng = createRng(`${scenario.slug}/${seed}`);
  const data = scenario.generate(rng.stream('data'), { ...scenario.spec.data.rows, ...rows });
  const trainCsv = toCsv(data.train);
  const split = rng.stream('public');
  const question = { language, form, seed, naive: naiveValue(scenario, data) };
  return {
    scenario,
    form,
    seed,
    language,
    files: renderFiles(scenario, scaffoldOf(language, form.framework), new Set(form.bugs)),
    data,
    trainCsv,
    fingerprint: createHash('sha256').update(trainCsv, 'utf8').digest('hex'),
    publicRows: data.labels.map(() => (split.uniform() < PUBLIC_SHARE ? 1 : 0)),
    target: targetOf(scenario.expected, question),
  };
}

/** Metrics that are a cost, and so have a value for work that nobody did. */
const COSTS = ['expected_cost', 'ordered_cost'];

/**
 * The metric of doing nothing on the hold-out, the yardstick by which seeds differ: for a cost what is lost per row when no row is
 * acted on, or, of ordered classes, when every row is left to a person; 1 for every other metric, so that scaling by it changes nothing.
 */
export function naiveValue(scenario: Scenario, data: ScenarioData): number {
  const { metric, cost, data: declared } = scenario.spec;
  if (!COSTS.includes(metric.name) || !cost) return 1;
  const decisions = new Uint8Array(data.labels.length).fill(metric.name === 'ordered_cost' ? declared.classes : 0);
  return METRICS[metric.name]?.compute({ ...truthOf(scenario.spec, data), decisions }) ?? 1;
}
