/**
 * The kinds of probes. A probe changes one input of a candidate's contract functions and watches what they make of it; the
 * same description runs in Python (engine/python/src/holdout_probes) and in TypeScript (engine/typescript/probes).
 */
import { z } from 'zod';
import { probeSpecs } from './kinds.ts';

export { probeSpecs } from './kinds.ts';

export type ProbeKind = keyof typeof probeSpecs;
export const PROBE_KINDS = Object.keys(probeSpecs) as ProbeKind[];

/** What each kind asks, for staff; the title of a probe that has none. */
export const PROBE_TITLES: Readonly<Record<ProbeKind, string>> = {
  poison: 'Nothing learned before validation moves when the validation rows do',
  permute: 'With shuffled labels validation finds nothing',
  'row-id': 'Training and validation rows are different rows, and none is lost',
  'one-row': 'A row alone gets the score that it gets among others',
  order: 'Scores do not depend on the order of the rows',
  twice: 'The same call gives the same answer',
  overfit: 'A few rows, seen again and again, are learned',
  'double-step': 'A step uses the gradient of its own batch',
  mask: 'Scores and decisions need nothing that is not known at decision time',
  'label-rate': 'Validation rows have the labels of the data, and scores are not far below them',
  constant: 'One decision for all rows does not look good in the report',
  range: 'Scores are where probabilities can be',
  'labels-matter': 'The model follows the labels',
  learned: 'Nothing is learned from what is not known at decision time',
  matters: 'The named columns still move a score',
  fresh: 'Scores and decisions need nothing outside the model',
  told: 'The report depends on decisions and labels',
  regret: 'Decisions cost little more than the best ones',
  'label-blind': 'Scores are the same with the label, without it and with another one',
  halves: 'Which validation rows are tuned on does not change the ranking',
  leak: 'No call leaves tensors behind',
  own: "The author's own question",
};

/** The title that staff read. */
export const probeTitle = (probe: Pick<Probe, 'kind' | 'title'>): string => probe.title ?? PROBE_TITLES[probe.kind];

/** One entry of `probes:` in scenario.yaml. */
export const probeSpec = z.discriminatedUnion('kind', [
  probeSpecs.poison,
  probeSpecs.permute,
  probeSpecs['row-id'],
  probeSpecs['one-row'],
  probeSpecs.order,
  probeSpecs.twice,
  probeSpecs.overfit,
  probeSpecs['double-step'],
  probeSpecs.mask,
  probeSpecs['label-rate'],
  probeSpecs.constant,
  probeSpecs.range,
  probeSpecs['labels-matter'],
  probeSpecs.learned,
  probeSpecs.matters,
  probeSpecs.fresh,
  probeSpecs.told,
  probeSpecs.regret,
  probeSpecs['label-blind'],
  probeSpecs.halves,
  probeSpecs.leak,
  probeSpecs.own,
]);
/** A probe with all its parameters. */
export type Probe = z.infer<typeof probeSpec>;
/** A probe of one kind. */
export type ProbeOf<Kind extends ProbeKind> = Extract<Probe, { kind: Kind }>;

/** Probes that are for a scaffold. */
export function probesFor(probes: readonly Probe[], scaffold: string): Probe[] {
  return probes.filter(({ only }) => only.length === 0 || only.includes(scaffold));
}
