/** GA24: with another second secret every byte that a candidate gets before a score is the same, and the hold-out is another. */
import { createHash } from 'node:crypto';
import { toCsv } from '../../../../datasets/csv.ts';
import type { DataSource } from '../../data/source.ts';
import type { ScenarioData } from '../../data.ts';
import { toCandidateBundle } from '../../render/project.ts';
import { makeVariant } from '../../render/variant.ts';
import { type Complaint, complain } from '../complaint.ts';
import { dataPlace, type Facts, formPlace, generate } from '../facts.ts';

/** Enough for hold-outs to differ in labels too, however rare positives are. */
const HOLDOUT = 2_000;

/** Secrets as an interview has them, but published: the same every time. */
const secretOf = (name: string): string => createHash('sha256').update(`gate/${name}`).digest('hex').slice(0, 32);
const withSecond = (name: string): DataSource => ({
  kind: 'secrets',
  label: 'gate',
  world: secretOf('world'),
  holdout: secretOf(name),
});

/** Makes the data of two interviews that share the first secret, and compares what the candidates would get. */
export function apart(facts: Facts): Complaint[] {
  const { scenario } = facts;
  const place = dataPlace(facts);
  const rows = { ...facts.rows, holdout: HOLDOUT };
  const made = ['one', 'other'].map((name) => {
    const source = withSecond(name);
    return { source, data: generate(facts, source, rows) };
  }) as [Made, Made];
  const [one, other] = made.map(({ data }) => data) as [ScenarioData, ScenarioData];
  const found: Complaint[] = [];
  if (toCsv(one.holdout) === toCsv(other.holdout) || Buffer.compare(one.labels, other.labels) === 0)
    found.push(
      complain('apart', place, 'with another second secret the hold-out is the same: draw its rows from rng.holdout'),
    );
  if (toCsv(one.train) !== toCsv(other.train))
    found.push(
      complain('apart', place, 'with another second secret the training rows differ: draw them from rng.world'),
    );
  if (found.length > 0) return found;
  for (const form of scenario.spec.forms)
    for (const language of form.languages) {
      const [a, b] = made.map(({ source, data }) => {
        const variant = makeVariant({ ...scenario, generate: () => data }, { form: form.id, source, language });
        return toCandidateBundle(variant);
      });
      const [differs] = Object.keys(a ?? {}).filter((key) => textOf(a, key) !== textOf(b, key));
      if (differs === undefined) continue;
      const message = `${language}: with another second secret a candidate would read another "${differs}"`;
      found.push(complain('apart', formPlace(facts, form.id), message));
    }
  return found;
}

interface Made {
  source: DataSource;
  data: ScenarioData;
}

const textOf = (bundle: unknown, key: string): string | undefined =>
  JSON.stringify((bundle as Record<string, unknown>)[key]);
