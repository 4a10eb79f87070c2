/** How long the functions take on 100,000 rows. */
import { expect, it } from 'vitest';
import { conditional } from '../../../datasets/conditional.ts';
import { correlated } from '../../../datasets/copula.ts';
import { entities, perRow, visits } from '../../../datasets/entities.ts';
import { logisticLabels } from '../../../datasets/labels.ts';
import { interceptFor } from '../../../datasets/logistic.ts';
import { mar, mcar } from '../../../datasets/missingness.ts';
import { withMissing } from '../../../datasets/quirks.ts';
import { createRng } from '../../../datasets/rng.ts';
import { drawValues } from '../../../datasets/shape.ts';
import { shapes } from '../../../datasets/shapes.ts';
import { createTable, integers, numbers, texts } from '../../../datasets/table.ts';

const ROWS = 100_000;
/** About one second on an idle core; the deadline is for a busy machine. */
const DEADLINE = 20_000;

const KINDS = [shapes.gamma(2, 3), shapes.logNormal(10, 1), shapes.normal(0, 1), shapes.studentT(4), shapes.poisson(5)];

it('[SN30] a table of 100,000 rows and 30 columns, most of them with gaps, is made in about a second', {
  timeout: 60_000,
}, () => {
  const started = performance.now();
  const rng = createRng('speed');
  const linked = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`linked_${at}`, KINDS[at % 3] ?? shapes.normal(0, 1)]),
  );
  const made = correlated(rng.stream('linked'), ROWS, linked, [
    ['linked_0', 'linked_1', 0.5],
    ['linked_2', 'linked_5', 0.3],
  ]); // prettier-ignore
  const driver = numbers('driver', made.linked_2 as Float64Array, 2);
  const gap = (name: string, at: number) =>
    (at % 2 ? mcar(rng.stream(name), ROWS, 0.1) : mar(rng.stream(name), driver, { rate: 0.1, strength: 1 })).mask;
  const columns = Object.entries(made).map(([name, values], at) =>
    withMissing(numbers(name, values, 2), gap(name, at)),
  );
  const plain = Array.from({ length: 12 }, (_, at) =>
    numbers(`plain_${at}`, drawValues(rng.stream(`plain_${at}`), KINDS[at % 5] ?? shapes.normal(0, 1), ROWS), 2),
  );
  const source = texts(
    'source',
    Array.from({ length: ROWS }, (_, row) => (row % 3 ? 'web' : 'branch')),
  );
  const device = conditional('device', ['known', 'new'], { web: [3, 1], branch: [1, 0] });
  const people = entities(rng.stream('people'), 5000, { activity: shapes.gamma(1, 1), effect: shapes.normal(0, 1) });
  const owner = visits(rng.stream('who'), ROWS, people.traits.activity);
  const scores = perRow(people.traits.effect, owner).map((effect, row) => effect + (made.linked_2?.[row] as number));
  const labels = logisticLabels(rng.stream('label'), scores, interceptFor(scores, 0.03));
  const table = createTable([
    ...columns,
    ...plain,
    source,
    device.column(rng.stream('device'), source),
    integers('owner', owner),
    numbers('effect', perRow(people.traits.effect, owner), 3),
    numbers('score', scores, 3),
    integers('label', Int32Array.from(labels)),
  ]);
  expect([table.rows, table.columns.length]).toEqual([ROWS, 30]);
  expect(performance.now() - started).toBeLessThan(DEADLINE);
});
