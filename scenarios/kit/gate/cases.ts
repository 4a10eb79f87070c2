/** The cases of a scaffold by which its bugs are judged: everything fixed, each bug alone, each form, the test-solve. */
import { formsOf, type Scaffold } from '../read/scaffold.ts';
import { bugsIn, type Scenario, scaffoldsIn } from '../read/scenario.ts';

/** A set of bugs planted in a scaffold, or its test-solve. */
export interface Case {
  /** `clean`, `reference`, a form, or `bug:` and a bug's id. */
  name: string;
  bugs: string[];
  reference: boolean;
}

/**
 * Cases in the order of the tables: clean, each bug alone, each form, reference. Bugs are those that a form of this
 * scaffold plants, and those that no other scaffold has.
 */
export function casesOf(scenario: Scenario, scaffold: Scaffold): Case[] {
  const forms = formsOf(scenario.spec, scaffold);
  const others = scaffoldsIn(scenario).filter(({ name }) => name !== scaffold.name);
  const elsewhere = new Set(others.flatMap(({ name }) => bugsIn(scenario, name)).map(({ id }) => id));
  const bugs = bugsIn(scenario, scaffold.name).filter(
    ({ id }) => !elsewhere.has(id) || forms.some((form) => form.bugs.includes(id)),
  );
  return [
    { name: 'clean', bugs: [], reference: false },
    ...bugs.map(({ id }) => ({ name: `bug:${id}`, bugs: [id], reference: false })),
    ...forms.map((form) => ({ name: form.id, bugs: [...form.bugs].sort(), reference: false })),
    { name: 'reference', bugs: [], reference: true },
  ];
}
