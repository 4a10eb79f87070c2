import * as tf from '@tensorflow/tfjs';
import { column, take } from './data';
import { matrix, numeric } from './features';

export async function fit(train: any, prep: any, seed: number) {
  const x = tf.tensor2d(matrix(prep, train));
  const y = tf.tensor2d(column(train, 'y').map((one: number) => [one]));
  const net = tf.sequential({
    layers: [
      tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [x.shape[1]!] }),
      tf.layers.dropout({ rate: 0.2 }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });
  net.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy' });
  for (let step = 0; step < 50; step++) await net.trainOnBatch(x, y);
  tf.dispose([x, y]);
  return { layers: net, json: { prep, threshold: 0.5 } };
}

export async function predict(model: any, rows: any): Promise<number[]> {
  return tf.tidy(() => Array.from((model.layers.predict(tf.tensor2d(matrix(model.json.prep, rows))) as tf.Tensor).dataSync()));
}

export async function tune(model: any, valid: any) {
  const scores = await predict(model, valid);
  const sorted = [...scores].sort((a, b) => a - b);
  const y = column(valid, 'y');
  let best = -1;
  for (const q of [0.5, 0.7, 0.8, 0.9, 0.95]) {
    const t = sorted[Math.floor(q * sorted.length)];
    const above = scores.map((score) => score > t);
    const hits = above.filter((one, i) => one && y[i] === 1).length / (1 + above.filter(Boolean).length);
    if (hits > best) [best, model.json.threshold] = [hits, t];
  }
  return model;
}

export function decide(model: any, rows: any, scores: any[]): boolean[] {
  return scores.map((score) => score > model.json.threshold);
}

export function report(rows: any, labels: number[], scores: number[], decisions: boolean[]) {
  const hits = decisions.filter((decision, i) => decision && labels[i] === 1).length;
  const all = decisions.filter(Boolean).length + labels.filter((y) => y === 1).length;
  return { name: 'F1', value: (2 * hits) / Math.max(1, all), better: 'higher' };
}
