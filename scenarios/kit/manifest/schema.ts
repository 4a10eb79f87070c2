/**
 * The shape of `scenario.yaml` and `dictionary.yaml`. Strict: an unknown key is a mistake, not an extension.
 * What is parsed here is a `ScenarioSpec`, not yet trusted; `read/load.ts` makes a `Scenario` of it by checking it against
 * the rest of the folder.
 */
import { z } from 'zod';
import { probeSpec } from '../../../engine/contract/probes/spec.ts';
import { language } from '../../../protocol/language.ts';
import { LIMITS } from '../../../protocol/limits.ts';
import { hold } from './quirkClaim.ts';

const LEVELS = ['junior', 'senior', 'staff'] as const;
const level = z.enum(LEVELS);

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'an id is lower-case words joined by "-"');
const words = z.string().trim().min(1);
const csvName = z.string().regex(/^[a-z0-9_-]+\.csv$/, 'a plain file name ending in .csv');
/** A file of the scaffold without its ending; a path could lead out of the folder. */
const stem = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a plain file name without its ending');
const many = (least: number) => z.array(words).min(least);

/** What is common to planted bugs and to quirks of the data: how it is found, asked about and judged. */
const findingFields = {
  id,
  title: words,
  /** Its name in the ledger; the title where there is none. */
  short: words.max(24).optional(),
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
  /** What the interviewer may say, from vague to concrete; the gate wants three rungs of a bug. */
  hints: z.array(words).default([]),
  /** Criteria of the rubric under which finding it counts; the gate wants one of a bug. */
  rubric: z.array(id).default([]),
};

/** A planted bug: its regions are in the scaffold under its id. */
const bugSpec = z.strictObject({
  ...findingFields,
  /** Bugs that may not be drawn together with this one, since fixing one of them alone would worsen the metric. */
  neverWith: z.array(id).default([]),
  /**
   * Exactly those probes that it raises when it is planted alone: the same ones in every scaffold, or by name of the
   * scaffold (`python`, `python-torch`, `typescript`). The gate wants it stated, if only as an empty list.
   */
  alarms: z.union([z.array(id), z.record(words, z.array(id))]).optional(),
  /** Probes that alarm where an edit only hides it, as codes that are kept in a module; they are silent while it is planted. */
  hidden: z.array(id).default([]),
  /** Probes that alarm where the candidate leaves out what the bug is about, as the column, instead of mending it. */
  leftOut: z.array(id).default([]),
  /** Bugs that are measured together with this one although no form plants both. */
  interacts: z.array(id).default([]),
});

/** A property of the data itself, present in every form. */
const quirkSpec = z.strictObject({
  ...findingFields,
  column: words,
  /** What can be counted of it; the gate counts it on every seed and wants at least one. */
  holds: z.array(hold).default([]),
});

/** Something that the interviewer announces in the middle of an interview, and that changes the task. */
const twistSpec = z.strictObject({
  id,
  title: words,
  /** For the interviewer: when to play it. */
  when: words,
  /** What is read to the candidate, word for word. */
  tell: words,
  /** What to look at afterwards. */
  look: z.strictObject({ strong: many(1), weak: many(1) }),
});

/** A short question to sprinkle in. */
const quizSpec = z.strictObject({ id, when: words, question: words, strong: many(1), weak: many(1) });

const metricSpec = z.strictObject({
  /** A name of engine/scoring. */
  name: words,
  title: words,
  unit: words.nullable(),
  better: z.enum(['higher', 'lower']),
  digits: z.int().min(0).max(6),
  description: words,
});

/**
 * Expected cost: acting costs `call`, a missed positive its amount, at most `missedCap`. With the metric `ordered_cost` the call
 * leaves a row to a person, and the amount is what each class too many or too few costs.
 */
const costSpec = z.strictObject({
  call: z.number().nonnegative(),
  missedCap: z.number().positive(),
  /** Column the candidate sees. */
  column: words,
  /** Name among the arrays of data.ts: the same amounts in clean units. */
  array: words,
});

const criterionSpec = z.strictObject({
  id,
  title: words,
  question: words,
  /** From weak to strong; the position is the level that is saved. */
  anchors: many(2),
  /** The anchor (position from 0) that a level is expected to reach. */
  expected: z.strictObject({ junior: z.int().min(0), senior: z.int().min(0), staff: z.int().min(0) }),
});

/** A fixed set of bugs that is drawn together; candidates are compared within a form. */
const formSpec = z.strictObject({
  id,
  level,
  /** Part of the way from all bugs mended to the reference, both measured, that is the strong target. */
  strong: z.number().gt(0).lte(1).default(0.5),
  /** What forms had when there was one target. */
  target: z
    .never(
      'a form has two targets now, which the gate measures: leave target out; strong (0.5 without it) is the part of the way from all bugs mended to the reference',
    )
    .optional(),
  languages: z.array(language).min(1),
  /** Which scaffold of the language; null: the one without a framework. */
  framework: id.nullable().default(null),
  bugs: z.array(id).min(1),
});
export type FormSpec = z.infer<typeof formSpec>;

/**
 * Another scaffold of a language: files in the folder `<language>-<id>` replace those of the same name in
 * `<language>`, and the others are shared.
 */
const frameworkSpec = z.strictObject({
  id,
  languages: z.array(language).min(1),
  /** Instead of the scenario's. */
  packages: z.array(words),
});

export const scenarioSpec = z.strictObject({
  title: words,
  version: z.int().min(1),
  /** What a good story has; each is one sentence, and the brief states them. */
  story: z.strictObject({ decision: words, affected: words, errors: many(2) }),
  minutes: z.int().min(10).max(240),
  languages: z.array(language).min(1),
  data: z.strictObject({
    train: csvName,
    id: words,
    label: words,
    time: words.nullable(),
    rows: z.strictObject({ train: z.int().positive(), holdout: z.int().positive() }),
    /** Classes of the label: 0 to classes - 1. */
    classes: z.int().min(2).max(255).default(2),
    /** Least and largest share over all seeds: of positives; of every class where there are more than two. */
    positives: z.tuple([z.number(), z.number()]),
    /** Label of the published pair that the demo shows: data of which everybody can make the labels. */
    published: words.default('demo'),
    /**
     * Earlier versions of this scenario whose interviews, made from one seed and stored without their data, this folder makes again
     * byte for byte.
     */
    remakes: z.array(words).default([]),
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
      load: stem,
      split: stem,
      prepare: stem,
      fit: stem,
      tune: stem.optional(),
      predict: stem,
      decide: stem.optional(),
      report: stem,
    }),
    /** Files with cells; never imported by the official path. */
    explore: z.array(stem).default([]),
  }),
  limits: z
    .strictObject({
      /** What the gate measures against. Seconds that `fit` may take: 2 for tables, 10 for images and sequences. */
      fitSeconds: z.number().positive().default(2),
      /** Seconds after which a run of the candidate is interrupted. */
      runSeconds: z.int().min(LIMITS.runSecondsLeast).max(LIMITS.runSecondsMost).default(LIMITS.runSeconds),
    })
    .prefault({}),
  packages: z.array(words).default([]),
  frameworks: z.array(frameworkSpec).default([]),
  /** Order in which files are shown, without their ending. */
  files: z.array(stem).min(1),
  /** What is tried on the candidate's functions; the gate compares their alarms with those that bugs declare. */
  probes: z.array(probeSpec).default([]),
  bugs: z.array(bugSpec).min(1),
  quirks: z.array(quirkSpec).default([]),
  twists: z.array(twistSpec).default([]),
  quiz: z.array(quizSpec).default([]),
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
