/**
 * What a scenario shows to whom. A bundle is a listed projection: `scenarios/kit/render/project.ts` names every field that it lets
 * through, so a new field of a scenario is secret until somebody lists it here.
 */
import { z } from 'zod';
import { DRAWN } from './drawn.ts';
import { language } from './language.ts';
import { ledgerFacts } from './ledger.ts';
import { target } from './target.ts';

/** One file of the candidate's work as handed out. `id` is the key in the shared document and never changes. */
const workFile = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(120),
  text: z.string(),
  /** `contract` files hold definitions that the official run imports; `explore` files hold cells and are never imported. */
  kind: z.enum(['contract', 'explore', 'other']),
});
/** A parsed {@link workFile}. */
export type WorkFile = z.infer<typeof workFile>;

/** One column of the data dictionary. `known`: when the value becomes known, in words. */
const dictionaryColumn = z.strictObject({
  name: z.string(),
  type: z.string(),
  unit: z.string().nullable(),
  meaning: z.string(),
  known: z.string(),
});
/** A parsed {@link dictionaryColumn}. */
export type DictionaryColumn = z.infer<typeof dictionaryColumn>;

/** A data file that the candidate may read; `bytes` is the length of the file as served. */
const dataFile = z.strictObject({
  name: z.string(),
  rows: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  columns: z.array(z.strictObject({ name: z.string(), dtype: z.string() })),
});
/** A parsed {@link dataFile}. */
export type DataFile = z.infer<typeof dataFile>;

/** How the metric is named, read and compared. `name` is a key of `engine/scoring` METRICS. */
const metricInfo = z.strictObject({
  name: z.string(),
  title: z.string(),
  unit: z.string().nullable(),
  better: z.enum(['higher', 'lower']),
  digits: z.number().int().min(0).max(6),
  description: z.string(),
});
/** A parsed {@link metricInfo}. */
export type MetricInfo = z.infer<typeof metricInfo>;

/**
 * Expected cost of decisions: a call costs `call`, an error its amount capped at `missedCap`. Of two classes the error is a missed
 * positive; of ordered classes a row that is misread, its amount times how far, and the call leaves the row to a person.
 */
const costRule = z.strictObject({
  call: z.number().nonnegative(),
  missedCap: z.number().positive(),
  /** Column that holds the amount, in the unit of `call`, after the scenario's cleaning of units. */
  amount: z.string(),
});

/** The functions that the official path and the probes call, and the files they are in. */
const contract = z.strictObject({
  functions: z.record(z.string(), z.string()),
  label: z.string(),
  id: z.string(),
  train: z.string(),
  /** Where there are more than two classes: columns that `predict` returns, one per class. */
  outputs: z.number().int().min(3).optional(),
  /** Where `decide` has more than two choices: how many; it returns a number from 0. */
  choices: z.number().int().min(3).max(256).optional(),
});

/** Everything of a variant that a candidate's browser may receive. */
export const candidateBundle = z.strictObject({
  slug: z.string(),
  version: z.string(),
  title: z.string(),
  language,
  minutes: z.number().int().positive(),
  brief: z.string(),
  dictionary: z.array(z.strictObject({ file: z.string(), columns: z.array(dictionaryColumn) })),
  constraints: z.strictObject({
    weights: z.number().int().positive(),
    tries: z.number().int().positive(),
    secondsBetweenScores: z.number().int().nonnegative(),
    runSeconds: z.number().int().positive(),
    officialSeconds: z.number().int().positive(),
    fitSeeds: z.array(z.number().int()),
  }),
  metric: metricInfo,
  secondary: z.array(metricInfo),
  cost: costRule.nullable(),
  /** The nearer one first; none where nothing was measured. */
  targets: z.array(target).max(2),
  contract,
  packages: z.array(z.string()),
  files: z.array(workFile),
  data: z.array(dataFile),
});
/** A parsed {@link candidateBundle}. */
export type CandidateBundle = z.infer<typeof candidateBundle>;

/** A planted bug or quirk as staff see it. */
const finding = z.strictObject({
  id: z.string(),
  kind: z.enum(['bug', 'quirk']),
  title: z.string(),
  /** Its name in the ledger; absent: the title. */
  short: z.string().max(24).optional(),
  planted: z.boolean(),
  description: z.string(),
  foundIn: z.array(z.enum(['code', 'data'])),
  shows: z.enum(['metric', 'probe', 'rubric']),
  files: z.array(z.string()),
  questions: z.array(z.string()),
  strong: z.array(z.string()),
  weak: z.array(z.string()),
});
/** A parsed {@link finding}. */
export type Finding = z.infer<typeof finding>;

/** One line of the rubric; `levels` are anchors from weak to strong, and their index is the level that is saved. */
const rubricCriterion = z.strictObject({
  id: z.string(),
  title: z.string(),
  question: z.string(),
  levels: z.array(z.string()).min(2),
});
/** A parsed {@link rubricCriterion}. */
export type RubricCriterion = z.infer<typeof rubricCriterion>;

/** What interviewers and authors see: the candidate's bundle and all that is secret about the variant. */
export const staffBundle = z.strictObject({
  candidate: candidateBundle,
  form: z.string(),
  level: z.string(),
  /** What the data are called: the seed that they follow from, or a label that tells nothing of them. */
  seed: z.string(),
  /** What the data were drawn from; an interview of an earlier version was stored without, and has one seed. */
  drawn: z.enum(DRAWN).default('seed'),
  findings: z.array(finding),
  rubric: z.array(rubricCriterion),
  /** Guide by phase; Markdown. */
  guide: z.array(z.strictObject({ id: z.string(), title: z.string(), body: z.string() })),
  notPlanted: z.string(),
  /** What the ledger is kept by; null for an interview that was made before there was one. */
  ledger: ledgerFacts.nullable().default(null),
});
/** A parsed {@link staffBundle}. */
export type StaffBundle = z.infer<typeof staffBundle>;
