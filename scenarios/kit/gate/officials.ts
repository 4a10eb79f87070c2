/** Official runs of a case, and the place where somebody would look first: for the rules about running. */
import type { Complaint } from './complaint.ts';
import { bugPlace, type Facts, formPlace } from './facts.ts';
import type { Measured, OfficialResult } from './measured.ts';

/** Over all seeds; runs that failed are left out. */
export function officials(measured: Measured, name: string): OfficialResult[] {
  return measured.seeds.flatMap((seed) => measured.of(name, seed).official ?? []);
}

/** Where somebody would look first: the bug, the form, the scaffold's folder. */
export function casePlace(facts: Facts, { plan }: Measured, name: string): Complaint['place'] {
  const folder = `scenarios/${facts.scenario.slug}`;
  if (name === 'reference') return { path: `${folder}/reference/${plan.scaffold.name}` };
  const found = plan.cases.find((other) => other.name === name);
  const form = plan.forms.find((other) => other.name === name)?.form.id;
  if (form) return formPlace(facts, form);
  return found?.bugs[0] ? bugPlace(facts, found.bugs[0]) : { path: `${folder}/${plan.scaffold.name}` };
}
