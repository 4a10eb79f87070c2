/** What bank-scam declares about its data, without training anything. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../datasets/csv.ts';
import { columnOf, type Table, valuesOf } from '../../datasets/table.ts';
import { rocAuc } from '../../engine/scoring/index.ts';
import { loadScenario } from '../../scenarios/kit/read/load.ts';
import type { Scenario } from '../../scenarios/kit/read/scenario.ts';
import { makeVariant, type Variant } from '../../scenarios/kit/render/variant.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../scenarios/bank-scam');
const SEEDS = ['demo', 'data-1', 'data-2'];

let scenario: Scenario;
const variants = new Map<string, Variant>();
const variant = (seed: string) => {
  const choice = { form: 'senior-a', seed, language: 'python', rows: { holdout: 20_000 } } as const;
  const made = variants.get(seed) ?? makeVariant(scenario, choice);
  variants.set(seed, made);
  return made;
};

beforeAll(async () => {
  scenario = await loadScenario(FOLDER);
});

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const where = (values: ArrayLike<number>, keep: (row: number) => boolean) =>
  Array.from(values).filter((_, row) => keep(row));
const text = (table: Table, name: string) => columnOf(table, name).values as string[];
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] as number;

it('[SN9] the same seed gives the same bytes, and the training rows do not depend on the size of the hold-out', () => {
  const make = (seed: string, holdout: number) =>
    makeVariant(scenario, { form: 'senior-a', seed, language: 'python', rows: { train: 2000, holdout } });
  const [a, b] = [make('demo', 1500), make('demo', 1500)];
  expect(a.fingerprint).toBe(b.fingerprint);
  expect(fingerprint(a.data.holdout)).toBe(fingerprint(b.data.holdout));
  expect(a.data.labels).toEqual(b.data.labels);
  expect(a.publicRows).toEqual(b.publicRows);
  expect(make('demo', 100).fingerprint).toBe(a.fingerprint);
  expect(make('data-1', 100).fingerprint).not.toBe(a.fingerprint);
});

it('[SN9] the data of a seed stay what they were; a change makes recorded interviews another thing', () => {
  expect(variant('demo').fingerprint).toBe('f05a00a214ec25d3c359ae0d9870aff1888241bda77666580bd20d073e0f5499');
});

describe.each(SEEDS)('data of seed %s', (seed) => {
  it('[SN13] scams are as rare as declared, and rows are in order of time', () => {
    const { train, labels } = variant(seed).data;
    const [least, most] = scenario.spec.data.positives;
    for (const share of [mean(valuesOf(train, 'is_scam')), mean(labels)]) {
      expect(share).toBeGreaterThan(least);
      expect(share).toBeLessThan(most);
    }
    const moments = text(train, 'created_at');
    expect(moments).toEqual([...moments].sort());
    expect((moments.at(-1) as string) < (text(variant(seed).data.holdout, 'created_at')[0] as string)).toBe(true);
  });

  it('[SN13] the hold-out has the same columns without the label, and the dictionary describes them all', () => {
    const { train, holdout } = variant(seed).data;
    const names = train.columns.map((column) => column.name);
    expect(holdout.columns.map((column) => column.name)).toEqual(names.filter((name) => name !== 'is_scam'));
    expect(scenario.dictionary[0]?.columns.map((column) => column.name)).toEqual(names);
  });

  it('[SN13] the late column is filled in training and has its value of the day in the hold-out', () => {
    const { train, holdout } = variant(seed).data;
    const labels = valuesOf(train, 'is_scam');
    const minutes = valuesOf(train, 'service_minutes');
    expect(rocAuc({ labels: Uint8Array.from(labels), scores: Float64Array.from(minutes) })).toBeGreaterThan(0.85);
    expect(valuesOf(holdout, 'service_minutes').every((value) => value === 0)).toBe(true);
  });

  it('[SN14] no other column ranks scams alone better than AUROC 0.82, and identifiers not at all', () => {
    const { holdout, labels } = variant(seed).data;
    for (const column of holdout.columns) {
      if (column.kind === 'text') continue;
      const auc = rocAuc({ labels, scores: Float64Array.from(column.values) });
      const most = ['id', 'customer_id'].includes(column.name) ? 0.54 : 0.82;
      expect(Math.max(auc, 1 - auc), `${column.name} on seed ${seed}`).toBeLessThan(most);
    }
  });

  it('[SN13] customers come back, also from training to hold-out', () => {
    const { train, holdout } = variant(seed).data;
    const known = new Set(valuesOf(train, 'customer_id'));
    expect(known.size).toBeLessThan(train.rows * 0.4);
    expect(mean(Array.from(valuesOf(holdout, 'customer_id'), (id) => Number(known.has(id))))).toBeGreaterThan(0.7);
  });

  it('[SN13] branches report cents and nobody else does', () => {
    const { train, holdout, arrays } = variant(seed).data;
    const branch = text(train, 'channel').map((channel) => channel === 'branch');
    const amounts = valuesOf(train, 'amount');
    const ratio = median(where(amounts, (row) => branch[row] === true)) / median(where(amounts, (row) => !branch[row]));
    expect(ratio).toBeGreaterThan(40);
    expect(mean(branch.map(Number))).toBeGreaterThan(0.05);
    const euros = text(holdout, 'channel').map(
      (channel, row) => (valuesOf(holdout, 'amount')[row] as number) / (channel === 'branch' ? 100 : 1),
    );
    const apart = euros.map((value, row) => Math.abs(value - (arrays.amount_eur?.[row] as number)));
    expect(Math.max(...apart)).toBeLessThan(0.006);
  });

  it('[SN13] the account age is untold more often among scams', () => {
    const { holdout, labels } = variant(seed).data;
    const untold = Array.from(valuesOf(holdout, 'payee_account_days'), (days) => Number(days === -999));
    expect(mean(where(untold, (row) => labels[row] === 1))).toBeGreaterThan(
      1.4 * mean(where(untold, (row) => labels[row] === 0)),
    );
  });

  it('[SN13] the public part is about 30 % of the hold-out', () => {
    expect(Math.abs(mean(variant(seed).publicRows) - 0.3)).toBeLessThan(0.02);
  });
});
