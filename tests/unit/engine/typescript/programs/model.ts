import * as tf from '@tensorflow/tfjs';
import type { Row } from './data';

const matrix = (rows: Row[]) => tf.tensor2d(rows.map(({ a, b, c }) => [a, b, c]));

export function prepare(train: Row[], valid: Row[]) {
  return { mean: train.reduce((sum, row) => sum + row.a, 0) / train.length };
}

export async function fit(train: Row[], prep: { mean: number }, seed: number) {
  const net = tf.sequential();
  net.add(tf.layers.dense({ units: 4, activation: 'relu', inputShape: [3] }));
  net.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  net.compile({ optimizer: tf.train.adam(0.05), loss: 'binaryCrossentropy' });
  const x = matrix(train);
  const y = tf.tensor2d(train.map((row) => [row.y ?? 0]));
  await net.fit(x, y, { epochs: 5, batchSize: 64, verbose: 0 });
  tf.dispose([x, y]);
  return { layers: net, json: { prep } };
}

export function predict(model: { layers: tf.LayersModel }, rows: Row[]): number[] {
  return tf.tidy(() => Array.from((model.layers.predict(matrix(rows)) as tf.Tensor).dataSync()));
}

export function decide(model: unknown, rows: Row[], scores: number[]): boolean[] {
  return scores.map((score) => score > 0.4);
}

export function report(rows: Row[], labels: number[], scores: number[], decisions: boolean[]) {
  const right = decisions.filter((decision, i) => Number(decision) === labels[i]).length;
  return { name: 'accuracy', value: right / labels.length, better: 'higher' };
}
