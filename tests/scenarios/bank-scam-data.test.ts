/** What bank-scam declares about its data, without training anything. */
import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../datasets/table.ts';
import { rocAuc } from '../../engine/scoring/index.ts';
import { describeData, mean, text } from '../support/scenarioData.ts';

const SEEDS = ['demo', 'data-1', 'data-2'];

const table = describeData({
  slug: 'bank-scam',
  holdout: 20_000,
  few: { train: 2000, holdout: 1500 },
  demo: 'f05a00a214ec25d3c359ae0d9870aff1888241bda77666580bd20d073e0f5499',
});
const { variant } = table;

const where = (values: ArrayLike<number>, keep: (row: number) => boolean) =>
  Array.from(values).filter((_, row) => keep(row));
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] as number;

describe.each(SEEDS)('data of seed %s', (seed) => {
  it('[SN13] scams are as rare as declared, and rows are in order of time', () => {
    const { train, labels } = variant(seed).data;
    const [least, most] = table.scenario.spec.data.positives;
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
    expect(table.scenario.dictionary[0]?.columns.map((column) => column.name)).toEqual(names);
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
