/** Which cases of a scaffold are measured, and what each is measured for. */

import type { FormSpec } from '../manifest/schema.ts';
import { formsOf, type Scaffold } from '../read/scaffold.ts';
import { bugsIn, type Scenario } from '../read/scenario.ts';
import { type Case, casesOf } from './cases.ts';
import { quickBugs } from './quickSeed.ts';

/** A set of bugs planted in one scaffold; several reasons may ask for the same set. */
export interface GateCase {
  /** `clean`, `reference`, `bug:late-column`, a form's id, `senior-a - late-column`, `late-column + half-threshold`. */
  name: string;
  /** In order of their ids. */
  bugs: string[];
  reference: boolean;
  official: boolean;
  /** On which seeds probes are run: all of them, the first two, or none. */
  probes: 'all' | 'two' | 'none';
}

/** A form and one of its bugs, with the names of the cases before and after the fix. */
interface Fix {
  form: FormSpec;
  bug: string;
  before: string;
  after: string;
}

export interface Plan {
  scaffold: Scaffold;
  cases: GateCase[];
  /** Bugs that are measured alone. */
  bugs: string[];
  forms: { form: FormSpec; name: string }[];
  fixes: Fix[];
  pairs: { bugs: [string, string]; name: string }[];
}

interface PlanOptions {
  /** Bugs alone, and the official path for clean and reference only. */
  quick: boolean;
  /** A seed: only those bugs that go with it. Null: all of them. */
  some: string | null;
}

export function planOf(scenario: Scenario, scaffold: Scaffold, { quick, some }: PlanOptions): Plan {
  const cases = new Map<string, GateCase>();
  const add = (name: string, { bugs, reference }: Omit<Case, 'name'>, probes: GateCase['probes'] = 'all'): string => {
    const sorted = [...bugs].sort();
    const key = reference ? 'reference' : sorted.join('+');
    const before = cases.get(key);
    if (before) {
      if (probes === 'all') before.probes = 'all';
      return before.name;
    }
    const official = !quick || reference || sorted.length === 0;
    cases.set(key, { name, bugs: sorted, reference, official, probes });
    return name;
  };
  const own = casesOf(scenario, scaffold);
  const there = new Set(bugsIn(scenario, scaffold.name).map(({ id }) => id));
  const planted = (form: FormSpec) => form.bugs.filter((id) => there.has(id));
  add('clean', { bugs: [], reference: false });
  add('reference', { bugs: [], reference: true }, 'none');
  const alone = own.filter(({ name }) => name.startsWith('bug:'));
  const ids = alone.map(({ bugs: [id] }) => id as string);
  const bugs = some === null ? ids : quickBugs(ids, some);
  const singles = alone.filter(({ bugs: [id] }) => bugs.includes(id as string));
  for (const single of singles) add(single.name, single);
  if (quick) return { scaffold, cases: [...cases.values()], bugs, forms: [], fixes: [], pairs: [] };
  const forms = formsOf(scenario.spec, scaffold).map((form) => ({
    form,
    name: add(form.id, { bugs: planted(form), reference: false }),
  }));
  const fixes = forms.flatMap(({ form, name: before }) =>
    planted(form).map((bug): Fix => {
      const rest = planted(form).filter((id) => id !== bug);
      return { form, bug, before, after: add(`${form.id} - ${bug}`, { bugs: rest, reference: false }, 'two') };
    }),
  );
  const pairs = scenario.spec.bugs
    .flatMap(({ id, interacts }) => interacts.map((other): [string, string] => [id, other]))
    .filter((pair) => pair.every((id) => bugs.includes(id)))
    .map((pair) => ({ bugs: pair, name: add(pair.join(' + '), { bugs: pair, reference: false }) }));
  return { scaffold, cases: [...cases.values()], bugs, forms, fixes, pairs };
}

/** The plan of the effect table: the cases of its rows by the official path, nothing probed. */
export function effectPlan(scenario: Scenario, scaffold: Scaffold): Plan {
  const { cases, bugs, forms } = planOf(scenario, scaffold, { quick: false, some: null });
  const names = ['clean', 'reference', ...bugs.map((id) => `bug:${id}`), ...forms.map(({ name }) => name)];
  const shown = cases
    .filter(({ name }) => names.includes(name))
    .map((shared): GateCase => ({ ...shared, probes: 'none' }));
  return { scaffold, cases: shown, bugs, forms, fixes: [], pairs: [] };
}
