/** Wrong labels (Frénay and Verleysen, 2014): at random, by class, or depending on the row. */
import type { Rng } from './rng.ts';

/** Labels with noise, one entry per row. */
export interface NoisyLabels {
  labels: Uint8Array;
  /** 1 where the label is not the true one. For the guide only: the candidate gets the labels. */
  changed: Uint8Array;
}

/**
 * Noise completely at random: with chance `rate` a label becomes another class, all others equally likely.
 * @throws RangeError for a rate not from 0 to 1
 */
export function uniformNoise(rng: Rng, labels: Uint8Array, rate: number, classes = 2): NoisyLabels {
  chance(rng, rate, 'rate');
  const observed = labels.map((label) => {
    if (rng.uniform() >= rate) return label;
    const other = rng.below(classes - 1);
    return other < label ? other : other + 1;
  });
  return compared(labels, observed);
}

/**
 * Noise by class: a true class c is written as class k with chance `written[c][k]`.
 * @throws RangeError where a row does not sum to 1 or a label has no row; with the stream's name
 */
export function classNoise(rng: Rng, labels: Uint8Array, written: readonly (readonly number[])[]): NoisyLabels {
  for (const [label, row] of written.entries()) {
    for (const value of row) chance(rng, value, `written[${label}]`);
    const sum = row.reduce((total, value) => total + value, 0);
    if (Math.abs(sum - 1) > 1e-9)
      throw new RangeError(`label noise of ${rng.label}: written[${label}] sums to ${sum}, not 1`);
  }
  const observed = labels.map((label, at) => {
    const row = written[label];
    if (!row) throw new RangeError(`label noise of ${rng.label}: row ${at} is of class ${label}, which has no chances`);
    let rest = rng.uniform();
    for (const [name, value] of row.entries()) {
      rest -= value;
      if (rest < 0) return name;
    }
    return label;
  });
  return compared(labels, observed);
}

/**
 * Noise that depends on the row: a 0/1 label is turned with the chance that `chanceOf` gives for its row (a hurried
 * branch, a blurred picture).
 *
 * @throws RangeError where a chance is not from 0 to 1 (with the row) or a label is neither 0 nor 1
 */
export function rowNoise(rng: Rng, labels: Uint8Array, chanceOf: (row: number, label: number) => number): NoisyLabels {
  const observed = labels.map((label, row) => {
    if (label > 1) throw new RangeError(`label noise of ${rng.label}: row ${row} is of class ${label}, not 0 or 1`);
    return rng.uniform() < chance(rng, chanceOf(row, label), `row ${row}`) ? 1 - label : label;
  });
  return compared(labels, observed);
}

function compared(labels: Uint8Array, observed: Uint8Array): NoisyLabels {
  return { labels: observed, changed: observed.map((label, row) => Number(label !== labels[row])) };
}

function chance(rng: Rng, value: number, what: string): number {
  if (!(value >= 0 && value <= 1))
    throw new RangeError(`label noise of ${rng.label}: ${what} is ${value}, not from 0 to 1`);
  return value;
}
