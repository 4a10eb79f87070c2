/**
 * What a result is marked by: labels, costs, seeds, budget and target of a variant. It is stored with an interview when that is
 * made, so that a result is marked by what the candidate was given, whatever became of the scenario's folder since.
 */
import { z } from 'zod';
import { language } from '../../protocol/language.ts';
import { targetName } from '../../protocol/target.ts';
import { toCandidateBundle, type Variant } from '../../scenarios/kit/index.ts';

const metric = z.object({ name: z.string(), better: z.enum(['higher', 'lower']) });

const stored = z.object({
  language,
  /** The files of the contract's functions. */
  entries: z.array(z.string()),
  spec: z.object({
    data: z.object({ classes: z.int().positive() }),
    metric,
    secondary: z.array(z.object({ name: z.string() })),
    cost: z.object({ call: z.number(), missedCap: z.number(), array: z.string() }).nullable(),
    constraints: z.object({ weights: z.int().positive(), fitSeeds: z.array(z.int()) }),
  }),
  targets: z.array(z.object({ name: targetName, value: z.number() })),
  /** Row by row of the hold-out, in the order of the data. */
  labels: z.array(z.int().min(0).max(255)).transform((values) => Uint8Array.from(values)),
  /** 1 for the rows of the public part, 0 for those of the final one. */
  publicRows: z.array(z.int().min(0).max(1)).transform((values) => Uint8Array.from(values)),
  /** What the cost is computed from; empty where there is none. */
  arrays: z.record(
    z.string(),
    z.array(z.number()).transform((values) => Float64Array.from(values)),
  ),
});

/** The key of an interview from when there was one target has that one. */
const withTargets = (given: { target?: { value: number } | null; targets?: unknown }) => {
  const { target, targets, ...rest } = given;
  return { ...rest, targets: targets ?? (target ? [{ name: 'only', value: target.value }] : []) };
};

/** An answer key; `labels`, `publicRows` and each of `arrays` have one value per row of the hold-out. */
export type AnswerKey = z.output<typeof stored>;

/** The answer key of a variant. */
export function answerKeyOf(variant: Variant): AnswerKey {
  const { data, publicRows, scenario } = variant;
  const { contract, targets } = toCandidateBundle(variant);
  const { spec } = scenario;
  const { cost } = spec;
  const array = cost && data.arrays[cost.array];
  return {
    language: variant.language,
    entries: [...new Set(Object.values(contract.functions))],
    spec: {
      data: { classes: spec.data.classes },
      metric: { name: spec.metric.name, better: spec.metric.better },
      secondary: spec.secondary.map(({ name }) => ({ name })),
      cost: cost && { call: cost.call, missedCap: cost.missedCap, array: cost.array },
      constraints: { weights: spec.constraints.weights, fitSeeds: [...spec.constraints.fitSeeds] },
    },
    // As the candidate reads them: what decides is what was promised.
    targets: targets.map(({ name, value }) => ({ name, value })),
    labels: Uint8Array.from(data.labels),
    publicRows: Uint8Array.from(publicRows),
    arrays: cost && array ? { [cost.array]: Float64Array.from(array) } : {},
  };
}

/** The key as it is stored: JSON, which holds every number exactly. */
export function answerKeyBytes({ labels, publicRows, arrays, ...rest }: AnswerKey): Uint8Array {
  const json: z.input<typeof stored> = {
    ...rest,
    labels: [...labels],
    publicRows: [...publicRows],
    arrays: Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, [...values]])),
  };
  return new TextEncoder().encode(JSON.stringify(json));
}

/** Reads what {@link answerKeyBytes} wrote. @throws SyntaxError, ZodError where it is something else */
export const readAnswerKey = (bytes: Uint8Array): AnswerKey =>
  stored.parse(withTargets(JSON.parse(new TextDecoder().decode(bytes))));
