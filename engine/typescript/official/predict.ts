/** Phase 2 of the official run: one artefact in, weights and predictions out, a file of rows at a time. */

import { ownClasses, readCode } from '../../crossing/typescript/code.ts';
import { splitArtefact } from '../../crossing/typescript/count.ts';
import type { Artefact } from '../../crossing/typescript/format.ts';
import { parseArtefact } from '../../crossing/typescript/parse.ts';
import { aligned } from './alignment.ts';
import { Contract, type Held } from './contract.ts';
import { OfficialError } from './error.ts';
import { type Growth, grownNames, growthNotes } from './growth.ts';
import { putTogether, takeApart } from './model.ts';
import { decisionsOf, plainScores, scoresOf } from './outputs.ts';
import { Outside } from './outside.ts';
import { PREDICTING } from './reader.ts';
import { count, take } from './rows.ts';
import { type Note, type OfficialInput, Phase } from './run.ts';

type Refused = ReturnType<Phase['refused']>;

/** What {@link PredictingArtefact.ask} answers: engine/official/answers.ts says what is in it. */
type BatchAnswer = { ok: true; shape: number[]; predictions: Uint8Array; decisions: Uint8Array | null } | Refused;

/** Graphics cards round as they like: what counts is computed where everybody's computer agrees. */
const SCORED_ON = ['wasm', 'cpu'];

/** What is there once the artefact was read. */
interface Opened {
  contract: Contract;
  model: unknown;
  seed: number;
}

/** `open()`, then `ask()` for each batch, then `close()`. Nothing here throws for what the candidate's code does. */
export class PredictingArtefact {
  readonly #input: OfficialInput;
  readonly #phase: Phase;
  readonly #holdout: string;
  #payload: Uint8Array | null;
  #opened: Opened | null = null;
  #columns: number | null = null;
  /** Numbers in the model after the batch before. */
  #elements = 0;
  /** What the names of modules held after it. */
  #held: readonly Held[] = [];
  readonly #grown: Growth[] = [];
  readonly #outside: Outside;

  /** @param holdout name of the file of rows */
  constructor(input: OfficialInput, payload: Uint8Array, holdout: string) {
    this.#input = input;
    this.#phase = new Phase('predict', input);
    this.#payload = payload;
    this.#holdout = holdout;
    this.#outside = new Outside(input.host.tf);
  }

  async open(): Promise<{ ok: true; seed: number } | Refused> {
    const { host, config, files } = this.#input;
    try {
      this.#phase.tell('import', 0);
      const contract = await Contract.open({ ...host, ...this.#input });
      const code = readCode(files, [...new Set(Object.values(config.functions))]);
      const artefact = parseArtefact(this.#payload ?? new Uint8Array(), {}, ownClasses(code));
      this.#payload = null;
      this.#elements = elementsOf(artefact);
      const model = await putTogether(host.tf, artefact);
      host.seed(artefact.seed);
      this.#held = contract.state();
      this.#opened = { contract, model, seed: artefact.seed };
      return { ok: true, seed: artefact.seed };
    } catch (error) {
      return this.#phase.refused(error);
    }
  }

  async ask(rows: Uint8Array, places: Uint32Array): Promise<BatchAnswer> {
    const { host } = this.#input;
    try {
      const opened = this.#open();
      host.reader.set(this.#holdout, rows);
      const answer = await this.#predict(opened, rows, places);
      const backend = host.tf.getBackend();
      if (!SCORED_ON.includes(backend)) {
        throw new OfficialError(
          'backend',
          `scores are computed on wasm; the code switched to ${backend}: train with it, not predict`,
        );
      }
      await this.#compare(opened);
      this.#outside.look(places.length);
      return { ok: true, ...answer };
    } catch (error) {
      return this.#phase.refused(error);
    }
  }

  async close(): Promise<{ ok: true; notes: Note[] } | Refused> {
    try {
      this.#open();
      return { ok: true, notes: [...this.#phase.notes, ...growthNotes(this.#grown), ...this.#outside.notes()] };
    } catch (error) {
      return this.#phase.refused(error);
    }
  }

  #open(): Opened {
    if (!this.#opened) throw new OfficialError('bad-config', 'nothing was opened to predict with');
    return this.#opened;
  }

  /** Scores and decisions in the order of the batch's file. */
  async #predict({ contract, model }: Opened, rows: Uint8Array, places: Uint32Array) {
    const { host, config } = this.#input;
    const phase = this.#phase;
    const path = this.#holdout;
    const table = await host.reader.under({ kind: 'only', path }, () => phase.call(contract, 'load', path));
    if (count(table) === 0) throw new OfficialError('bad-rows', 'load returned no rows');
    const order = aligned(new TextDecoder().decode(rows), config.id, table, places);
    return host.reader.under(PREDICTING, async () => {
      const everyone = Uint32Array.from(order, (_, i) => i);
      const named = Array.from(order, (row) => places[row] as number);
      const n = order.length;
      const given = await phase.call(contract, 'predict', model, take(table, everyone));
      const part = await scoresOf(given, n, config.outputs, named);
      const columns = part.shape[1] ?? 0;
      this.#columns ??= columns;
      if (this.#columns !== columns) {
        const message = `predict returned ${columns} columns for one batch and ${this.#columns} before`;
        throw new OfficialError('bad-shape', message);
      }
      const each = Math.max(1, columns);
      const scores = new Float64Array(n * each);
      for (const [i, row] of order.entries()) scores.set(part.values.subarray(i * each, (i + 1) * each), row * each);
      const decisions = contract.has('decide') ? new Uint8Array(n) : null;
      if (decisions) {
        // Fresh rows: predict may have changed the ones it got.
        const decided = await phase.call(contract, 'decide', model, take(table, everyone), plainScores(part));
        const flags = await decisionsOf(decided, n, config.choices, named);
        for (const [i, row] of order.entries()) decisions[row] = flags[i] as number;
      }
      return { shape: columns ? [n, columns] : [n], predictions: new Uint8Array(scores.buffer), decisions };
    });
  }

  /** Compares model and modules with what they were after the batch before. */
  async #compare({ contract, model, seed }: Opened): Promise<void> {
    const after = elementsOf(await takeApart(this.#input.host.tf, model, seed));
    if (after > this.#elements) this.#grown.push({ file: null, name: 'model', before: this.#elements, after });
    this.#elements = after;
    const held = contract.state();
    this.#grown.push(...grownNames(this.#held, held));
    this.#held = held;
  }
}

/** Without what compresses: it is asked for in each batch. */
const elementsOf = (artefact: Artefact): number =>
  [...splitArtefact(artefact).paths.values()].reduce((sum, count) => sum + count, 0);
