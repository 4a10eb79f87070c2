/** Phase 2 of the official run: one artefact in, weights and predictions out. */

import { ownClasses, readCode } from '../../crossing/typescript/code.ts';
import { artefactInventory } from '../../crossing/typescript/inventory.ts';
import { literalsOf } from '../../crossing/typescript/literals.ts';
import { parseArtefact } from '../../crossing/typescript/parse.ts';
import { aligned, batches } from './batches.ts';
import { Contract } from './contract.ts';
import { OfficialError } from './error.ts';
import { putTogether, takeApart } from './model.ts';
import { decisionsOf, plainScores, scoresOf } from './outputs.ts';
import { PREDICTING } from './reader.ts';
import { count, type Positions, take } from './rows.ts';
import { type Note, type OfficialInput, Phase } from './run.ts';

export type PredictAnswer =
  | {
      ok: true;
      seed: number;
      /** [n] or [n, k]. */
      shape: number[];
      /** float64, in the order of the file. */
      predictions: Uint8Array;
      /** One choice per row. */
      decisions: Uint8Array | null;
      weights: ReturnType<typeof artefactInventory>;
      notes: Note[];
    }
  | ReturnType<Phase['refused']>;

/** Graphics cards round as they like: what counts is computed where everybody's computer agrees. */
const SCORED_ON = ['wasm', 'cpu'];

/** Phase 2: weights and predictions of one artefact. `holdout`: name of the file of rows. */
export async function predict(input: OfficialInput, payload: Uint8Array, holdout: string): Promise<PredictAnswer> {
  const phase = new Phase('predict', input);
  const { host, config, files } = input;
  try {
    phase.tell('import', 0);
    const contract = await Contract.open({ ...host, ...input });
    const code = readCode(files, [...new Set(Object.values(config.functions))]);
    const artefact = parseArtefact(payload, {}, ownClasses(code));
    const literals = literalsOf(code);
    const weights = artefactInventory(artefact, literals);
    const model = await putTogether(host.tf, artefact);
    host.seed(artefact.seed);
    const csv = new TextDecoder().decode(host.reader.read(holdout));
    const table = await host.reader.under({ kind: 'only', path: holdout }, () => phase.call(contract, 'load', holdout));
    if (count(table) === 0) throw new OfficialError('bad-rows', 'load returned no rows');
    const order = aligned(csv, config.id, table);
    const predicted = await host.reader.under(PREDICTING, () => inBatches(phase, input, contract, model, table, order));
    const backend = host.tf.getBackend();
    if (!SCORED_ON.includes(backend)) {
      throw new OfficialError(
        'backend',
        `scores are computed on wasm; the code switched to ${backend}: train with it, not predict`,
      );
    }
    const after = artefactInventory(await takeApart(host.tf, model, artefact.seed), literals);
    if (after.total > weights.total) phase.notes.push(growth(weights.total, after.total));
    return { ok: true, seed: artefact.seed, ...predicted, weights, notes: phase.notes };
  } catch (error) {
    return phase.refused(error);
  }
}

const growth = (before: number, after: number): Note => ({
  kind: 'growth',
  file: null,
  name: 'model',
  message: `the model grew while predicting: ${before} weights before, ${after} after`,
});

/** Scores and decisions in the order of the file; `order[i]` is the file row of the i-th loaded row. */
async function inBatches(
  phase: Phase,
  { config }: OfficialInput,
  contract: Contract,
  model: unknown,
  table: unknown,
  order: Positions,
) {
  const n = order.length;
  let width: number | null = null;
  let scores = new Float64Array(0);
  let decisions: Uint8Array | null = null;
  let done = 0;
  const parts = batches(n, config.batchSeed ?? 0);
  for (const positions of parts) {
    phase.tell('predict', done / n, { rows: done, of: n });
    const rows = Array.from(positions, (at) => order[at] as number);
    const given = await phase.call(contract, 'predict', model, take(table, positions));
    const part = await scoresOf(given, positions.length, config.outputs, rows);
    const columns = part.shape[1] ?? 0;
    if (width === null) {
      width = columns;
      scores = new Float64Array(n * Math.max(1, columns));
    } else if (width !== columns) {
      throw new OfficialError('bad-shape', `predict returned ${columns} columns for one batch and ${width} before`);
    }
    const each = Math.max(1, columns);
    for (const [i, row] of rows.entries()) scores.set(part.values.subarray(i * each, (i + 1) * each), row * each);
    if (contract.has('decide')) {
      // Fresh rows: predict may have changed the ones it got.
      const decided = await phase.call(contract, 'decide', model, take(table, positions), plainScores(part));
      const flags = await decisionsOf(decided, positions.length, config.choices, rows);
      decisions ??= new Uint8Array(n);
      for (const [i, row] of rows.entries()) decisions[row] = flags[i] as number;
    }
    done += positions.length;
    phase.tell('predict', done / n, { rows: done, of: n });
  }
  return {
    shape: width ? [n, width] : [n],
    predictions: new Uint8Array(scores.buffer),
    decisions,
  };
}
