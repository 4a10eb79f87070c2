/** The curves of the current run: of `model.fit` and of the helper `curve`. */
import { environment } from '../environment.ts';
import { Curves } from './curves.ts';
import { watchFits } from './fit.ts';

let current: Curves | null = null;

/** Starts the curves of a run. `enabled` false: none is shown, as in an official run. */
export function beginCurves(enabled: boolean): void {
  current = new Curves(environment().sink);
  current.enabled = enabled;
  watchFits(current);
}

/** The curves in force. */
export function liveCurves(): Curves {
  if (current === null) beginCurves(true);
  return current as unknown as Curves;
}

/** Sends the points that wait: at the end of a run, before the sink's last flush. */
export function flushCurves(): void {
  current?.flush();
}
