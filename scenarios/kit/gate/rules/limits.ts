/** The rules about running: that it does, within weights, minutes, memory and seconds of a fit. */
import { LIMITS } from '../../../../protocol/limits.ts';
import { type Complaint, complain } from '../complaint.ts';
import { bugPlace, type Facts, formPlace } from '../facts.ts';
import type { Measured, OfficialResult } from '../measured.ts';
import { onSeeds } from '../verdicts.ts';

/** Every case runs. */
export function runs(facts: Facts, measured: Measured): Complaint[] {
  const { scaffold, cases } = measured.plan;
  return cases.flatMap(({ name }) => {
    const failed = measured.seeds.filter((seed) => measured.of(name, seed).error !== null);
    const [first] = failed;
    if (first === undefined) return [];
    const said = measured.of(name, first).error?.trim();
    const message = `${scaffold.name}, ${name} does not run ${onSeeds(failed, measured.seeds)}: ${said}`;
    return [complain('runs', placeOf(facts, measured, name), message)];
  });
}

/** The reference keeps within the weights, an official run of all fit seeds within its minutes, and within the memory. */
export function budget(facts: Facts, measured: Measured): Complaint[] {
  const { scaffold } = measured.plan;
  const { constraints } = facts.scenario.spec;
  const place = placeOf(facts, measured, 'reference');
  const results = officials(measured, 'reference');
  if (results.length === 0) return [];
  const weights = Math.max(...results.map((one) => one.weights));
  const fits = constraints.fitSeeds.length;
  const seconds = Math.min(...results.map((one) => one.officialSeconds)) * fits;
  const bytes = Math.min(...results.map((one) => one.heapBytes));
  const found: string[] = [];
  if (weights > constraints.weights) found.push(`has ${weights} weights, ${constraints.weights} are allowed`);
  if (seconds > LIMITS.officialSeconds)
    found.push(
      `would take ${seconds.toFixed(0)} s for ${fits} fits; an official run ends at ${LIMITS.officialSeconds} s`,
    );
  if (bytes > LIMITS.heapRecycleBytes)
    found.push(`takes ${mega(bytes)} MB, an interpreter is given up at ${mega(LIMITS.heapRecycleBytes)}`);
  return found.map((message) => complain('budget', place, `${scaffold.name}, the reference ${message}`));
}

/** The quickest fit of a case keeps within the limit: what disturbs one seed does not disturb all. */
export function fitTime(facts: Facts, measured: Measured): Complaint[] {
  const { scaffold, cases } = measured.plan;
  const limit = facts.scenario.spec.limits.fitSeconds;
  return cases.flatMap(({ name }) => {
    const seconds = Math.min(...officials(measured, name).map((one) => one.fitSeconds));
    if (!Number.isFinite(seconds) || seconds <= limit) return [];
    const message = `${scaffold.name}, ${name}: a fit takes ${seconds.toFixed(1)} s, limits.fitSeconds is ${limit}`;
    return [complain('fit-time', placeOf(facts, measured, name), message)];
  });
}

function officials(measured: Measured, name: string): OfficialResult[] {
  return measured.seeds.flatMap((seed) => measured.of(name, seed).official ?? []);
}

/** Where somebody would look first: the bug, the form, the scaffold's folder. */
function placeOf(facts: Facts, { plan }: Measured, name: string): Complaint['place'] {
  const folder = `scenarios/${facts.scenario.slug}`;
  if (name === 'reference') return { path: `${folder}/reference/${plan.scaffold.name}` };
  const one = plan.cases.find((other) => other.name === name);
  const form = plan.forms.find((other) => other.name === name)?.form.id;
  if (form) return formPlace(facts, form);
  return one?.bugs[0] ? bugPlace(facts, one.bugs[0]) : { path: `${folder}/${plan.scaffold.name}` };
}

const mega = (bytes: number): string => (bytes / 1e6).toFixed(0);
