import * as tf from '@tensorflow/tfjs';
import type { Row } from './data';

const features = ({ a, b, c }: Row): number[] => [a, b, c];
const meanOf = (rows: number[][]): number[] => [0, 1, 2].map((k) => rows.reduce((sum, row) => sum + row[k], 0) / rows.length);

interface Model {
  tensors: { w: tf.Tensor1D; b: tf.Tensor1D };
}

export function prepare(train: Row[], valid: Row[]): { mean: number[] } {
  return { mean: meanOf(train.map(features)) };
}

export function fit(train: Row[], prep: { mean: number[] }, seed: number): Model {
  const rows = train.filter(() => Math.random() < 0.5);
  const signed = rows.map((row) => features(row).map((value, k) => (value - prep.mean[k]) * ((row.y ?? 0) * 2 - 1)));
  const w = meanOf(signed);
  return { tensors: { w: tf.tensor1d(w), b: tf.tensor1d([w.reduce((sum, each, k) => sum + each * prep.mean[k], 0)]) } };
}

export function predict(model: Model, rows: Row[]): number[] {
  const [w, b] = [model.tensors.w.dataSync(), model.tensors.b.dataSync()];
  return rows.map((row) => 1 / (1 + Math.exp(b[0] - features(row).reduce((sum, value, k) => sum + value * w[k], 0))));
}

export function decide(model: Model, rows: Row[], scores: number[]): boolean[] {
  return scores.map((score) => score > 0.5);
}

export function report(rows: Row[], labels: number[], scores: number[], decisions: boolean[]) {
  const right = decisions.filter((decision, i) => Number(decision) === labels[i]).length;
  return { name: 'accuracy', value: right / labels.length, better: 'higher' };
}
