/** Phase 1 of the official run: fit seeds in, artefacts out. */

import type { MetricValue } from '../../../protocol/score.ts';
import { type FunctionName, ORDER } from '../../contract/functions.ts';
import { encodeArtefact } from '../../crossing/typescript/format.ts';
import { idKey } from './alignment.ts';
import { Contract } from './contract.ts';
import { OfficialError } from './error.ts';
import { takeApart } from './model.ts';
import { decisionsOf, plainDecisions, plainScores, reportOf, scoresOf } from './outputs.ts';
import { column, count, hasColumn, without } from './rows.ts';
import { type Note, type OfficialInput, Phase } from './run.ts';

interface TrainedFit {
  seed: number;
  /** By contract function. */
  seconds: Record<string, number>;
  rows: { train: number; valid: number };
  reported: MetricValue;
  payload: Uint8Array;
  /** Of the validation rows, in the order of `split`. */
  validIds: string[];
}

export type TrainAnswer = { ok: true; fits: TrainedFit[]; notes: Note[] } | ReturnType<Phase['refused']>;

/** More tensors than this are a leak worth a word: a network of some layers holds a few dozen. */
const MANY_TENSORS = 500;

/** Phase 1: an artefact for every fit seed. Never throws for what the candidate's code does. */
export async function train(input: OfficialInput): Promise<TrainAnswer> {
  const phase = new Phase('train', input);
  try {
    phase.tell('import', 0);
    const contract = await Contract.open({ ...input.host, ...input });
    const fits: TrainedFit[] = [];
    for (const [index, seed] of input.config.seeds.entries()) {
      fits.push(await fitOnce(phase, input, contract, seed, index));
    }
    return { ok: true, fits, notes: phase.notes };
  } catch (error) {
    return phase.refused(error);
  }
}

async function fitOnce(
  phase: Phase,
  { host, config }: OfficialInput,
  contract: Contract,
  seed: number,
  index: number,
): Promise<TrainedFit> {
  const fits = config.seeds.length;
  phase.seconds = {};
  const call = (name: FunctionName, ...given: unknown[]): Promise<unknown> => {
    phase.tell(name, (index + ORDER.indexOf(name) / (ORDER.length + 1)) / fits, { seed, fit: index + 1, fits });
    return phase.call(contract, name, ...given);
  };
  host.seed(seed);
  const before = host.tf.memory();
  const table = await call('load', config.train);
  if (count(table) === 0) throw new OfficialError('bad-rows', 'load returned no rows');
  const [training, valid] = pairOf(await call('split', table, seed));
  const sizes = { train: count(training, 'split'), valid: count(valid, 'split') };
  if (sizes.train === 0 || sizes.valid === 0) {
    throw new OfficialError('bad-rows', `split returned an empty part: train ${sizes.train}, valid ${sizes.valid}`);
  }
  const labels = column(valid, config.label, 'split').map(plainLabel);
  const bare = without(valid, config.label);
  const validIds = hasColumn(valid, config.id) ? column(valid, config.id, 'split').map(idKey) : [];
  const prep = await call('prepare', training, valid);
  let model = await call('fit', training, prep, seed);
  if (contract.has('tune')) model = await call('tune', model, valid);
  // The model crosses as fit and tune returned it, so it is packed before predict could store anything in it.
  const artefact = await takeApart(host.tf, model, seed);
  const payload = encodeArtefact(artefact);
  const scores = await scoresOf(await call('predict', model, bare), sizes.valid, config.outputs);
  let decided: Uint8Array | null = null;
  if (contract.has('decide')) {
    decided = await decisionsOf(await call('decide', model, bare, plainScores(scores)), sizes.valid, config.choices);
  }
  const plain = decided && plainDecisions(decided, config.choices);
  const reported = reportOf(await call('report', bare, labels, plainScores(scores), plain));
  noteUntravelled(phase, contract);
  noteTensors(phase, host.tf.memory().numTensors - before.numTensors, index);
  phase.tell('done', (index + 1) / fits, { seed, fit: index + 1, fits });
  const seconds = Object.fromEntries(Object.entries(phase.seconds).map(([name, s]) => [name, Number(s.toFixed(4))]));
  return { seed, seconds, rows: sizes, reported, payload, validIds };
}

/** Both parts that `split` returned. @throws OfficialError `bad-rows`. */
export function pairOf(given: unknown): [unknown, unknown] {
  if (Array.isArray(given) && given.length === 2) return [given[0], given[1]];
  if (typeof given === 'object' && given !== null && 'train' in given && 'valid' in given)
    return [given.train, given.valid];
  throw new OfficialError('bad-rows', 'split must return two sets of rows: [train, valid]');
}

/** A label as `report` gets it. */
export const plainLabel = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value);

function noteUntravelled(phase: Phase, contract: Contract): void {
  for (const { file, name } of contract.changed()) {
    if (phase.notes.some((note) => note.file === file && note.name === name)) continue;
    phase.notes.push({
      kind: 'untravelled',
      file,
      name,
      message: `${name} in ${file} does not travel; return it from fit`,
    });
  }
}

function noteTensors(phase: Phase, left: number, index: number): void {
  if (index > 0 || left < MANY_TENSORS) return;
  const message = `training and validation left ${left.toLocaleString('en')} tensors alive: wrap loops in tf.tidy, or dispose`;
  phase.notes.push({ kind: 'tensors', file: null, name: null, message });
}
