/** What fitted Python models weigh together with their code. */
import { countCode } from '../code/count.ts';
import type { CounterOf } from '../counter.ts';
import { inventoryOf } from '../inventory.ts';
import { moduleOf, readPayload } from './inventory.ts';
import { runningPython } from './running.ts';

/** The counter of Python. */
export const pythonCounter: CounterOf = (files, { entries, explore, scaffold }) => {
  const code = countCode(runningPython(files, entries, explore), runningPython(scaffold, entries, explore));
  const modules = [...Object.keys(files), ...Object.keys(scaffold)].map(moduleOf);
  return (payload) => {
    const { container, count } = readPayload(payload, modules);
    return { seed: container.seed, weights: inventoryOf(count(), code) };
  };
};
