/** What fitted TypeScript models weigh together with their code. */
import { countCode, type Texts } from '../code/count.ts';
import type { CounterOf } from '../counter.ts';
import { inventoryOf } from '../inventory.ts';
import { ownClasses, readCode } from './code.ts';
import { countArtefact } from './count.ts';
import { parseArtefact } from './parse.ts';

/** The scaffold's texts; of an interview whose contract is not all there, those that are. */
const scaffoldOf = (files: Texts, entries: readonly string[]): Texts => {
  const there = entries.filter((entry) => files[entry] !== undefined);
  return Object.fromEntries(readCode(files, there).map(({ file, text }) => [file, text]));
};

/** The counter of TypeScript. */
export const typescriptCounter: CounterOf = (files, { entries, scaffold }) => {
  const read = readCode(files, entries);
  const texts = Object.fromEntries(read.map(({ file, text }) => [file, text]));
  const code = countCode(texts, scaffoldOf(scaffold, entries));
  const own = ownClasses(read);
  return (payload) => {
    const artefact = parseArtefact(payload, {}, own);
    return { seed: artefact.seed, weights: inventoryOf(countArtefact(artefact), code) };
  };
};
