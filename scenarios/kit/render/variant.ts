/** A variant: scenario, form, source and language made into files and data. The same four give the same bytes for ever. */
import { createHash } from 'node:crypto';
import { toCsv } from '../../../datasets/csv.ts';
import { valuesOf } from '../../../datasets/table.ts';
import { METRICS } from '../../../engine/scoring/index.ts';
import type { Language } from '../../../protocol/language.ts';
import { truthOf } from '../data/metricInput.ts';
import { type DataSource, drawData } from '../data/source.ts';
import type { DataSize, ScenarioData } from '../data.ts';
import type { FormSpec } from '../manifest/schema.ts';
import { PUBLIC_SHARE } from '../read/publicShare.ts';
import { scaffoldOf } from '../read/scaffold.ts';
import { formOf, type Scenario } from '../read/scenario.ts';
import { type Targets, targetsOf } from '../read/targets.ts';
import { renderFiles } from './files.ts';

interface VariantChoice {
  /** Id of a form. */
  form: string;
  source: DataSource;
  language: Language;
  /** Fewer rows than the scenario declares; for tests. */
  rows?: Partial<DataSize>;
}

export interface Variant {
  scenario: Scenario;
  form: FormSpec;
  source: DataSource;
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
  /** Null where nothing was measured. */
  targets: Targets | null;
}

/**
 * Renders the files and generates the data.
 * @throws Error for an unknown form, or a language that the form lacks
 *
 * @example
 * const scenario = await loadScenario('scenarios/bank-scam');
 * const variant = makeVariant(scenario, { form: 'senior-a', source: published('demo'), language: 'python' });
 * variant.files['model.py']; // the text that a candidate gets, with the form's bugs in it
 */
export function makeVariant(scenario: Scenario, { form: formId, source, language, rows }: VariantChoice): Variant {
  const form = formOf(scenario, formId);
  if (!form.languages.includes(language)) throw new Error(`form ${formId} of ${scenario.slug} is not for ${language}`);
  const { data, split } = drawData(scenario, source, { ...scenario.spec.data.rows, ...rows });
  const trainCsv = toCsv(data.train);
  const { better } = scenario.spec.metric;
  const question = { language, form, source, better, naive: yardstick(scenario, source, data) };
  return {
    scenario,
    form,
    source,
    language,
    files: renderFiles(scenario, scaffoldOf(language, form.framework), new Set(form.bugs)),
    data,
    trainCsv,
    fingerprint: createHash('sha256').update(trainCsv, 'utf8').digest('hex'),
    publicRows: data.labels.map(() => (split.uniform() < PUBLIC_SHARE ? 1 : 0)),
    targets: targetsOf(scenario.expected, question),
  };
}

/** Metrics that are a cost, and so have a value for work that nobody did. */
const COSTS = ['expected_cost', 'ordered_cost'];

/**
 * The metric of doing nothing on the training rows, the yardstick by which sources differ: for a cost what is lost per row when no row is
 * acted on, or, of ordered classes, when every row is left to a person; 1 for every other metric, so that scaling by it changes nothing.
 * Nothing of the hold-out enters, since the candidate reads the targets before any score.
 *
 * @throws Error where data.ts gives no amounts of the training rows
 */
export function naiveValue(scenario: Scenario, { train, trainArrays = {} }: ScenarioData): number {
  const { label } = scenario.spec.data;
  const labels = () => Uint8Array.from(valuesOf(train, label));
  return idleValue(scenario, labels, trainArrays);
}

function idleValue(scenario: Scenario, labelsOf: () => Uint8Array, arrays: ScenarioData['arrays']): number {
  const { metric, cost, data } = scenario.spec;
  if (!COSTS.includes(metric.name) || !cost) return 1;
  const labels = labelsOf();
  const decisions = new Uint8Array(labels.length).fill(metric.name === 'ordered_cost' ? data.classes : 0);
  return METRICS[metric.name]?.compute({ ...truthOf(scenario.spec, { labels, arrays }), decisions }) ?? 1;
}

/** An interview from before there were two sources may have a generator that gives nothing of the training rows: as then, the hold-out's. */
function yardstick(scenario: Scenario, source: DataSource, data: ScenarioData): number {
  if (source.kind !== 'seed' || data.trainArrays) return naiveValue(scenario, data);
  return idleValue(scenario, () => data.labels, data.arrays);
}
