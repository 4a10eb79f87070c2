/** GA5, the rule `declared`: whether the data are what the manifest and the dictionary say of them. */
import { describeTable } from '../../../../datasets/describeTable.ts';
import { columnOf, type Table, valuesOf } from '../../../../datasets/table.ts';
import type { ScenarioData } from '../../data.ts';
import { type Complaint, complain } from '../complaint.ts';
import { dataPlace, type Facts, fewRows } from '../facts.ts';

/** Looks at the rows of one seed. */
export function dataClaims(facts: Facts, seed: string, data: ScenarioData): Complaint[] {
  const found: Complaint[] = [];
  const say = (place: Complaint['place'], message: string) =>
    found.push(complain('declared', place, `${message} (seed ${seed})`));
  const { manifest, scenario, rows } = facts;
  const { data: spec, cost } = scenario.spec;
  const place = dataPlace(facts);
  const { train, holdout, labels, arrays, trainArrays } = data;
  const names = train.columns.map(({ name }) => name);
  for (const key of ['id', 'label', 'time'] as const) {
    const column = spec[key];
    if (column !== null && !names.includes(column))
      say(manifest.at(['data', key]), `the training rows have no column "${column}"`);
  }
  if (cost && !names.includes(cost.column))
    say(manifest.at(['cost', 'column']), `the training rows have no column "${cost.column}"`);
  if (found.length > 0) return found;
  const wanted = names.filter((name) => name !== spec.label);
  const there = holdout.columns.map(({ name }) => name);
  if (there.join() !== wanted.join())
    say(place, `the hold-out has the columns ${there.join(', ')}; it must have those of training without the label`);
  for (const [name, table] of Object.entries({ train, holdout }))
    if (table.rows !== rows[name as 'train' | 'holdout'])
      say(place, `${table.rows} ${name} rows were made, ${rows[name as 'train' | 'holdout']} were asked for`);
  if (labels.length !== holdout.rows) say(place, `there are ${labels.length} labels for ${holdout.rows} hold-out rows`);
  const ids = [train, holdout].flatMap((table) => (there.includes(spec.id) ? [...valuesOf(table, spec.id)] : []));
  if (new Set(ids).size < ids.length) say(place, `values of "${spec.id}" are there more than once`);
  classes(facts, { train, labels }, (message) => say(manifest.at(['data', 'positives']), message));
  time(facts, { train, holdout }, (message) => say(manifest.at(['data', 'time']), message));
  if (cost) {
    const amounts = arrays[cost.array];
    if (amounts?.length !== holdout.rows || amounts.some((amount) => !Number.isFinite(amount)))
      say(manifest.at(['cost', 'array']), `data gives no finite number a hold-out row under "${cost.array}"`);
    const trained = trainArrays?.[cost.array];
    if (trained?.length !== train.rows || trained.some((amount) => !Number.isFinite(amount)))
      say(
        place,
        `data gives no finite number a training row under trainArrays."${cost.array}"; targets are scaled by it`,
      );
  }
  const listed = scenario.dictionary.find(({ file }) => file === spec.train)?.columns.map(({ name }) => name) ?? [];
  const missing = names.filter((name) => !listed.includes(name));
  const extra = listed.filter((name) => !names.includes(name));
  const book = { path: `scenarios/${scenario.slug}/dictionary.yaml` };
  if (missing.length > 0) say(book, `${spec.train} has columns that are not described: ${missing.join(', ')}`);
  if (extra.length > 0) say(book, `describes columns that ${spec.train} lacks: ${extra.join(', ')}`);
  return found;
}

function classes(
  facts: Facts,
  { train, labels }: Pick<ScenarioData, 'train' | 'labels'>,
  say: (message: string) => void,
): void {
  const { label, classes: count, positives } = facts.scenario.spec.data;
  const [least, most] = positives;
  for (const [where, values] of Object.entries({ training: valuesOf(train, label), 'hold-out': labels })) {
    const odd = Array.from(values).find((value) => !Number.isInteger(value) || value < 0 || value >= count);
    if (odd !== undefined) {
      say(`the label ${odd} of ${where} is not one of 0 to ${count - 1}`);
      continue;
    }
    if (where === 'hold-out' && fewRows(facts)) continue;
    for (let one = count > 2 ? 0 : 1; one < count; one++) {
      const share = Array.from(values).filter((value) => value === one).length / Math.max(1, values.length);
      if (share < least || share > most)
        say(`the share of label ${one} in ${where} is ${share.toFixed(4)}, declared is ${least} to ${most}`);
    }
  }
}

function time(
  { scenario }: Facts,
  { train, holdout }: { train: Table; holdout: Table },
  say: (message: string) => void,
) {
  const { time: column } = scenario.spec.data;
  if (column === null) return;
  if (describeTable(train, { time: column }).ordered === false) say(`training rows are not in order of "${column}"`);
  if (!holdout.columns.some(({ name }) => name === column) || holdout.rows === 0) return;
  const last = columnOf(train, column).values.at(-1);
  const first = columnOf(holdout, column).values[0];
  if (last !== undefined && first !== undefined && last > first)
    say(`the hold-out begins at ${first}, before the last training row (${last})`);
}
