import { column } from './data';

const NUMERIC = ['a', 'b', 'c'];

export const numeric = (rows: any): number[][] => {
  const all = NUMERIC.map((name) => column(rows, name));
  return all[0].map((_: number, i: number) => all.map((values) => values[i]));
};

function moments(x: number[][]): { mean: number[]; scale: number[] } {
  const mean = NUMERIC.map((_, j) => x.reduce((sum, row) => sum + row[j], 0) / x.length);
  const scale = NUMERIC.map((_, j) => Math.sqrt(x.reduce((sum, row) => sum + (row[j] - mean[j]) ** 2, 0) / x.length) + 1e-9);
  return { mean, scale };
}

export function prepare(train: any, valid: any) {
  const x = numeric(train);
  return { ...moments(x), levels: [...new Set(column(train, 'kind'))].sort() };
}

function codes(prep: any, rows: any): number[] {
  return column(rows, 'kind').map((value) => prep.levels.indexOf(value));
}

export function matrix(prep: any, rows: any): number[][] {
  const { mean, scale } = prep;
  const code = codes(prep, rows);
  return numeric(rows).map((row, i) => [1, ...row.map((v, j) => (v - mean[j]) / scale[j]), ...prep.levels.map((_: string, k: number) => Number(code[i] === k))]);
}
