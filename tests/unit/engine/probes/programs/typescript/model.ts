import * as tf from '@tensorflow/tfjs';
import { column, take } from './data';
import { matrix, numeric } from './features';

const weightOf = (y: number): number => 1;

export function fit(train: any, prep: any, seed: number) {
  const x = matrix(prep, train);
  const y: number[] = column(train, 'y');
  const total = y.reduce((sum, one) => sum + weightOf(one), 0);
  const w = x[0].map(() => 0);
  const speed = x[0].map(() => 0);
  for (let step = 0; step < 70; step++) {
    const slope = x[0].map(() => 0);
    for (let i = 0; i < x.length; i++) {
      const row = x[i];
      let z = 0;
      for (let j = 0; j < row.length; j++) z += row[j] * w[j];
      const error = (weightOf(y[i]) * (1 / (1 + Math.exp(-z)) - y[i])) / total;
      for (let j = 0; j < row.length; j++) slope[j] += error * row[j];
    }
    for (let j = 0; j < w.length; j++) {
      speed[j] = 0.9 * speed[j] + slope[j];
      w[j] -= 0.6 * speed[j];
    }
  }
  return { tensors: { w: tf.tensor1d(w) }, json: { prep, threshold: 0.5 } };
}

export async function predict(model: any, rows: any): Promise<number[]> {
  const p = tf.tidy(() => tf.sigmoid(tf.tensor2d(matrix(model.json.prep, rows)).dot(model.tensors.w)));
  const scores = Array.from(await p.data());
  p.dispose();
  return scores;
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
