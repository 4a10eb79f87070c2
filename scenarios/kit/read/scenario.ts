/** A scenario as the rest of the product may trust it: read, checked against its folder, ready to make variants. */
import type { Language } from '../../../protocol/language.ts';
import type { DataMaker } from '../data.ts';
import type { BugSpec, DictionarySpec, FormSpec, QuirkSpec, ScenarioSpec } from '../manifest/schema.ts';
import type { Expected } from './expectedFile.ts';
import { bugIds, type Template } from './regions.ts';
import { type Scaffold, scaffoldsOf } from './scaffold.ts';

/** A phase of the interviewer's guide, Markdown. */
export interface GuidePhase {
  id: string;
  title: string;
  body: string;
}

export interface Scenario {
  /** Name of the folder. */
  slug: string;
  /** Author's number and the start of a hash over the folder: equal exactly for equal content. */
  version: string;
  spec: ScenarioSpec;
  brief: string;
  dictionary: DictionarySpec['files'];
  guide: GuidePhase[];
  /** What is wrong in the scaffold, or could be better, without being planted; Markdown. */
  notPlanted: string;
  /** Scaffold files in the order in which they are shown, by the name of a {@link Scaffold}. */
  scaffold: Record<string, Template[]>;
  /** Files of the test-solve that differ from the clean scaffold, by the name of a {@link Scaffold} and file name. */
  reference: Record<string, Record<string, string>>;
  /** The author's code of probes of the kind `own`, by language and id. */
  ownProbes: Record<Language, Record<string, string>>;
  /** What was measured last; null before the first measurement. */
  expected: Expected | null;
  generate: DataMaker;
}

/** Scaffolds that a scenario has, those of a language before those of its frameworks. */
export function scaffoldsIn({ spec, scaffold }: Scenario): Scaffold[] {
  return scaffoldsOf(spec).filter(({ name }) => scaffold[name] !== undefined);
}

/** Bugs that have a region in a scaffold. */
export function bugsIn({ spec, scaffold }: Scenario, name: string): BugSpec[] {
  const there = new Set((scaffold[name] ?? []).flatMap(bugIds));
  return spec.bugs.filter((bug) => there.has(bug.id));
}

/** The form of that id. Throws with the ids there are. */
export function formOf(scenario: Scenario, id: string): FormSpec {
  const found = scenario.spec.forms.find((form) => form.id === id);
  if (found) return found;
  throw new Error(
    `${scenario.slug} has no form "${id}"; there are ${scenario.spec.forms.map((form) => form.id).join(', ')}`,
  );
}

/** Bugs of a form and quirks of the data: everything an interviewer of this form may hear about. */
export function findingsOf(scenario: Scenario, form: FormSpec): (BugSpec | QuirkSpec)[] {
  return [...scenario.spec.bugs.filter((bug) => form.bugs.includes(bug.id)), ...scenario.spec.quirks];
}
