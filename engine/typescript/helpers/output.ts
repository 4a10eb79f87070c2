/** Showing values and curves while code runs. */
import { environment } from '../display/environment.ts';
import { showValue } from '../display/show.ts';
import { liveCurves } from '../display/training/live.ts';

/** Shows a value as the last line of a cell does: tables as tables, plots as pictures, all else as text. */
export function display(value: unknown): void {
  showValue(value, environment().sink);
}

/**
 * Adds a point to a live curve, for training loops written by hand. `model.fit` draws its losses by itself.
 * @example for (let epoch = 1; epoch <= 20; epoch++) curve('loss', epoch, loss);
 * @param name the series: 'loss', 'valid loss'.
 * @param x where: the epoch or the batch.
 * @param y a number; one that is not finite is left out.
 * @param chart series of one chart share its axes; 'Training' where it is absent.
 */
export function curve(name: string, x: number, y: number, chart = 'Training'): void {
  liveCurves().add(String(chart), '', String(name), Number(x), Number(y));
}
