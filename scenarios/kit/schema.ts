/**
 * The shape of `scenario.yaml` and `dictionary.yaml`. Strict: an unknown key is a mistake, not an extension.
 * What is parsed here is a `ScenarioSpec`, an author's word; `load.ts` makes a `Scenario` of it by checking it against
 * the rest of the folder.
 */
import { z } from 'zod';
import { language } from '../../protocol/bundle.ts';

export const LEVELS = ['junior', 'senior', 'staff'] as const;
export const level = z.enum(LEVELS);
export type Level = z.infer<typeof level>;

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'an id is lower-case words joined by "-"');
const words = z.string().trim().min(1);
const csvName = z.string().regex(/^[a-z0-9_-]+\.csv$/, 'a plain file name ending in .csv');
const many = (least: number) => z.array(words).min(least);

/** What is common to planted bugs and to quirks of the data: how it is found, asked about and judged. */
const findingFields = {
  id,
  title: words,
  /** For the interviewer: what is wrong and what it does, with measured size. */
  description: words,
  /** Where it can be found; at least a third of a scenario's findings need the data. */
  found: z.array(z.enum(['code', 'data'])).min(1),
  /** Where its effect shows. `metric` is a claim that the effect table holds. */
  shows: z.enum(['metric', 'probe', 'rubric']),
  questions: many(1),
  strong: many(1),
  weak: many(1),
  /** Due diligence: where this fault is described outside this project. */
  sources: many(1),
};

/** A planted bug: its regions stand in the scaffold under its id. */
export const bugSpec = z.strictObject({
  ...findingFields,
  /** Bugs that may not be drawn together with this one, since fixing one of them alone would worsen the metric. */
  neverWith: z.array(id).default([]),
});

/** A property of the data itself, present in every form. */
export const quirkSpec = z.strictObject({ ...findingFields, column: words });

export const metricSpec = z.strictObject({
  /** A name of engine/scoring. */
  name: words,
  title: words,
  unit: words.nullable(),
  better: z.enum(['higher', 'lower']),
  digits: z.int().min(0).max(6),
  description: words,
});

/** Expected cost: acting costs `call`, a missed positive its amount, at most `missedCap`. */
export const costSpec = z.strictObject({
  call: z.number().nonnegative(),
  missedCap: z.number().positive(),
  /** Column the candidate sees. */
  column: words,
  /** Name among the arrays of data.ts: the same amounts in clean units. */
  array: words,
});

export const criterionSpec = z.strictObject({
  id,
  title: words,
  question: words,
  /** From weak to strong; the position is the level that is saved. */
  anchors: many(2),
  /** The anchor (position from 0) that a level is expected to reach. */
  expected: z.strictObject({ junior: z.int().min(0), senior: z.int().min(0), staff: z.int().min(0) }),
});

/** A fixed set of bugs that is drawn together; candidates are compared within a form. */
export const formSpec = z.strictObject({
  id,
  level,
  /** Part of the way from the handed-out scaffold to the reference, both measured, that reaches the target. */
  target: z.number().gt(0).lte(1),
  languages: z.array(language).min(1),
  /** Which scaffold of the language; null: the language's own. */
  framework: id.nullable().default(null),
  bugs: z.array(id).min(1),
});
export type FormSpec = z.infer<typeof formSpec>;

/**
 * Another scaffold of a language: files in the folder `<language>-<id>` stand in for those of the same name in
 * `<language>`, and the others are shared.
 */
export const frameworkSpec = z.strictObject({
  id,
  languages: z.array(language).min(1),
  /** Instead of the scenario's. */
  packages: z.array(words),
});

export const scenarioSpec = z.strictObject({
  title: words,
  version: z.int().min(1),
  /** What a good story has; each is one sentence, and the brief tells them. */
  story: z.strictObject({ decision: words, affected: words, errors: many(2) }),
  minutes: z.int().min(10).max(240),
  languages: z.array(language).min(1),
  data: z.strictObject({
    train: csvName,
    id: words,
    label: words,
    time: words.nullable(),
    rows: z.strictObject({ train: z.int().positive(), holdout: z.int().positive() }),
    /** Least and largest share of positives over all seeds. */
    positives: z.tuple([z.number(), z.number()]),
  }),
  metric: metricSpec,
  secondary: z.array(metricSpec).default([]),
  cost: costSpec.nullable().default(null),
  constraints: z.strictObject({
    weights: z.int().positive(),
    tries: z.int().positive().default(20),
    secondsBetweenScores: z.int().nonnegative().default(30),
    fitSeeds: z.array(z.int().nonnegative()).min(1).default([1, 2, 3]),
  }),
  contract: z.strictObject({
    /** Contract function -> file without its ending. */
    functions: z.strictObject({
      load: words,
      split: words,
      prepare: words,
      fit: words,
      tune: words.optional(),
      predict: words,
      decide: words.optional(),
      report: words,
    }),
    /** Files with cells; never imported by the harness. */
    explore: z.array(words).default([]),
  }),
  packages: z.array(words).default([]),
  frameworks: z.array(frameworkSpec).default([]),
  /** Order in which files are shown, without their ending. */
  files: many(1),
  bugs: z.array(bugSpec).min(1),
  quirks: z.array(quirkSpec).default([]),
  forms: z.array(formSpec).min(1),
  rubric: z.array(criterionSpec).min(3),
  /** Day from which somebody should read the scenario again. */
  staleAfter: z.iso.date(),
});
export type ScenarioSpec = z.infer<typeof scenarioSpec>;
export type BugSpec = z.infer<typeof bugSpec>;
export type QuirkSpec = z.infer<typeof quirkSpec>;

/** `dictionary.yaml`: what each column of each file means, and when its value is known. */
export const dictionarySpec = z.strictObject({
  files: z
    .array(
      z.strictObject({
        file: csvName,
        columns: z
          .array(
            z.strictObject({
              name: words,
              type: words,
              unit: words.nullable().default(null),
              meaning: words,
              known: words,
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});
export type DictionarySpec = z.infer<typeof dictionarySpec>;
