/** What a scenario's `data.ts` exports, and what the kit passes on: tables for the candidate, labels for the server. */
import type { Rng } from '../../datasets/rng.ts';
import type { Table } from '../../datasets/table.ts';

/**
 * Where a data set comes from: two sources that share nothing. What a candidate reads is drawn from the first, so that nothing of it
 * tells the second, whatever else becomes known.
 */
export interface DataRngs {
  /** For the world, the training rows and every other file of the candidate. */
  world: Rng;
  /** For the rows of the hold-out, and for nothing else. */
  holdout: Rng;
}

/** Rows to make; scenario.yaml has the numbers, tests may ask for fewer. The training rows do not depend on `holdout`. */
export interface DataSize {
  train: number;
  holdout: number;
}

/** Generated data. Rows of `holdout`, `labels` and each of `arrays` belong together by position. */
export interface ScenarioData {
  /** What the candidate reads, label column included. */
  train: Table;
  /** The same columns in the same order without the label, each with its value at decision time. */
  holdout: Table;
  /** 0/1 (or class index) for each hold-out row. Never leaves the server. */
  labels: Uint8Array;
  /** Numbers a cost needs for each hold-out row, by name (units are those of scenario.yaml). Never leave the server. */
  arrays: Record<string, Float64Array>;
  /**
   * The same numbers for each training row: what doing nothing costs there is the yardstick of targets. Only where there is a cost;
   * a generator from before there were two sources gives none.
   */
  trainArrays?: Record<string, Float64Array>;
}

/**
 * The export `generate` of a scenario's `data.ts`: the same sources and size give the same bytes, and
 * training rows depend on `rng.world` alone.
 *
 * @example
 * export const generate: DataMaker = (rng, size) => {
 *   const make = (count: number, stream: Rng) => {
 *     const x = Float64Array.from({ length: count }, () => stream.uniform());
 *     const label = Int32Array.from(x, (value) => (stream.uniform() < value ? 1 : 0));
 *     return createTable([numbers('x', x, 3), integers('label', label)]);
 *   };
 *   const later = make(size.holdout, rng.holdout.stream('rows'));
 *   return {
 *     train: make(size.train, rng.world.stream('train')),
 *     holdout: withoutColumns(later, ['label']),
 *     labels: Uint8Array.from(valuesOf(later, 'label')),
 *     arrays: {},
 *   };
 * };
 */
export type DataMaker = (rng: DataRngs, size: DataSize) => ScenarioData;
