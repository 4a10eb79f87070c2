import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Reads a fixture file made by tests/fixtures/scoring/make.py. */
export function fixture<T>(name: string): T[] {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/scoring/${name}.json`, import.meta.url), 'utf8')) as T[];
}

/** Within 1e-9, relative above 1. */
export function near(actual: number, expected: number, what: string): void {
  const gap = Math.abs(actual - expected);
  expect(gap <= 1e-9 * Math.max(1, Math.abs(expected)), `${what}: ${actual}, scikit-learn has ${expected}`).toBe(true);
}

export function floats(values: number[] | null): Float64Array | undefined {
  return values === null ? undefined : Float64Array.from(values);
}

export interface DecisionValues {
  precision: number;
  recall: number;
  f_beta: Record<string, number>;
  accuracy: number;
}

export interface BinaryCase {
  name: string;
  labels: number[];
  scores: number[];
  weights: number[] | null;
  roc_auc: number | null;
  average_precision: number;
  thresholds: Record<string, DecisionValues>;
  log_loss?: number;
  brier?: number;
  calibration?: { bins: number; strategy: 'uniform' | 'quantile'; observed: number[]; predicted: number[] }[];
  weighted_calibration?: { bins: number; observed: number[]; predicted: number[]; weight: number[] };
}

export interface ClassCase {
  name: string;
  classes: number;
  labels: number[];
  scores: number[];
  decisions: number[];
  weights: number[] | null;
  macro_f1: number;
  accuracy: number;
  class_log_loss: number;
}

export interface GainCase {
  name: string;
  labels: number[];
  scores: number[];
  groups: number[];
  weights: number[] | null;
  ndcg: { k: number | null; value: number }[];
}

export interface ValueCase {
  name: string;
  labels: number[];
  scores: number[];
  weights: number[] | null;
  mae: number;
  rmse: number;
}

export interface CostCase {
  name: string;
  call: number;
  cap: number | null;
  labels: number[];
  scores: number[];
  amounts: number[];
  weights: number[] | null;
  decisions: number[];
  expected_cost: number;
  at_half: number;
}
