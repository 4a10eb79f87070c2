/**
 * What of a variant may be shown to whom. Every field is named here: a field that is added to a scenario reaches nobody
 * until somebody lists it.
 */
import type { Column } from '../../../datasets/table.ts';
import { trackOf } from '../../../engine/tracks.ts';
import type {
  CandidateBundle,
  DataFile,
  Finding,
  MetricInfo,
  StaffBundle,
  WorkFile,
} from '../../../protocol/bundle.ts';
import { ENDING } from '../../../protocol/language.ts';
import { LIMITS } from '../../../protocol/limits.ts';
import { choicesOf, outputsOf } from '../data/metricInput.ts';
import type { BugSpec, QuirkSpec } from '../manifest/schema.ts';
import { packagesOf, type Scaffold, scaffoldOf } from '../read/scaffold.ts';
import { bugsIn } from '../read/scenario.ts';
import { ledgerFactsOf } from './ledgerFacts.ts';
import type { Variant } from './variant.ts';

const DTYPE: Record<Column['kind'], string> = { number: 'float64', integer: 'int64', text: 'object' };

/** Everything the candidate's browser receives of a variant. */
export function toCandidateBundle(variant: Variant): CandidateBundle {
  const { spec, slug, version, brief, dictionary } = variant.scenario;
  const ending = ENDING[variant.language];
  const functions = Object.entries(spec.contract.functions).map(([name, file]) => [name, file + ending]);
  const [outputs, choices] = [outputsOf(spec), choicesOf(spec)];
  return {
    slug,
    version,
    title: spec.title,
    language: variant.language,
    minutes: spec.minutes,
    brief,
    dictionary: dictionary.map(({ file, columns }) => ({
      file,
      columns: columns.map(({ name, type, unit, meaning, known }) => ({ name, type, unit, meaning, known })),
    })),
    constraints: {
      weights: spec.constraints.weights,
      tries: spec.constraints.tries,
      secondsBetweenScores: spec.constraints.secondsBetweenScores,
      runSeconds: spec.limits.runSeconds,
      officialSeconds: LIMITS.officialSeconds,
      fitSeeds: [...spec.constraints.fitSeeds],
    },
    metric: metricInfo(spec.metric),
    secondary: spec.secondary.map(metricInfo),
    cost: spec.cost && { call: spec.cost.call, missedCap: spec.cost.missedCap, amount: spec.cost.column },
    targets: targetsIn(variant),
    contract: {
      functions: Object.fromEntries(functions),
      label: spec.data.label,
      id: spec.data.id,
      train: spec.data.train,
      ...(outputs === undefined ? {} : { outputs }),
      ...(choices === undefined ? {} : { choices }),
    },
    packages: packagesOf(spec, scaffoldIn(variant)),
    files: Object.entries(variant.files).map(([name, text]) => workFile(variant, name, text)),
    data: [trainFile(variant)],
  };
}

/** Everything staff see: the candidate's bundle and what is secret about the variant. */
export function toStaffBundle(variant: Variant): StaffBundle {
  const { scenario, form, source } = variant;
  const { quirks, rubric } = scenario.spec;
  const bugs = bugsIn(scenario, scaffoldIn(variant).name);
  return {
    candidate: toCandidateBundle(variant),
    form: form.id,
    level: form.level,
    seed: source.label,
    drawn: source.kind,
    findings: [
      ...bugs.map((bug) => finding(variant, 'bug', form.bugs.includes(bug.id), bug)),
      ...quirks.map((quirk) => finding(variant, 'quirk', true, quirk)),
    ],
    rubric: rubric.map(({ id, title, question, anchors, expected }) => ({
      id,
      title,
      question: `${question} (At ${form.level} level, expect at least: "${anchors[expected[form.level]]}")`,
      levels: [...anchors],
    })),
    guide: scenario.guide.map(({ id, title, body }) => ({ id, title, body })),
    notPlanted: scenario.notPlanted,
    ledger: ledgerFactsOf(variant, scaffoldIn(variant)),
  };
}

/** The scaffold that a variant's files were rendered from. */
function scaffoldIn({ language, form }: Variant): Scaffold {
  return scaffoldOf(language, form.framework);
}

function metricInfo({ name, title, unit, better, digits, description }: MetricInfo): MetricInfo {
  return { name, title, unit, better, digits, description };
}

function workFile({ scenario, language }: Variant, name: string, text: string): WorkFile {
  const stem = name.slice(0, -ENDING[language].length);
  return {
    id: trackOf(language).fileId(name),
    name,
    text,
    kind: scenario.spec.contract.explore.includes(stem) ? 'explore' : 'contract',
  };
}

function trainFile({ scenario, data, trainCsv }: Variant): DataFile {
  return {
    name: scenario.spec.data.train,
    rows: data.train.rows,
    bytes: Buffer.byteLength(trainCsv),
    columns: data.train.columns.map((column) => ({ name: column.name, dtype: DTYPE[column.kind] })),
  };
}

function targetsIn({ scenario, targets }: Variant): CandidateBundle['targets'] {
  if (!targets) return [];
  const { metric } = scenario.spec;
  const side = metric.better === 'lower' ? 'or less' : 'or more';
  const unit = metric.unit ? ` ${metric.unit}` : '';
  return (['sound', 'strong'] as const).map((name) => {
    const value = Number(targets[name].toFixed(metric.digits));
    return { name, value, text: `${metric.title} of ${value.toFixed(metric.digits)}${unit} ${side}` };
  });
}

function finding(variant: Variant, kind: Finding['kind'], planted: boolean, given: BugSpec | QuirkSpec): Finding {
  const { id, title, short, description, found, shows, questions, strong, weak } = given;
  const files = (variant.scenario.scaffold[scaffoldIn(variant).name] ?? [])
    .filter((template) => template.parts.some((part) => !Array.isArray(part) && part.id === id))
    .map((template) => template.path.slice(template.path.lastIndexOf('/') + 1));
  const named = short === undefined ? {} : { short };
  return { id, kind, title, ...named, planted, description, foundIn: found, shows, files, questions, strong, weak };
}
