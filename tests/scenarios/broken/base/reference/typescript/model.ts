import type { Parcel } from './data';

const VAN = 3;
const MOST = 30;

export interface Prep {
  mean: number[];
  scale: number[];
}

export interface Model {
  json: { prep: Prep; weights: number[] };
}

function features(row: Parcel): number[] {
  const known = row.weight < 0 ? 0 : 1;
  const weight = known ? row.weight : 10.5;
  return [row.distance, weight, row.distance * weight, known];
}

function moments(rows: Parcel[]): Prep {
  const table = rows.map(features);
  const columns = features(rows[0] as Parcel).map((_, at) => table.map((line) => line[at] as number));
  const mean = columns.map((column) => column.reduce((sum, x) => sum + x, 0) / column.length);
  const scale = columns.map(
    (column, at) => Math.sqrt(column.reduce((sum, x) => sum + (x - (mean[at] as number)) ** 2, 0) / column.length) || 1,
  );
  return { mean, scale };
}

function inputs(rows: Parcel[], { mean, scale }: Prep): number[][] {
  return rows.map((row) => [1, ...features(row).map((x, at) => (x - (mean[at] as number)) / (scale[at] as number))]);
}

export function prepare(train: Parcel[], valid: Parcel[]): Prep {
  return moments(train);
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export function fit(train: Parcel[], prep: Prep, seed: number): Model {
  const x = inputs(train, prep);
  const weights = new Array<number>((x[0] as number[]).length).fill(0);
  for (let step = 0; step < 100; step++) {
    const slope = weights.map(() => 0);
    for (const [row, line] of x.entries()) {
      const error = sigmoid(line.reduce((sum, v, at) => sum + v * (weights[at] as number), 0)) - ((train[row] as Parcel).late ?? 0);
      for (const [at, v] of line.entries()) slope[at] = (slope[at] as number) + error * v;
    }
    for (const at of weights.keys()) weights[at] = (weights[at] as number) - (2 * (slope[at] as number)) / x.length;
  }
  return { json: { prep, weights } };
}

export function predict(model: Model, rows: Parcel[]): number[] {
  const { prep, weights } = model.json;
  const x = inputs(rows, prep);
  return x.map((line) => sigmoid(line.reduce((sum, v, at) => sum + v * (weights[at] as number), 0)));
}

export function decide(model: Model, rows: Parcel[], scores: number[]): number[] {
  return scores.map((score, at) => (score * Math.min(MOST, (rows[at] as Parcel).refund) > VAN ? 1 : 0));
}

export function report(rows: Parcel[], labels: number[], scores: number[], decisions: number[]) {
  const costs = labels.map((late, at) =>
    decisions[at] ? VAN : late ? Math.min(MOST, (rows[at] as Parcel).refund) : 0,
  );
  return { name: 'cost per parcel', value: costs.reduce((sum, cost) => sum + cost, 0) / costs.length, better: 'lower' };
}
