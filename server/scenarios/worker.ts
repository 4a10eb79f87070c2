/** The scenario thread: generating, rendering and scoring never hold up a socket. One request after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { Library } from './library.ts';
import type { FromScenarios, ScenarioRequest } from './messages.ts';

if (!parentPort) throw new Error('server/scenarios/worker.ts runs as a worker thread only');
const port = parentPort;
const library = new Library((workerData as { root: string }).root);
let tail: Promise<void> = Promise.resolve();

async function answer({ id, method, args }: ScenarioRequest): Promise<void> {
  let reply: FromScenarios;
  try {
    const call = library[method].bind(library) as (...args: unknown[]) => Promise<unknown>;
    reply = { id, result: await call(...args) };
  } catch (e) {
    const error = e instanceof Error ? e : new Error(String(e));
    reply = { id, error: { name: error.name, message: error.message } };
  }
  port.postMessage(reply);
}

port.on('message', (request: ScenarioRequest) => {
  tail = tail.then(() => answer(request));
});
