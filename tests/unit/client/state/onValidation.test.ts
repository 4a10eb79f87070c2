/** The scenario's metrics on the validation rows, computed by the page. */
import { expect, test } from 'vitest';
import { validated } from '../../../../client/state/onValidation.ts';

const info = (name: string, better: 'higher' | 'lower') => ({
  name,
  title: name === 'expected_cost' ? 'Cost' : name,
  unit: null,
  better,
  digits: 2,
  description: '',
});
const contract = { functions: {}, label: 'y', id: 'id', train: 'train.csv' };
const bundle = {
  metric: info('expected_cost', 'lower'),
  secondary: [info('average_precision', 'higher')],
  cost: { call: 30, missedCap: 3_000, amount: 'amount' },
  contract,
};
const csv = (amounts: readonly (number | string)[]) =>
  new TextEncoder().encode(`id,amount,note\n${amounts.map((amount, i) => `${i},${amount},"a, b"`).join('\n')}\n`);
const on = {
  labels: ['0', '1', '1', '1'],
  rows: csv([10, 500, 90_000, 40]),
  predictions: Float64Array.of(0.1, 0.2, 0.3, 0.9),
  decisions: Uint8Array.of(0, 0, 0, 1),
};
/** Each row's cost by hand: let go for nothing, missed, missed above the cap, held. */
const COST = (0 + 500 + 3_000 + 30) / 4;

test('[SC20] a cost is computed from the decisions and the column of the training file as it stands there', () => {
  const { metrics, remark } = validated(bundle, on);
  expect(metrics).toEqual([
    { name: 'expected_cost', value: COST, better: 'lower' },
    { name: 'average_precision', value: 1, better: 'higher' },
  ]);
  expect(remark).toBe('Cost is computed here from the decisions and the column amount, as train.csv has it.');
});

test.each([
  ['an empty cell', { rows: csv([10, '', 5, 5]) }, /amount is NaN/],
  ['an amount below 0', { rows: csv([10, -999, 5, 5]) }, /amount is -999; it must be at least 0/],
  ['no decisions', { decisions: null }, /decision/],
])('[SC20] with %s the cost is not computed, which is said, and the other metrics are', (_, change, reason) => {
  const { metrics, remark } = validated(bundle, { ...on, ...change });
  expect(metrics.map(({ name }) => name)).toEqual(['average_precision']);
  expect(remark).toMatch(/^Cost could not be computed here: /);
  expect(remark).toMatch(reason);
});

test('[SC20] of two scores a row the second counts, as for the server; a metric without a cost needs no remark', () => {
  const pairs = Float64Array.from(on.predictions, (p) => 1 - p);
  const both = Float64Array.from({ length: 8 }, (_, i) =>
    i % 2 === 0 ? (pairs[i / 2] as number) : (on.predictions[(i - 1) / 2] as number),
  );
  const plain = { ...bundle, metric: info('average_precision', 'higher'), secondary: [], cost: null };
  expect(validated(plain, { ...on, predictions: both })).toEqual({
    metrics: [{ name: 'average_precision', value: 1, better: 'higher' }],
    remark: null,
  });
  expect(validated(plain, { ...on, labels: ['a', 'b', 'a', 'b'] })).toEqual({
    metrics: [],
    remark: 'average_precision could not be computed here: y has values that are no class numbers.',
  });
});

test('[SC20] decisions among ordered classes cost by how far they are off', () => {
  const ordered = {
    ...bundle,
    metric: info('ordered_cost', 'lower'),
    secondary: [],
    cost: { call: 1.5, missedCap: 30, amount: 'amount' },
    contract: { ...contract, outputs: 3, choices: 4 },
  };
  const digits = { ...on, labels: [0, 2, 1, 1], rows: csv([10, 10, 20, 5]), decisions: Uint8Array.of(0, 0, 3, 2) };
  const { metrics } = validated(ordered, { ...digits, predictions: new Float64Array(12) });
  expect(metrics).toEqual([{ name: 'ordered_cost', value: (0 + 20 + 1.5 + 5) / 4, better: 'lower' }]);
});
