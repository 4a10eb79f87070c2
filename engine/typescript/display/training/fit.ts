/**
 * `model.fit` and `model.fitDataset` with their losses as live curves. A callback is put before those of the caller; it reads
 * numbers and changes none, so a model comes out the same with and without it.
 */
import * as tf from '@tensorflow/tfjs';
import type { Curves } from './curves.ts';

type Logs = Record<string, number | tf.Tensor>;

interface FitArgs {
  epochs?: number;
  callbacks?: unknown;
  yieldEvery?: Parameters<typeof tf.LayersModel.prototype.fit>[2] extends infer A
    ? A extends { yieldEvery?: infer Y }
      ? Y
      : never
    : never;
}

let curves: Curves | null = null;
let fits = 0;

/** Names the curves that fits draw into from now on, and counts them anew: `Training`, `Training 2`, … */
export function watchFits(into: Curves): void {
  curves = into;
  fits = 0;
}

const { fit, fitDataset } = tf.LayersModel.prototype;

tf.LayersModel.prototype.fit = function watchedFit(this: tf.LayersModel, x, y, args = {}) {
  return fit.call(this, x, y, watched(args));
};
tf.LayersModel.prototype.fitDataset = function watchedFitDataset(this: tf.LayersModel, dataset: never, args: never) {
  return fitDataset.call(this, dataset, watched(args));
} as typeof fitDataset;

// The methods of a Sequential model call those of its inner model, which are watched above.

/** The arguments with our callback first. */
function watched<A extends FitArgs>(args: A): A {
  if (curves === null || !curves.enabled) return args;
  const { callbacks, epochs = 1, yieldEvery } = args;
  const watcher = new Watcher(curves, ++fits === 1 ? 'Training' : `Training ${fits}`, epochs === 1);
  return { ...args, callbacks: [watcher, ...standard(callbacks, yieldEvery)] };
}

/** Callbacks as instances, as tfjs makes them itself: a plain object, and no callback at all, become one that yields. */
function standard(callbacks: unknown, yieldEvery: FitArgs['yieldEvery']): unknown[] {
  const list: unknown[] = callbacks === undefined || callbacks === null ? [{}] : [callbacks].flat();
  if (isInstance(list[0])) return list;
  return list.map((config) => new tf.CustomCallback(config as tf.CustomCallbackArgs, yieldEvery));
}

const isInstance = (callback: unknown): boolean =>
  typeof (callback as { setModel?: unknown } | undefined)?.setModel === 'function';

/** Reads the logs of each epoch, or of each batch where there is but one epoch. */
class Watcher extends tf.Callback {
  readonly #curves: Curves;
  readonly #chart: string;
  readonly #byBatch: boolean;

  constructor(into: Curves, chart: string, byBatch: boolean) {
    super();
    this.#curves = into;
    this.#chart = chart;
    this.#byBatch = byBatch;
  }

  override async onBatchEnd(batch: number, logs?: Logs): Promise<void> {
    if (this.#byBatch) this.#add('batch', batch + 1, logs);
  }

  override async onEpochEnd(epoch: number, logs?: Logs): Promise<void> {
    if (!this.#byBatch) this.#add('epoch', epoch + 1, logs);
  }

  override async onTrainEnd(): Promise<void> {
    this.#curves.flush();
  }

  #add(xLabel: string, x: number, logs: Logs = {}): void {
    for (const [name, value] of Object.entries(logs)) {
      if (name === 'batch' || name === 'size') continue;
      const y = typeof value === 'number' ? value : value.dataSync()[0];
      if (y !== undefined) this.#curves.add(this.#chart, xLabel, name, x, y);
    }
  }
}
