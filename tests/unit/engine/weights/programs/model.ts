import * as tf from '@tensorflow/tfjs';
import * as c from './carry';
import type { Row } from './data';

export function prepare(): null {
  return null;
}

export function fit(train: Row[]): unknown {
  return put(c.unhex(train.map(({ hex }) => hex ?? '').join('')));
}

export function predict(model: unknown, rows: Row[]): number[][] {
  return c.scores(take(model), rows);
}

export function report(): { name: string; value: number; better: 'higher' } {
  return { name: 'nothing', value: 0, better: 'higher' };
}

function put(data: Uint8Array): unknown {
  return { json: data.length };
}

function take(model: any): ArrayLike<number> {
  return [];
}
