/** The scenario thread: generating, rendering and marking never hold up a socket. One request after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { serve } from '../../protocol/rpc.ts';
import { Library } from './library.ts';
import type { ScenarioAnswers } from './port.ts';

if (!parentPort) throw new Error('server/scenarios/worker.ts runs as a worker thread only');
const library = new Library((workerData as { root: string }).root);
let tail: Promise<unknown> = Promise.resolve();

/** Runs after whatever was asked before. */
function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const done = tail.then(run);
  // A failure is its caller's; the next request goes on.
  tail = done.catch(() => {});
  return done;
}

serve<ScenarioAnswers>(parentPort, {
  list: () => inTurn(() => library.list()),
  variant: (key) => inTurn(() => library.variant(key)),
  material: (key) => inTurn(() => library.material(key)),
  holdout: (rows, salt) => inTurn(() => library.holdout(rows, salt)),
  mark: (answerKey, input) => inTurn(() => library.mark(answerKey, input)),
});
