/** What has changed between two versions of a scenario, by whom it concerns. */
import { isDeepStrictEqual } from 'node:util';
import { fingerprintData } from '../data/fingerprint.ts';
import { published } from '../data/source.ts';
import { type MeasuredRun, scaffoldOfRun } from '../read/expectedFile.ts';
import type { Scenario } from '../read/scenario.ts';
import { type LineDiff, lineDiff } from '../text/lineDiff.ts';
import { toCandidateBundle } from './project.ts';
import { makeVariant, type Variant } from './variant.ts';

/** One thing that changed; `lines` of texts, `before` and `after` of values (null: was not, or is no more, there). */
export interface Change {
  /** `brief`, `files.senior-a.python.model.py`, `bugs.late-column.hints`. */
  what: string;
  lines?: LineDiff;
  before?: unknown;
  after?: unknown;
}

export interface ScenarioDiff {
  versions: { before: string; after: string };
  /** What a candidate gets. */
  candidates: Change[];
  /** What an interviewer reads and rates by. */
  interviewers: Change[];
  /** What was measured last: means over seeds of the hidden metric and of its distance to the clean scaffold, and alarms. */
  measured: Change[];
}

/** The seed whose data are compared, and how many hold-out rows: enough for a change of the generator to show. */
const SEED = 'diff';
const HOLDOUT = 1_000;

/** Compares two loaded versions. */
export function scenarioDiff(before: Scenario, after: Scenario): ScenarioDiff {
  return {
    versions: { before: before.version, after: after.version },
    candidates: candidateChanges(before, after),
    interviewers: interviewerChanges(before, after),
    measured: [
      ...compare('', measuredOf(before), measuredOf(after)),
      ...compare('alarms', alarmsOf(before), alarmsOf(after)),
    ],
  };
}

function candidateChanges(before: Scenario, after: Scenario): Change[] {
  const changes: Change[] = [];
  const [old, now] = [variantsOf(before), variantsOf(after)];
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [was, is] = [old[name], now[name]];
    if (was && is) changes.push(...texts(`files.${name}`, was.files, is.files));
    else changes.push({ what: `forms.${name}`, before: was ? 'there' : null, after: is ? 'there' : null });
  }
  const [was, is] = [Object.values(old)[0], Object.values(now)[0]];
  if (was && is) {
    changes.push(...compare('', shownOf(was), shownOf(is)));
    if (fingerprintData(was.data) !== fingerprintData(is.data))
      changes.push({ what: `data of seed ${SEED}`, before: was.fingerprint, after: is.fingerprint });
  }
  return [...texts('', { brief: before.brief }, { brief: after.brief }), ...changes];
}

/** Form and language -> the variant of the one seed. */
function variantsOf(scenario: Scenario): Record<string, Variant> {
  return Object.fromEntries(
    scenario.spec.forms.flatMap((form) =>
      form.languages.map((language) => [
        `${form.id}.${language}`,
        makeVariant(scenario, { form: form.id, source: published(SEED), language, rows: { holdout: HOLDOUT } }),
      ]),
    ),
  );
}

/** What of a bundle is the same for all forms, but for brief and files. */
function shownOf(variant: Variant) {
  const { title, minutes, constraints, metric, secondary, cost, contract, packages, dictionary } =
    toCandidateBundle(variant);
  const columns = dictionary.flatMap((file) => file.columns.map((column) => [`${file.file}.${column.name}`, column]));
  return {
    title,
    minutes,
    constraints,
    metric,
    secondary,
    cost,
    contract: contract.functions,
    packages,
    dictionary: Object.fromEntries(columns) as Record<string, unknown>,
  };
}

function interviewerChanges(before: Scenario, after: Scenario): Change[] {
  const read = ({ spec }: Scenario) => ({
    story: spec.story,
    bugs: byId(spec.bugs),
    quirks: byId(spec.quirks),
    probes: byId(spec.probes),
    twists: byId(spec.twists),
    quiz: byId(spec.quiz),
    rubric: byId(spec.rubric),
    forms: byId(spec.forms),
    staleAfter: spec.staleAfter,
  });
  const guide = ({ guide, notPlanted }: Scenario) => ({
    ...Object.fromEntries(guide.map(({ id, body }) => [id, body])),
    'not-planted': notPlanted,
  });
  const reference = (scenario: Scenario) =>
    Object.fromEntries(
      Object.entries(scenario.reference).flatMap(([name, files]) =>
        Object.entries(files).map(([file, text]) => [`${name}.${file}`, text]),
      ),
    );
  return [
    ...compare('', read(before), read(after)),
    ...texts('guide', guide(before), guide(after)),
    ...texts('reference', reference(before), reference(after)),
  ];
}

function byId(list: readonly { id: string }[]): Record<string, unknown> {
  return Object.fromEntries(list.map(({ id, ...rest }) => [id, rest]));
}

/** Scaffold and case -> means over seeds, to three digits. */
function measuredOf({ expected }: Scenario): Record<string, { hidden: number; diff: number; weights: number }> {
  const cases = new Map<string, MeasuredRun[]>();
  for (const run of expected?.runs ?? []) {
    const name = `${scaffoldOfRun(run)} ${run.case}`;
    cases.set(name, [...(cases.get(name) ?? []), run]);
  }
  const mean = (runs: MeasuredRun[], of: (run: MeasuredRun) => number) =>
    Number((runs.reduce((sum, run) => sum + of(run), 0) / runs.length).toPrecision(3));
  return Object.fromEntries(
    [...cases].map(([name, runs]) => [
      name,
      {
        hidden: mean(runs, (run) => run.hidden),
        diff: mean(runs, (run) => run.diff),
        weights: Math.max(...runs.map((run) => run.weights)),
      },
    ]),
  );
}

/** Scaffold and case -> probes that alarmed on any seed. */
function alarmsOf({ expected }: Scenario): Record<string, string[]> {
  const measured = expected?.probes ?? [];
  return Object.fromEntries(
    measured.map(({ scaffold, case: name, alarms }) => [`${scaffold} ${name}`, Object.keys(alarms).sort()]),
  );
}

/** Texts that differ, with their lines. */
function texts(
  under: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .map((name) => ({
      what: [under, name].filter(Boolean).join('.'),
      lines: lineDiff(before[name] ?? '', after[name] ?? ''),
    }));
}

/** Leaves that differ; lists and what is there on one side only count as leaves. */
function compare(under: string, before: unknown, after: unknown): Change[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isRecord(before) || !isRecord(after)) return [{ what: under, before: before ?? null, after: after ?? null }];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    compare(under ? `${under}.${key}` : key, before[key], after[key]),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
